import { open } from 'node:fs/promises';
import { type Content, contentOf } from '../files/content.js';
import type { MediaKind } from './media-kinds.js';

/** What a file of a course is by its content: kind, media type, and the ending of its name. */
export interface MediaContent {
  kind: MediaKind;
  media_type: string;
  ending: string;
}

const PICTURE: MediaContent = { kind: 'picture', media_type: 'image/jpeg', ending: 'jpg' };
const KNOWN: Partial<Record<Content, MediaContent>> = {
  jpeg: PICTURE,
  png: PICTURE,
  pdf: { kind: 'pdf', media_type: 'application/pdf', ending: 'pdf' },
  zip: { kind: 'package', media_type: 'application/zip', ending: 'zip' },
  text: { kind: 'captions', media_type: 'text/vtt', ending: 'vtt' },
};

/** Brands of the ISO file format that are MPEG-4 video or sound as browsers play it; QuickTime is none of them. */
const MP4 = /^(?:isom|iso[2-9]|mp4[12]|avc1|dash|M4V |M4VH|MSNV|f4v )$/;
const M4A = /^(?:M4A |M4B )$/;

const PLAYED: [MediaContent, (head: Buffer) => boolean][] = [
  [video('mp4'), (head) => ascii(head, 4, 8) === 'ftyp' && MP4.test(ascii(head, 8, 12))],
  [audio('mp4', 'm4a'), (head) => ascii(head, 4, 8) === 'ftyp' && M4A.test(ascii(head, 8, 12))],
  [video('webm'), (head) => head.readUInt32BE(0) === 0x1a45dfa3 && head.subarray(0, 64).includes('webm')],
  [audio('ogg', 'ogg'), (head) => ascii(head, 0, 4) === 'OggS'],
  [audio('wav', 'wav'), (head) => ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 12) === 'WAVE'],
  [audio('mpeg', 'mp3'), (head) => ascii(head, 0, 3) === 'ID3' || isMpegFrame(head)],
];

/** What a file is, whatever it is called; null: nothing that courses show. Text may still turn out to be no captions. */
export async function mediaContentOf(path: string): Promise<MediaContent | null> {
  const content = await contentOf(path);
  const known = KNOWN[content];
  if (known || content !== 'other') return known ?? null;
  const head = await headOf(path);
  return head.length < 64 ? null : (PLAYED.find(([, fits]) => fits(head))?.[0] ?? null);
}

/** Whether it is played: it has a length. */
export function isPlayed({ kind }: Pick<MediaContent, 'kind'>): boolean {
  return kind === 'video' || kind === 'audio';
}

function video(type: string): MediaContent {
  return { kind: 'video', media_type: `video/${type}`, ending: type };
}

function audio(type: string, ending: string): MediaContent {
  return { kind: 'audio', media_type: `audio/${type}`, ending };
}

/** Eleven bits set, and a layer III of a version that there is. */
function isMpegFrame(head: Buffer): boolean {
  const [first = 0, second = 0] = head;
  return first === 0xff && (second & 0xe6) === 0xe2 && (second & 0x18) !== 0x08;
}

function ascii(head: Buffer, from: number, to: number): string {
  return head.toString('latin1', from, to);
}

async function headOf(path: string): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
