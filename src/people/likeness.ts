/** Why two records may be one person, the strongest sign first. */
export const REASONS = ['national_id', 'phone', 'similar', 'name_year'] as const;
export type Reason = (typeof REASONS)[number];

/** What each sign weighs. Any that is stronger outweighs the weakest; name and year in one village outweigh a telephone. */
const WEIGHTS: Record<Reason, number> = { national_id: 8, phone: 4, similar: 3, name_year: 2 };
/** The column holds this many characters. */
const MOST_INITIALS = 64;

/** What of a record is compared. */
export interface Traits {
  id: number;
  /** The folded words of the name (sort-name.ts). */
  sort_name: string;
  birth_year: number | null;
  unit_code: string;
  phone: string | null;
  national_id_hash: string | null;
}

/**
 * The signs that two records are one person; none: nothing says so.
 * - `national_id`, `phone`: both have it, and it is the same;
 * - `name_year`: the same name, whatever its marks and case, and the same year of birth;
 * - `similar`: similar names (`similarNames`) at the same home, with years of birth that do not differ where both are known.
 */
export function reasonsOf(a: Traits, b: Traits): Reason[] {
  const years = a.birth_year !== null && b.birth_year !== null;
  const holds: Record<Reason, boolean> = {
    national_id: a.national_id_hash !== null && a.national_id_hash === b.national_id_hash,
    phone: a.phone !== null && a.phone === b.phone,
    similar:
      a.unit_code === b.unit_code &&
      (!years || a.birth_year === b.birth_year) &&
      similarNames(a.sort_name, b.sort_name),
    name_year: years && a.birth_year === b.birth_year && a.sort_name === b.sort_name,
  };
  return REASONS.filter((reason) => holds[reason]);
}

/** How strong signs are together. */
export function strengthOf(reasons: readonly Reason[]): number {
  return reasons.reduce((sum, reason) => sum + WEIGHTS[reason], 0);
}

/**
 * Whether two folded names are similar: the same words in whatever order, or all but one the same and those two alike
 * (`alikeWords`). Similar names have the same initials (`nameInitials`), by which they are found.
 */
export function similarNames(a: string, b: string): boolean {
  if (a === b) return true;
  const rest = wordsOf(b);
  const odd: string[] = [];
  for (const word of wordsOf(a)) {
    const at = rest.indexOf(word);
    if (at >= 0) rest.splice(at, 1);
    else if (odd.push(word) > 1) return false;
  }
  if (odd.length !== rest.length) return false;
  return odd.length === 0 || (rest.length === 1 && alikeWords(odd[0] ?? '', rest[0] ?? ''));
}

/**
 * Two words that begin with the same letter, and of which one is that letter alone (an abbreviation) or is the other with
 * one letter changed, left out or put in. Numbers are not letters: `Hai 1` and `Hai 2` are two.
 */
function alikeWords(a: string, b: string): boolean {
  const [short, long] = [[...a], [...b]].sort((one, other) => one.length - other.length) as [string[], string[]];
  if (short[0] !== long[0] || /\p{N}/u.test(a + b)) return false;
  if (short.length === 1) return true;
  if (long.length - short.length > 1) return false;
  const from = short.findIndex((letter, at) => letter !== long[at]);
  if (from < 0) return true;
  const behind = short.length === long.length ? from + 1 : from;
  return short.slice(behind).join('') === long.slice(from + 1).join('');
}

/**
 * The first letters of the words of a folded name, in the order of the alphabet: names that are similar have the same.
 * What two records of one home are looked up by.
 */
export function nameInitials(sortName: string): string {
  const firsts = wordsOf(sortName).map((word) => [...word][0] ?? '');
  return firsts.sort().join('').slice(0, MOST_INITIALS);
}

function wordsOf(sortName: string): string[] {
  return sortName.split(' ');
}

/** Whether two names are the same as they are spelt, in whatever case: Tú and Tư are two people. */
export function isSpeltAs(a: string, b: string): boolean {
  return a.normalize('NFC').toLowerCase() === b.normalize('NFC').toLowerCase();
}

/** What is known of a birth; each may be missing. */
interface Birth {
  birth_date?: string | null;
  birth_year?: number | null;
}

/** Whether two may be of one birth: whose year is known to be another one is somebody else. */
export function mayBeBornAs(a: Birth, b: Birth): boolean {
  const [one, other] = [yearOf(a), yearOf(b)];
  return one === null || other === null || one === other;
}

function yearOf({ birth_date, birth_year }: Birth): number | null {
  return birth_year ?? (birth_date ? Number(birth_date.slice(0, 4)) : null);
}
