import type { Request, Response } from 'express';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { connect, createApp } from '#src/app.js';
import { readSettings } from '#src/config/settings.js';
import { RowsRunner } from '#src/interchange/rows-runner.js';
import { AttemptPages } from '#src/quizzes/attempt-pages.js';
import { Attempts } from '#src/quizzes/attempts.js';
import type { BankQuestion } from '#src/quizzes/presentation.js';
import { BankQuestions } from '#src/quizzes/bank-questions.js';
import type { Quiz } from '#src/quizzes/quiz.js';
import { type Engine, loadDemo, onEachEngine } from './engines.ts';
import { type Figure, printTable } from './table.ts';

const PEOPLE = 500;
const QUESTIONS = 10;
const choices = ['Đúng', 'Sai', 'Không rõ'].map((text, at) => ({ text, weight: at === 0 ? 100 : 0, feedback: text }));
const BANK = Array.from({ length: QUESTIONS }, (_, n): BankQuestion => {
  const text = `Câu hỏi số ${n}: người dưới mười tám tuổi có được làm việc này không? `.repeat(4);
  return { topic: 'Đo', question: { kind: 'single', ref: `b${n}`, title: `Câu ${n}`, text, feedback: '', choices } };
});
const QUIZ: Quiz = {
  ...{ items: BANK.map(({ question }) => ({ question: question.ref, points: 1 })), pass_mark: 50, attempts: 3 },
  ...{ minutes: 30, shuffle_questions: true, shuffle_answers: true, review: 'attempt' },
};

interface Taken {
  total: number;
  times: Record<'begin' | 'save' | 'submit', number[]>;
  failed: number;
}

/** One process that answers by HTTP as rooms with quizzes do, without their sign-in and their pages. */
async function listen({ env }: Engine) {
  const settings = readSettings({ ...env, LOG_LEVEL: 'silent' });
  const database = await connect(settings);
  const app = await createApp(settings, database);
  const [attempts, pages] = [app.get(Attempts, { strict: false }), app.get(AttemptPages, { strict: false })];
  app.get(BankQuestions, { strict: false }).forQuiz = () => Promise.resolve(BANK);
  let of = { id: 0, plan_id: 0 };
  const holder = (request: Request) => ({
    ...{ activity_id: of.id, plan_id: of.plan_id, part: 'kiem-tra' },
    person_id: Number(request.path.split('/')[1]),
  });
  const attempt = (request: Request): number => Number(request.path.split('/')[2]);
  const answer = (work: (request: Request) => Promise<unknown>) => (request: Request, response: Response) =>
    void work(request).then(
      (result) => response.status(200).send(String(result)),
      (error: unknown) => response.status(500).send(String(error)),
    );
  app.use(
    '/begin',
    answer((request) => attempts.begin(holder(request), QUIZ, 'Bài đo')),
  );
  app.use(
    '/save',
    answer((request) =>
      pages.save(attempt(request), holder(request), request.body, { accept: 'application/json', show: '' }),
    ),
  );
  app.use(
    '/submit',
    answer((request) => pages.submit(attempt(request), holder(request), request.body, { show: '' })),
  );
  await app.init();
  const rows = app.get(RowsRunner, { strict: false });
  const activity = { code: 'BENCH', plan: 'TD-CLD-2021', kind: 'training', title: 'Lớp đo', unit: '03424' };
  await rows.run('activities', [{ ...activity, status: 'running' }] as never);
  const people = Array.from({ length: PEOPLE }, (_, n) => ({ ref: `Q${n}`, full_name: `Lò Văn ${n}`, unit: '03424' }));
  await rows.run('people', people);
  const found = await database.rows<{ id: number }>("SELECT id FROM people WHERE ref LIKE 'Q%' ORDER BY id");
  const sql = "SELECT id, plan_id FROM activities WHERE code = 'BENCH'";
  of = (await database.row<{ id: number; plan_id: number }>(sql)) ?? of;
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, people: found.map(({ id }) => id), app, database };
}

function answered(url: string, people: readonly number[]): Promise<Taken> {
  const worker = new Worker(join(import.meta.dirname, 'quiz-takers.ts'), {
    workerData: { url, people, questions: QUESTIONS },
  });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

const at = (times: readonly number[], share: number): number =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? NaN;

await onEachEngine(async (engine) => {
  loadDemo(engine);
  const { url, people, app, database } = await listen(engine);
  const { total, times, failed } = await answered(url, people);
  const row = await database.row<{ n: number }>("SELECT COUNT(*) AS n FROM attempts WHERE state = 'marked'");
  if (failed > 0 || Number(row?.n) !== PEOPLE) throw new Error(`${failed} failed, ${row?.n} of ${PEOPLE} handed in`);
  const figures = (['begin', 'save', 'submit'] as const).flatMap((kind): Figure[] =>
    [0.5, 0.95, 0.99].map((share) => ({
      ...{ what: `${kind}, p${share * 100}`, value: at(times[kind], share), unit: 'ms' },
    })),
  );
  const requests = PEOPLE * (QUESTIONS + 2);
  printTable(`${PEOPLE} people answering ${QUESTIONS} questions at once on ${engine.name}, all at full speed`, [
    { what: 'failed', value: failed, unit: 'requests', budget: '0' },
    { what: 'all of it', value: total, unit: 'ms' },
    { what: 'requests a second', value: (requests / total) * 1000, unit: '' },
    ...figures,
  ]);
  await app.close();
  await database.close();
});
