import { type Finding, judgeDatabase } from '../database/judge.js';
import type { Settings } from '../config/settings.js';
import { Recount } from '../activities/recount.js';
import { FileCopies } from '../files/file-copies.js';
import { type Bench, type Command, DONE, part, REFUSED } from './command.js';
import { judgeReferences } from './references.js';
import { readWords } from './words.js';

/** Looks at settings, engine, files, what rows point at, and the ledger; says what is wrong and what it should be. */
export const checkCommand: Command = {
  name: 'check',
  usage: 'check',
  anySchema: true,
  prepare(words) {
    readWords(words, { positionals: [] });
    return async (bench) => {
      const findings = [...judgeSettings(bench.settings), ...(await judgeDatabase(bench.database, bench.settings))];
      if (findings.every(({ what, good }) => what !== 'migrations' || good)) {
        const files = new FileCopies(bench.database, bench.settings.dataDir);
        findings.push(await judgeReferences(bench.database), await files.judge(), await judgeLedger(bench));
      }
      for (const { what, good, advice, detail } of findings) {
        const word = good ? 'ok  ' : advice ? 'note' : 'BAD ';
        const line = `${word} ${what}: ${detail}\n`;
        if (good || advice) bench.out(line);
        else bench.err(line);
      }
      return findings.every(({ good, advice }) => good || advice) ? DONE : REFUSED;
    };
  },
};

function judgeSettings(settings: Settings): Finding[] {
  const { protocol, hostname } = new URL(settings.publicUrl);
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  const loopback = ['127.0.0.1', '::1', 'localhost'].includes(settings.host);
  return [
    {
      what: 'PUBLIC_URL',
      good: protocol === 'https:' || local,
      detail: `${settings.publicUrl}, must be https where people other than you reach it`,
    },
    {
      what: 'TRUST_PROXY',
      good: settings.trustProxy > 0 || local,
      advice: true,
      detail: `${settings.trustProxy}: behind a proxy, the number of proxies, or every reader seems to have one address`,
    },
    {
      what: 'HOST',
      good: loopback,
      advice: true,
      detail: `${settings.host}: without a proxy in front nothing encrypts`,
    },
    { what: 'SMTP_URL', good: settings.smtpUrl !== undefined, advice: true, detail: smtpDetail(settings) },
  ];
}

function smtpDetail(settings: Settings): string {
  return settings.smtpUrl ? 'set' : 'not set: messages wait in the outbox and can be read there';
}

async function judgeLedger(bench: Bench): Promise<Finding> {
  const differences = await (await part(bench, Recount)).check();
  const detail = differences.length === 0 ? 'as a recount gives' : `${differences.length} differences; run recount`;
  return { what: 'ledger', good: differences.length === 0, detail };
}
