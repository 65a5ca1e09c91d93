import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, createContext } from '#src/app.js';
import { readSettings, type Settings } from '#src/config/settings.js';
import type { Database } from '#src/database/database.js';
import { migrate } from '#src/database/migrate.js';
import { Batches } from '#src/mail/batches.js';
import { writeLetter } from '#src/mail/mail-template.js';
import { type Message, Outbox } from '#src/mail/outbox.js';
import { MailServer } from '../test/support/mail-server.ts';
import { type Engine, onEachEngine, ROOT } from './engines.ts';
import { type Figure, printTable } from './table.ts';

const MESSAGES = 5000;
const SITE = 'https://lantoa.example.vn';
const CALENDAR = `BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\n${'X-LINE:0123456789\r\n'.repeat(40)}END:VCALENDAR\r\n`;

/** An invitation with a calendar, as a training sends it. */
function invitation(n: number, round: string, batch_id: number): Message {
  const values = { name: `Lò Văn ${n}`, by: 'Đỗ Mạnh Hưởng', site: SITE, link: `${SITE}/password/reset?token=${n}` };
  const letter = writeLetter('invitation', 'vi', { ...values, expires_at: '2030-01-01T00:00:00.000Z' });
  const attachments = [{ name: 'lich.ics', type: 'text/calendar', content: CALENDAR, method: 'REQUEST' as const }];
  const to = { kind: 'invitation', recipient: `nguoi${n}@example.vn`, locale: 'vi' as const };
  return { ...to, letter, attachments, batch_id, dedupe_key: `${round}:${n}`, expires_at: null };
}

/** Writes a batch in one transaction. @returns the milliseconds that took */
async function write(settings: Settings, database: Database, round: string): Promise<number> {
  const app = await createContext(settings, database);
  const [outbox, batches] = [app.get(Outbox), app.get(Batches)];
  const began = performance.now();
  await database.transaction(async () => {
    const { id } = await batches.open({ kind: 'invitation', title: round });
    await outbox.putAll(Array.from({ length: MESSAGES }, (_, n) => invitation(n, round, id)));
  });
  return performance.now() - began;
}

/** Ticks of /proc in a second: Linux has 100 everywhere. */
const TICK_MS = 10;

/** One process that sends; resolves with the most memory it had, in MB, and its CPU, in milliseconds. */
async function send({ env }: Engine, url: string): Promise<{ memory: number; cpu: number }> {
  const child = spawn(process.execPath, [join(ROOT, 'dist/cli.js'), 'outbox', 'send'], {
    env: { ...process.env, ...env, SMTP_URL: url, MAIL_PER_MINUTE: '0', LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let memory = 0;
  let cpu = 0;
  const look = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      memory = Math.max(memory, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      cpu = Math.max(cpu, (Number(fields[11]) + Number(fields[12])) * TICK_MS || 0);
    } catch {
      // It has ended between two looks.
    }
  }, 50);
  await new Promise((done) => child.once('exit', done));
  clearInterval(look);
  return { memory, cpu };
}

await onEachEngine(async (engine) => {
  const settings = readSettings({ ...engine.env, LOG_LEVEL: 'silent' });
  const database = await connect(settings);
  await migrate(database);
  const figures: Figure[] = [];
  for (const processes of [1, 2]) {
    const server = await MailServer.start();
    const ms = await write(settings, database, `${processes}`);
    if (processes === 1) figures.push({ what: `writing ${MESSAGES} messages, with their text`, value: ms, unit: 'ms' });
    const began = performance.now();
    const used = await Promise.all(Array.from({ length: processes }, () => send(engine, server.url())));
    const seconds = (performance.now() - began) / 1000;
    if (new Set(server.recipients).size !== MESSAGES || server.letters.length !== MESSAGES)
      throw new Error('not each once');
    const by = `${processes} ${processes === 1 ? 'process' : 'processes'}`;
    figures.push({ what: `messages sent by ${by}, start included`, value: MESSAGES / seconds, unit: 'per second' });
    figures.push({
      what: 'most memory of one of them',
      value: Math.max(...used.map(({ memory }) => memory)),
      unit: 'MB',
    });
    const cpu = used.reduce((sum, each) => sum + each.cpu, 0) / MESSAGES;
    figures.push({ what: 'CPU of them for a message, start included', value: cpu, unit: 'ms' });
    await server.close();
  }
  await database.close();
  printTable(`Mail on ${engine.name} (${MESSAGES} messages with a calendar)`, figures);
});
