import { LIST_PAGE } from '../../src/web/pager.js';
import { counted } from '../support/counted.js';
import { Growth } from '../support/grown.js';
import { Story } from '../support/story.js';
import type { Member } from '../support/world.js';
import { callerOf } from './rights/callers.js';
import { LONG } from './statements/exceptions.js';
import { longer, oftener, readAll, type Reading, type Readings } from './statements/reading.js';

/** More than two pages of every list. */
const TIMES = 60;
/** A page with some room for what stands beside its list; a page of the API has a hundred rows, and one more says that there are more. */
const mostOf = (name: string): number => (name.includes(' /api/') ? 101 : 2 * LIST_PAGE + 10);

let story: Story;
let reader: Member;
/** A few of everything; many beside those few; and many under each of the few as well. */
let few: Readings;
let beside: Readings;
let under: Readings;

beforeAll(async () => {
  story = await Story.create();
  // Rows are copied, not recorded.
  story.world.isRecorded = false;
  const { database } = story.world;
  const callers = [
    await callerOf(story, 'administrator', null),
    await callerOf(story, 'organizer', story.records.own.place),
  ];
  reader = (callers[0] as (typeof callers)[number]).member;
  const taken = counted(database);
  const growth = await Growth.of(database, TIMES);
  few = await readAll(story, callers, taken);
  await growth.beside();
  beside = await readAll(story, callers, taken);
  await growth.under();
  under = await readAll(story, callers.slice(1), taken);
}, 600_000);
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
it('answers the same addresses, however much there is', () => {
  expect(few.size).toBeGreaterThan(480);
  expect([...few].filter(([, { status }]) => status >= 500).map(([name]) => name)).toEqual([]);
  const differing = (before: Reading, after: Reading): string[] =>
    before.status === after.status ? [] : [`${before.status} → ${after.status}`];
  expect([...foundIn(beside, differing), ...foundIn(under, differing)]).toEqual([]);
});

it('asks as many statements for many rows as for few', () => {
  expect([...foundIn(beside, oftener), ...foundIn(under, oftener)]).toEqual([]);
});

it('reads no more of a list than its page', () => {
  const found = foundIn(beside, (before, after, name) => longer(before, after, mostOf(name)));
  const routes = found.map(({ name }) => routeOf(name));
  expect(found.filter((_, at) => !LONG[routes[at] ?? ''])).toEqual([]);
  expect(Object.keys(LONG).filter((route) => !routes.includes(route))).toEqual([]);
});

it.each(['/people/corrections', '/quizzes/marking', '/differences', '/knowledge', '/enrolments/KH-BB/requests'])(
  'leads on from one page of %s to the next',
  async (path) => {
    const read = async (address: string): Promise<string> =>
      (await reader.get(address).expect(200)).text.replaceAll('&#x3D;', '=');
    const [first, second] = [await read(path), await read(`${path}?page=2`)];
    expect(first).toMatch(new RegExp(`rel="next" href="${path}\\?page=2"`));
    expect(first).not.toContain('rel="prev"');
    expect(second).toContain(`rel="prev" href="${path}"`);
    expect(leadsOf(second)).not.toEqual(leadsOf(first));
  },
);

/** What a page of a list leads to and sends, without the way to other pages of it. */
function leadsOf(html: string): string[] {
  const found = [...html.matchAll(/(?:href|action)="([^"]*\d[^"]*)"/g)].map(([, address]) => address ?? '');
  return found.filter((address) => !address.includes('page='));
}
