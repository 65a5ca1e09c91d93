import { foldText } from '../i18n/fold.js';

/** The column holds this many characters. */
const LONGEST = 400;
/** The Vietnamese alphabet with the letters that only foreign words have. Its places are the first weights. */
const ALPHABET = [...'aăâbcdđeêfghijklmnoôơpqrstuưvwxyz'];
/** The tones in the order of the dictionary: ngang, huyền, hỏi, ngã, sắc, nặng. Any other mark comes after them. */
const TONES = ['', '\u0300', '\u0309', '\u0303', '\u0301', '\u0323'];
/** Marks that make a letter of its own: of ă, of â ê ô, of ơ ư. */
const OWN_LETTER = /[\u0306\u0302\u031b]/u;

/*
 * Every character of a key is a visible ASCII letter (or, for a foreign script, a letter beyond them), so that both
 * engines compare keys byte by byte, and none pads them: the end of a part sorts before a gap between words, that before
 * a digit, that before a letter.
 */
const END = '!';
const GAP = '#';
const FIRST_LETTER = 'A'.charCodeAt(0);

/**
 * What people are listed by: the given name (the last word) as the Vietnamese dictionary orders it, letters first and
 * tones second, then the other names likewise. Case and punctuation do not matter.
 */
export function personSortKey(fullName: string): string {
  const words = wordsOf(fullName);
  const given = words.pop() ?? '';
  return (collationKey([given]) + END + collationKey(words)).slice(0, LONGEST);
}

/** What organisations are listed by: their words in order, numbers by their value. */
export function organisationSortKey(name: string): string {
  return collationKey(wordsOf(name)).slice(0, LONGEST);
}

function wordsOf(text: string): string[] {
  const words = text
    .normalize('NFC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}\p{M}]+/u);
  return words.filter((word) => foldText(word) !== '');
}

/** Letters of all words, then their tones: as a collation compares. */
function collationKey(words: readonly string[]): string {
  const letters = words.map((word) => [...word.matchAll(/\d+|\P{M}\p{M}*/gu)].map(([letter]) => weightOf(letter)));
  const first = letters.map((word) => word.map(([weight]) => weight).join('')).join(GAP);
  // Each tone is one digit, a gap has none; a row of level tones at the end says nothing.
  const second = letters.map((word) => word.map(([, tone]) => tone).join('')).join('0');
  return first + END + second.replace(/0+$/, '');
}

/** First and second weight of a letter with its marks, or of a number. */
function weightOf(letter: string): [weight: string, tone: number] {
  if (/^\d/.test(letter)) return [numberWeight(letter), 0];
  const [base = '', ...marks] = letter.normalize('NFD');
  const own = marks.find((mark) => OWN_LETTER.test(mark)) ?? '';
  const place = Math.max(ALPHABET.indexOf((base + own).normalize('NFC')), ALPHABET.indexOf(base));
  const tone = marks.filter((mark) => mark !== own).map((mark) => TONES.indexOf(mark));
  const weight = place < 0 ? base : String.fromCharCode(FIRST_LETTER + place);
  return [weight, Math.max(0, ...tone.map((at) => (at < 0 ? TONES.length : at)))];
}

/** A number by how long it is, then by its digits: 2 before 10. */
function numberWeight(digits: string): string {
  const value = digits.replace(/^0+(?=\d)/, '');
  return `${Math.min(value.length, 9)}${value}`;
}
