import { parentPort, workerData } from 'node:worker_threads';

/** Whoever answers at once, in a thread of their own: what they cost is not the server's. */
const { url, people, questions } = workerData as { url: string; people: number[]; questions: number };
const times: Record<string, number[]> = { begin: [], save: [], submit: [] };
let failed = 0;

async function post(kind: string, path: string, fields: Record<string, string>): Promise<string> {
  const began = performance.now();
  const answer = await fetch(url + path, {
    ...{ method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' },
    headers: { accept: 'application/json' },
  });
  const text = await answer.text();
  times[kind]?.push(performance.now() - began);
  if (answer.status !== 200) {
    failed += 1;
    process.stderr.write(`${path}: ${answer.status} ${text.slice(0, 300)}\n`);
  }
  return text;
}

async function answerAll(person: number): Promise<void> {
  const id = await post('begin', `/begin/${person}`, {});
  for (let position = 1; position <= questions; position += 1) {
    const answer = { [`was${position}`]: '-', [`q${position}`]: String(position % 3), sequence: String(position) };
    await post('save', `/save/${person}/${id}`, answer);
  }
  await post('submit', `/submit/${person}/${id}`, {});
}

const began = performance.now();
await Promise.all(people.map(answerAll));
parentPort?.postMessage({ total: performance.now() - began, times, failed });
