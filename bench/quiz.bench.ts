import { connect } from '#src/app.js';
import { readSettings } from '#src/config/settings.js';
import { type Engine, loadDemo, onEachEngine } from './engines.ts';
import { COURSE, LESSONS, openSchool } from './school.ts';
import { cpuUsed, serve } from './server.ts';
import { type Figure, printTable } from './table.ts';

const PEOPLE = 500;
const LESSON = `/learning/${COURSE}/${LESSONS.quiz}`;
/** What a learner does, and how it is answered when all is well. */
const STATUS = { lesson: 200, begin: 303, attempt: 200, save: 200, submit: 303, result: 200 };
type Step = keyof typeof STATUS;

/** Everybody at once, each as fast as they are answered, by the pages and forms that browsers use. */
class Class {
  readonly times: Record<Step, number[]> = { lesson: [], begin: [], attempt: [], save: [], submit: [], result: [] };
  failed = 0;
  private readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  async take(cookie: string): Promise<void> {
    await this.ask('lesson', cookie, LESSON);
    const { to } = await this.ask('begin', cookie, `${LESSON}/attempts`, {});
    const { text } = await this.ask('attempt', cookie, to);
    for (const answer of answersOn(text)) await this.ask('save', cookie, to, answer);
    await this.ask('submit', cookie, `${to}/submission`, {});
    await this.ask('result', cookie, to);
  }

  private async ask(step: Step, cookie: string, path: string, fields?: Record<string, string>) {
    const began = performance.now();
    const form = fields && { method: 'POST', body: new URLSearchParams(fields) };
    const accept = step === 'save' ? 'application/json' : 'text/html';
    const answer = await fetch(this.url + path, { ...form, headers: { cookie, accept }, redirect: 'manual' });
    const text = await answer.text();
    this.times[step].push(performance.now() - began);
    if (answer.status !== STATUS[step]) {
      this.failed += 1;
      process.stderr.write(`${path}: ${answer.status} ${text.slice(0, 300)}\n`);
    }
    return { text, to: answer.headers.get('location') ?? '' };
  }
}

/** An answer to each question of a form: the first that can be chosen, a number, and each place once. */
function answersOn(html: string): Record<string, string>[] {
  return html
    .split('<fieldset')
    .slice(1)
    .map((question) => {
      const position = /data-question="(\d+)"/.exec(question)?.[1] ?? '';
      const chosen = /<input type="(?:radio|checkbox)"[^>]* name="([^"]+)" value="([^"]+)"/.exec(question);
      const line = /<input class[^>]* name="([^"]+)"/.exec(question)?.[1];
      const lists = [...question.matchAll(/<select[^>]* name="([^"]+)".*?<\/select>/gs)].map(
        ([list, name = ''], at): [string, string] => [name, options(list)[at] ?? ''],
      );
      const given = chosen ? [[chosen[1], chosen[2]]] : line ? [[line, '4']] : lists;
      return { ...Object.fromEntries(given), [`was${position}`]: '-', sequence: position };
    });
}

function options(list: string): string[] {
  return [...list.matchAll(/<option value="([^"]+)"/g)].map(([, value = '']) => value);
}

const at = (times: readonly number[], share: number): number =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? NaN;

/** Attempts of these people that were handed in and marked, and the answers in them: the district has attempts of its own. */
async function kept({ env }: Engine): Promise<{ attempts: number; answers: number }> {
  const database = await connect(readSettings({ ...env, LOG_LEVEL: 'silent' }));
  const row = await database.row<{ attempts: number; answers: number }>(
    `SELECT COUNT(DISTINCT t.id) AS attempts, COUNT(a.answer) AS answers
     FROM attempts t JOIN attempt_answers a ON a.attempt_id = t.id JOIN people p ON p.id = t.person_id
     WHERE t.state = 'marked' AND p.ref LIKE 'HV%'`,
  );
  await database.close();
  return { attempts: Number(row?.attempts), answers: Number(row?.answers) };
}

await onEachEngine(async (engine) => {
  loadDemo(engine);
  const cookies = await openSchool(engine, PEOPLE);
  const server = await serve(engine);
  const people = new Class(server.url);
  const [began, cpu] = [performance.now(), cpuUsed([server.pid])];
  await Promise.all(cookies.map((cookie) => people.take(cookie)));
  const [total, used] = [performance.now() - began, cpuUsed([server.pid]) - cpu];
  const { times, failed } = people;
  const { attempts, answers } = await kept(engine);
  if (attempts !== PEOPLE || answers !== times.save.length) throw new Error(`kept: ${attempts}, ${answers}`);
  const requests = Object.values(times).flat().length;
  const steps = (Object.keys(STATUS) as Step[]).flatMap((step): Figure[] =>
    [0.5, 0.99].map((share) => ({ what: `${step}, p${share * 100}`, value: at(times[step], share), unit: 'ms' })),
  );
  printTable(`${PEOPLE} people taking a quiz at once on ${engine.name}, ${requests} requests to one process`, [
    { what: 'failed', value: failed, unit: 'requests', budget: '0' },
    { what: 'all of it', value: total, unit: 'ms' },
    { what: 'requests a second', value: (requests / total) * 1000, unit: '' },
    { what: 'CPU of the server for a request', value: used / requests, unit: 'ms' },
    ...steps,
  ]);
  await server.stop();
});
