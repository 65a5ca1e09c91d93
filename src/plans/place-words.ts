import { compareText } from '../i18n/format.js';
import type { Level, Place } from '../territory/place.js';
import type { FigureWords } from './figure-words.js';
import { isSeen, type PlanView } from './plan-views.js';

/**
 * The words with which names of units begin, by level, the usual one first; each with the key of its word in sentences.
 * Names of villages are left as they are: there "Bản" is as often a part of the name.
 */
const KINDS: Partial<Record<Level, readonly [prefix: string, key: string][]>> = {
  province: [['Tỉnh', 'province'], ['Thành phố', 'city']],
  district: [['Huyện', 'district'], ['Quận', 'urban_district'], ['Thị xã', 'town'], ['Thành phố', 'city']],
  commune: [['Xã', 'commune'], ['Phường', 'ward'], ['Thị trấn', 'township'], ['Đặc khu', 'special_zone']],
}; // prettier-ignore

/** The kind of a unit, where its name begins with one, and what it is called beside it. */
function partsOf({ name, level }: Place): { kind: string | null; usual: boolean; bare: string } {
  const kinds = KINDS[level] ?? [];
  const at = kinds.findIndex(([prefix]) => name.startsWith(`${prefix} `));
  const [prefix, kind] = kinds[at] ?? [];
  if (prefix === undefined || kind === undefined) return { kind: null, usual: true, bare: name };
  return { kind, usual: at === 0, bare: name.slice(prefix.length + 1) };
}

/** A place's name in a list of its like: `Bản Bo`; of another kind than the usual one `Tam Đường (thị trấn)`. */
export function shortName(place: Place): string {
  const { bare, usual } = partsOf(place);
  if (usual) return bare;
  return `${bare} (${place.name.slice(0, -bare.length - 1).toLocaleLowerCase('vi')})`;
}

/** A place's name inside a sentence: `huyện Tam Đường`; English keeps it as it is. */
export function nameInSentence({ locale }: FigureWords, place: Place): string {
  if (locale !== 'vi' || partsOf(place).kind === null) return place.name;
  return place.name.charAt(0).toLocaleLowerCase('vi') + place.name.slice(1);
}

/** Places in the order of a Vietnamese list: by their bare names, then by kind. */
export function byName<P extends Place>(places: readonly P[]): P[] {
  return [...places].sort(comparePlaceNames);
}

/** Compares two places as `byName` orders them. */
export function comparePlaceNames(a: Place, b: Place): number {
  return compareText('vi', partsOf(a).bare, partsOf(b).bare) || compareText('vi', a.name, b.name);
}

/** What these places are, in words that follow their number: `xã, thị trấn`. */
export function kindsOf(words: FigureWords, places: readonly Place[]): string {
  const order = Object.values(KINDS).flatMap((kinds) => kinds.map(([, key]) => key));
  const kinds = [...new Set(places.map(kindOf))].sort((a, b) => order.indexOf(a) - order.indexOf(b));
  const [first = '', ...others] = kinds.map((kind) => words.t(`coverage.kind.${kind}`, { count: places.length }));
  return others.reduce((before, last) => words.t('coverage.kind_list', { first: before, last }), first);
}

/** The whole of a place, as a row of a table is called: `Toàn huyện`. */
export function wholeOf(words: FigureWords, place: Place): string {
  return words.t('coverage.whole', { kind: words.t(`coverage.kind.${kindOf(place)}`, { count: 1 }) });
}

/** The whole of a place at the head of a sentence: `Toàn huyện Tam Đường`. */
export function wholeByName(words: FigureWords, place: Place): string {
  if (partsOf(place).kind === null) return place.name;
  return words.t('coverage.whole_place', { place: nameInSentence(words, place) });
}

function kindOf(place: Place): string {
  if (place.level === 'village' || place.level === 'cohort') return place.level;
  return partsOf(place).kind ?? 'place';
}

/** Places in a sentence: at most three by name, of those outside the reader's territory only how many. */
export function placesInWords(view: PlanView, places: readonly Place[]): string {
  const { words } = view;
  const seen = byName(places.filter((place) => isSeen(view, place))).map(shortName);
  const outside = places.length - seen.length;
  const parts = seen.length > 4 ? seen.slice(0, 3) : seen;
  const more = seen.length - parts.length;
  return words.list([
    ...parts,
    ...(more > 0 ? [words.t('coverage.more_places', { count: more })] : []),
    ...(outside > 0 ? [words.t('coverage.outside_places', { count: outside })] : []),
  ]);
}
