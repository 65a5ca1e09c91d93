import { PeopleLookup } from '../../src/people/people.lookup.js';
import { foldedWords } from '../../src/people/sort-name.js';
import { actAs, type Principal } from '../../src/web/actor.js';
import type { World } from '../support/world.js';
import { districtWorld, load, type Places } from './cast.js';

const VILLAGES = 40;
/** More than a search counts of a word before it calls it frequent. */
const OF_EACH = 320;

let world: World;
let places: Places;
let people: { name: string; unit: string }[];

beforeAll(async () => {
  ({ world, places } = await districtWorld());
  const villages = Array.from({ length: VILLAGES }, (_, n) => `03405-${n}`);
  await load(world, 'units', ['code,name,level,parent', ...villages.map((code, n) => `${code},Bản ${n},cohort,03405`)]);
  const all = (make: (n: number) => string): string[] => Array.from({ length: OF_EACH }, (_, n) => make(n));
  people = [...all((n) => `Lò Thị Hoa ${n % 9}`), ...all((n) => `Vàng Văn Páo ${n % 9}`)].map((name, n) => ({
    name,
    unit: villages[n % VILLAGES] ?? '',
  }));
  people.push({ name: 'Quách Tĩnh', unit: '03405-39' }, { name: 'Quách Hoa', unit: '03394' });
  people.push({ name: 'Lò Văn Hợp', unit: '03405-38' }, { name: 'Lò Văn Hợp', unit: '03394' });
  await load(world, 'people', ['ref,full_name,unit', ...people.map(({ name, unit }, n) => `p${n},${name},${unit}`)]);
});
afterAll(() => world.close());

const READERS: Record<string, (all: Places) => number | null> = {
  'of everywhere': () => null,
  'of a district': ({ district }) => district,
  'of a commune of many villages': ({ banBo }) => banBo,
  'of a commune without any': ({ thenSin }) => thenSin,
};
const as = (place_id: number | null): Principal => ({
  ...{ user_id: 1, name: 'x', email: 'x@example.vn', role: 'organizer', locale: 'vi', door: 'page' },
  place_id,
});
const find = (reader: number | null, search: string): ReturnType<PeopleLookup['find']> =>
  actAs(as(reader), () => world.get(PeopleLookup).find(search));

/** Whom a search is to find, by looking at everybody. */
function expected(reader: number | null, search: string): string[] {
  const inside = (unit: string): boolean =>
    reader === places.thenSin ? unit === '03394' : reader !== places.banBo || unit !== '03394';
  const has = (name: string): boolean =>
    foldedWords(search).every((word) => foldedWords(name).some((own) => own.startsWith(word)));
  return people.filter(({ name, unit }) => inside(unit) && has(name)).map(({ name, unit }) => `${name} ${unit}`);
}

describe.each(Object.entries(READERS))('a reader %s', (_, placeOf) => {
  it.each([
    ...['lo', 'vang van pao', 'pao vang', 'quach', 'quach ti', 'hop', 'hop lo', 'lo van', 'thi van', 'hoa'],
    ...['lo thi hoa 3', 'zz', 'lo zz', 'va pa 1'],
  ])('who types %s finds those of the territory who have it, at most ten, and is told of more', async (search) => {
    const reader = placeOf(places);
    const all = expected(reader, search);
    const { people: found, more } = await find(reader, search);
    const shown = found.map(({ full_name, unit_code }) => `${full_name} ${unit_code}`);
    expect(shown).toHaveLength(Math.min(10, all.length));
    expect(shown.filter((one) => !all.includes(one))).toEqual([]);
    expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
    expect(more).toBe(all.length > 10);
  });
});
