import { LIST_PAGE } from '../../src/web/pager.js';
import { counted } from '../support/counted.js';
import { Growth } from '../support/grown.js';
import { Story } from '../support/story.js';
import { callerOf } from './rights/callers.js';
import { COUNTING, GROWING, LONG } from './statements/exceptions.js';
import { longer, oftener, readAll, type Reading, type Readings } from './statements/reading.js';

/** More than two pages of every list. */
const TIMES = 60;
/** A page with some room for what stands beside its list; a page of the API has a hundred rows, and one more says that there are more. */
const mostOf = (name: string): number => (name.includes(' /api/') ? 101 : 2 * LIST_PAGE + 10);

let story: Story;
/** A few of everything; many beside those few; and many under each of the few as well. */
let few: Readings;
let beside: Readings;
let under: Readings;

beforeAll(async () => {
  story = await Story.create();
  const { database } = story.world;
  const callers = [
    await callerOf(story, 'administrator', null),
    await callerOf(story, 'organizer', story.records.own.place),
  ];
  const taken = counted(database);
  const growth = await Growth.of(database, TIMES);
  few = await readAll(story, callers, taken);
  await growth.beside();
  beside = await readAll(story, callers, taken);
  await growth.under();
  under = await readAll(story, callers.slice(1), taken);
}, 300_000);
afterAll(() => story.world.close());

/** What is found wrong with the readings of a larger world, by who asked for what. */
function foundIn(many: Readings, judge: (before: Reading, after: Reading, name: string) => string[]) {
  return [...many].flatMap(([name, after]) => {
    const before = few.get(name);
    const wrong = before ? judge(before, after, name) : [];
    return wrong.length > 0 ? [{ name, wrong }] : [];
  });
}

const routeOf = (name: string): string => name.slice(name.indexOf(' ') + 1);
const unless = (exceptions: Record<string, string>) => (found: { name: string }) =>
  !{ ...exceptions, ...COUNTING }[routeOf(found.name)];
const unneeded = (exceptions: Record<string, string>, found: { name: string }[]): string[] => {
  const needed = new Set(found.map(({ name }) => routeOf(name)));
  return Object.keys(exceptions).filter((route) => !needed.has(route));
};

it('answers the same addresses, however much there is', () => {
  expect(few.size).toBeGreaterThan(480);
  const differing = (before: Reading, after: Reading): string[] =>
    before.status === after.status ? [] : [`${before.status} → ${after.status}`];
  expect([...foundIn(beside, differing), ...foundIn(under, differing)]).toEqual([]);
});

it('asks as many statements for many rows as for few', () => {
  const found = [...foundIn(beside, oftener), ...foundIn(under, oftener)];
  expect(found.filter(unless(GROWING))).toEqual([]);
  expect(unneeded(GROWING, found)).toEqual([]);
});

it('reads no more of a list than its page', () => {
  const found = foundIn(beside, (before, after, name) => longer(before, after, mostOf(name)));
  expect(found.filter(unless(LONG))).toEqual([]);
  expect(unneeded(LONG, found)).toEqual([]);
});
