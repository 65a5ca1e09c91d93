import type { AttendanceStatus } from './activities.entities.js';

/** What people write behind numbers, in both languages. */
const WRITTEN: Record<AttendanceStatus, readonly string[]> = {
  present: ['có mặt', 'đủ mặt', 'present'],
  late: ['đến muộn', 'đi muộn', 'đến trễ', 'đi trễ', 'muộn', 'trễ', 'late'],
  excused: ['vắng có phép', 'nghỉ có phép', 'vắng mặt có phép', 'có phép', 'absent excused', 'excused'],
  absent: ['vắng không phép', 'vắng mặt không phép', 'không phép', 'vắng mặt', 'vắng', 'absent'],
};
const MEANT = new Map(
  (Object.keys(WRITTEN) as AttendanceStatus[]).flatMap((status) => WRITTEN[status].map((word) => [word, status])),
);
const LONGEST_FIRST = [...MEANT.keys()].sort((a, b) => b.length - a.length).join('|');
const WORD = new RegExp(`(?<!\\p{L})(${LONGEST_FIRST})(?!\\p{L})`, 'u');

/** What may stand behind a word: where a number follows at once, nobody knows to which the word belongs. */
const ENDS = /^ *(?:$|[,;.&/\u3001\n]|và|and)/u;

/** Numbers by what was written behind them, and words that do not stand behind a number. */
export interface ByWord {
  texts: Map<AttendanceStatus, string>;
  unreadable: string[];
}

/**
 * Takes apart what was copied from paper with words in it: "1-24, 27 có mặt; 28 muộn". A word counts for the numbers before
 * it, up to the word, the semicolon or the line end before those. @param usual what numbers without a word mean
 */
export function numbersByWord(typed: string, usual: AttendanceStatus): ByWord {
  const plain = typed
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\S\n]+/g, ' ');
  const read: ByWord = { texts: new Map(), unreadable: [] };
  const pieces = plain.split(WORD);
  for (let at = 0; at < pieces.length; at += 2) {
    const [text = '', word = ''] = pieces.slice(at, at + 2);
    const status = MEANT.get(word);
    const cut = status === undefined ? text.length : Math.max(text.lastIndexOf(';'), text.lastIndexOf('\n')) + 1;
    add(read.texts, usual, text.slice(0, cut));
    if (status === undefined) continue;
    add(read.texts, status, text.slice(cut));
    if (!/\d *$/.test(text.slice(cut)) || !ENDS.test(pieces[at + 2] ?? '')) read.unreadable.push(word);
  }
  return read;
}

function add(texts: Map<AttendanceStatus, string>, status: AttendanceStatus, text: string): void {
  texts.set(status, [texts.get(status), text].filter(Boolean).join('\n'));
}
