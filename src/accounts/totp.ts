import { timingSafeEqual } from 'node:crypto';
import { late } from '../config/late.js';

/** Seconds of one step (RFC 6238). */
const STEP = 30;
/** White modules around the code, without which cameras do not find it. */
const QUIET = 4;

/** A new secret for an authenticator application: 160 bits in base 32. */
export function newTotpSecret(): string {
  return late.otplib().generateSecret();
}

/**
 * The step whose code this is: the present one or the one before or after it, for clocks that differ.
 * @param code six digits
 * @returns null when it is none of them
 */
export function stepOfCode(secret: string, code: string, at: Date): number | null {
  const present = Math.floor(at.getTime() / 1000 / STEP);
  const given = Buffer.from(code);
  for (const step of [present, present - 1, present + 1]) {
    const right = Buffer.from(late.otplib().generateSync({ secret, epoch: step * STEP }));
    if (given.length === right.length && timingSafeEqual(given, right)) return step;
  }
  return null;
}

/** The six digits that an authenticator application shows at that moment. */
export function codeAt(secret: string, at: Date): string {
  return late.otplib().generateSync({ secret, epoch: Math.floor(at.getTime() / 1000) });
}

/** What the picture for the camera says. */
export function enrolmentUri(secret: string, email: string): string {
  return late.otplib().generateURI({ issuer: 'Lan Toa', label: email, secret });
}

/** A QR code as one SVG path on a square of `size` units: no picture file, nothing from elsewhere. */
export async function qrPath(text: string): Promise<{ size: number; path: string }> {
  // Read when first needed: its sixty files would hold up every start.
  const { default: qrcode } = await import('qrcode');
  const { modules } = qrcode.create(text, { errorCorrectionLevel: 'M' });
  const parts: string[] = [];
  for (let y = 0; y < modules.size; y += 1) {
    for (let x = 0; x < modules.size; x += 1) {
      if (modules.get(y, x)) parts.push(`M${x + QUIET} ${y + QUIET}h1v1h-1z`);
    }
  }
  return { size: modules.size + 2 * QUIET, path: parts.join('') };
}
