import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SecondFactor } from '../accounts/second-factor.js';
import { codeAt, newTotpSecret } from '../accounts/totp.js';
import { Users } from '../accounts/users.js';
import { AutomaticIssuing } from '../certificates/automatic-issuing.js';
import { CertificateActs } from '../certificates/certificate-acts.js';
import { DesignDesk } from '../certificates/design-desk.js';
import { Issuing } from '../certificates/issuing.js';
import { now } from '../config/clock.js';
import { type DemoAccount, demoAccounts } from '../demo/accounts.js';
import { certifiedCourses, certifiedTrainings } from '../demo/certificates.js';
import { generateDemo } from '../demo/generate.js';
import { reportedValues } from '../demo/reported-values.js';
import type { DemoFiles } from '../demo/rows.js';
import { tellLearning } from '../demo/tell-learning.js';
import { writeDemo } from '../demo/write.js';
import { DomainError } from '../errors.js';
import type { FileKind } from '../interchange/registry.js';
import { translate } from '../i18n/translate.js';
import { LearnerCodes } from '../learning/learner-codes.js';
import { Plans } from '../plans/plans.js';
import { ReportedValues } from '../plans/reported-values.js';
import { paths } from '../web/paths.js';
import { needsSecondFactor } from '../web/permissions.js';
import { type Bench, type Command, DONE, part, REFUSED, type Status } from './command.js';
import { importFolder } from './import-all.js';
import { readWords } from './words.js';

const PLAN = 'TD-CLD-2021';

interface LogIn {
  email: string;
  password: string;
  /** Secret of the second factor for an authenticator application; null: not needed. */
  totp: string | null;
}

/** Somebody who learns without an account. */
interface Learner {
  name: string;
  code: string;
}

type Kept = LogIn | Learner;

/** Loads the demonstration district into an empty database and prints its log-ins; later runs print them again. */
export const demoCommand: Command = {
  name: 'demo',
  usage: 'demo',
  prepare(words) {
    readWords(words, { positionals: [] });
    return async (bench) => {
      const kept = join(bench.settings.dataDir, 'demo-log-ins.json');
      if (!existsSync(kept) || !(await hasAccounts(bench))) {
        const status = await load(bench, kept);
        if (status !== DONE) return status;
      }
      printLogIns(bench, JSON.parse(readFileSync(kept, 'utf8')) as Kept[]);
      return DONE;
    };
  },
};

async function hasAccounts(bench: Bench): Promise<boolean> {
  return (await bench.database.row('SELECT id FROM users LIMIT 1')) !== undefined;
}

async function load(bench: Bench, kept: string): Promise<Status> {
  const place = await bench.database.row('SELECT id FROM places LIMIT 1');
  if (place || (await hasAccounts(bench))) throw new DomainError('command.demo_elsewhere');
  const folder = mkdtempSync(join(tmpdir(), `lan-toa-demo-${randomBytes(4).toString('hex')}`));
  try {
    const files = generateDemo();
    await writeDemo(folder, files);
    // One transaction: a command that is stopped in the middle finds an empty database the next time.
    await bench.database.transaction(() => fill(bench, { folder, files }, kept));
    return DONE;
  } catch (error) {
    if (error instanceof Refused) return REFUSED;
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A file of the district was not taken; its faults have been told. */
class Refused extends Error {}

async function fill(
  bench: Bench,
  { folder, files }: { folder: string; files: DemoFiles },
  kept: string,
): Promise<void> {
  // Places first: accounts have a territory, and activities name their trainers.
  await bring(bench, folder, ['units', 'successions']);
  const logIns: Kept[] = [];
  for (const account of demoAccounts) logIns.push(await addAccount(bench, account));
  await bring(bench, folder);
  await enterValues(bench);
  logIns.push(await learn(bench, files));
  await certify(bench);
  // Before the commit, and again by every try: it counts only beside the accounts, and these must not be without it.
  writeFileSync(kept, JSON.stringify(logIns), { mode: 0o600 });
}

async function bring(bench: Bench, folder: string, kinds?: FileKind[]): Promise<void> {
  const quiet: Bench = { ...bench, out: () => undefined };
  if ((await importFolder(quiet, folder, kinds)) !== DONE) throw new Refused();
}

async function addAccount(bench: Bench, account: DemoAccount): Promise<LogIn> {
  const { email, name, role, unit, locale } = account;
  const users = await part(bench, Users);
  const { id, password } = await users.add({ email, name, role, unit_code: unit, locale, must_change: false });
  if (!needsSecondFactor(role)) return { email, password, totp: null };
  const totp = newTotpSecret();
  // A code of the step before: the one of now stays good for the first sign-in.
  await (await part(bench, SecondFactor)).enable(id, totp, codeAt(totp, new Date(now().getTime() - 30_000)));
  return { email, password, totp };
}

/** @returns as whom a visitor can learn */
async function learn(bench: Bench, files: DemoFiles): Promise<Learner> {
  const app = await bench.app();
  const guest = await tellLearning((type) => app.get(type, { strict: false }), files);
  const codes = await (await part(bench, LearnerCodes)).make([guest]);
  const person = await bench.database.row<{ name: string }>('SELECT full_name AS name FROM people WHERE id = ?', [
    guest,
  ]);
  return { name: person?.name ?? '', code: codes.get(guest) ?? '' };
}

async function enterValues(bench: Bench): Promise<void> {
  const plan = await (await part(bench, Plans)).byCode(PLAN);
  const values = await part(bench, ReportedValues);
  for (const { indicator, date, value, numerator, denominator, source } of reportedValues) {
    await values.enter(plan, indicator, {
      date,
      value,
      numerator: numerator ?? null,
      denominator: denominator ?? null,
      source,
    });
  }
}

async function certify(bench: Bench): Promise<void> {
  let last = 0;
  for (const { activity, design } of certifiedTrainings) {
    await (await part(bench, DesignDesk)).save('activity', activity, 0, design);
    const { ids } = await (await part(bench, Issuing)).issue(activity);
    last = ids.at(-1) ?? last;
  }
  await (await part(bench, CertificateActs)).revoke(last, { reason: 'error', note: null });
  for (const { activity, design } of certifiedCourses) {
    await (await part(bench, DesignDesk)).save('activity', activity, 0, design);
    await (await part(bench, AutomaticIssuing)).set(activity, true);
  }
}

function printLogIns(bench: Bench, kept: Kept[]): void {
  const say = (key: string, params = {}): string => translate(bench.settings.defaultLocale, key, params);
  bench.out(`${say('command.demo.title')}\n`);
  for (const account of demoAccounts) {
    const logIn = kept.find((each) => 'email' in each && each.email === account.email);
    if (!logIn || !('email' in logIn)) continue;
    const unit = account.unit ?? say('command.demo.everywhere');
    bench.out(`  ${say(`accounts.role.${account.role}`)} (${unit}): ${logIn.email}  ${logIn.password}\n`);
    if (logIn.totp)
      bench.out(`    ${say('command.demo.code', { code: codeAt(logIn.totp, now()), secret: logIn.totp })}\n`);
  }
  for (const learner of kept) {
    if (!('name' in learner)) continue;
    const address = new URL(paths.learnerSignIn(), bench.settings.publicUrl).href;
    bench.out(`  ${say('command.demo.learner', { ...learner, address })}\n`);
  }
  bench.out(`${say('command.demo.again')}\n`);
}
