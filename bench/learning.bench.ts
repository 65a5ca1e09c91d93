import { onEachEngine, loadDemo } from './engines.ts';
import { COURSE, LESSONS, openSchool } from './school.ts';
import { ASKED, cpuOf, type Served, serve } from './server.ts';
import { type Figure, printTable } from './table.ts';

const LEARNERS = 700;
const BUDGET = '3 ms';
const of = (lesson: string): string => `/learning/${COURSE}/${lesson}`;

const PAGES: [string, string][] = [
  ['an empty answer', '/healthz'],
  ['lesson: text of two pages', of(LESSONS.text)],
  ['lesson: PDF', of(LESSONS.pdf)],
  ['lesson: film', of(LESSONS.film)],
  ['lesson: package', of(LESSONS.pack)],
  ['lesson: quiz', of(LESSONS.quiz)],
  ['outline of the course', `/learning/${COURSE}`],
  ['my courses', '/learning'],
];

/** What is saved, a bit further each time: a film that plays on, the state of a package, a text read by somebody else. */
function saves(server: Served, cookies: readonly string[]): [string, () => Promise<void>][] {
  const [first = ''] = cookies;
  let at = 0;
  const json = (body: object): RequestInit => ({
    ...{ method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } },
  });
  const played = (to: number): Promise<void> =>
    server.ask(`${of(LESSONS.film)}/progress`, first, json({ act: 'played', pieces: [[0, to]], position: to }));
  const state = (serial: number): object => {
    const core = { lesson_status: 'incomplete', lesson_location: `trang-${serial}`, score: { raw: '40' } };
    const item = { core, suspend_data: 'x'.repeat(2000) };
    return { serial: String(serial), cmi: JSON.stringify({ current: 'i1', items: { i1: item } }) };
  };
  const read = (cookie: string): Promise<void> => {
    const body = new URLSearchParams({ act: 'read' });
    return server.ask(`${of(LESSONS.text)}/progress`, cookie, { method: 'POST', body, status: 303 });
  };
  return [
    ['save: a film plays on', () => played((at += 1) % 3600)],
    ['save: the same again', () => played(at % 3600)],
    ['save: a package, 2 kB', () => server.ask(`${of(LESSONS.pack)}/package`, first, json(state((at += 1))))],
    ['save: a text is read, the first of a learner', () => read(cookies[(at += 1) % cookies.length] ?? '')],
  ];
}

await onEachEngine(async (engine) => {
  loadDemo(engine);
  const cookies = await openSchool(engine, LEARNERS);
  const server = await serve(engine);
  const figures: Figure[] = [];
  const measure = async (what: string, work: () => Promise<void>): Promise<void> => {
    const budget = what.startsWith('lesson') || what.startsWith('save') ? BUDGET : '';
    figures.push({ what, value: await cpuOf([server.pid], work), unit: 'ms CPU', budget });
  };
  for (const [what, path] of PAGES) await measure(what, () => server.ask(path, cookies[0] ?? ''));
  for (const [what, work] of saves(server, cookies)) await measure(what, work);
  printTable(`Learning on ${engine.name} (CPU of the server, mean of ${ASKED} after 200)`, figures);
  await server.stop();
});
