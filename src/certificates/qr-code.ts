import type { QRCode } from 'qrcode';
import { late } from '../config/late.js';

/** A mask is valid whichever it is; choosing the best of eight costs ten times the rest, and the signature looks like noise. */
const MASK = 2;
const ALPHANUMERIC = /^[0-9A-Z $%*+\-./:]+$/;
/** Squares that must stay empty around the code (ISO/IEC 18004). */
export const QUIET = 4;

/** A row of black squares: from which column, in which row, how many. */
export interface Bar {
  x: number;
  y: number;
  length: number;
}

/** The squares of a QR code, without the empty ones around it. */
export interface QrSquares {
  /** Squares along one side. */
  size: number;
  bars: Bar[];
}

/** The QR code of a text, at level M. The parts before and behind `#` are packed apart: `#` is not of the packed alphabet. */
export function qrSquares(text: string): QrSquares {
  const parts = text.split(/(#)/).filter((part) => part !== '');
  const segments = parts.map((data) => ({ data, mode: ALPHANUMERIC.test(data) ? 'alphanumeric' : 'byte' }));
  const { modules } = late.qrcode().create(segments as never, { errorCorrectionLevel: 'M', maskPattern: MASK });
  return { size: modules.size, bars: barsOf(modules) };
}

function barsOf({ size, data }: QRCode['modules']): Bar[] {
  const bars: Bar[] = [];
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const start = x;
      while (x < size && data[y * size + x]) x += 1;
      if (x > start) bars.push({ x: start, y, length: x - start });
    }
  }
  return bars;
}
