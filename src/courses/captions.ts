import { DomainError } from '../errors.js';

/** The most bytes of captions. */
export const LARGEST_CAPTIONS = 1024 * 1024;

const STAMP = String.raw`(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})`;
const TIMES = new RegExp(String.raw`^${STAMP}[ \t]+-->[ \t]+${STAMP}(?:[ \t].*)?$`);

/**
 * Looks whether a text is WebVTT: its first line, at least one cue, and in each cue a time that begins before it ends.
 * @param name of the file, for sentences @throws DomainError with the line that is wrong
 */
export function checkCaptions(text: string, name: string): void {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n?|\n/);
  if (!/^WEBVTT(?:[ \t].*)?$/.test(lines[0] ?? '')) throw new DomainError('courses.captions_head', { name });
  let cues = 0;
  for (const [at, line] of lines.entries()) {
    if (!line.includes('-->')) continue;
    const times = TIMES.exec(line);
    if (!times || inMs(times.slice(1, 5)) >= inMs(times.slice(5, 9))) {
      throw new DomainError('courses.captions_time', { name, line: at + 1 });
    }
    cues += 1;
  }
  if (cues === 0) throw new DomainError('courses.captions_none', { name });
}

function inMs([hours = '0', minutes = '0', seconds = '0', ms = '0']: (string | undefined)[]): number {
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(ms);
}
