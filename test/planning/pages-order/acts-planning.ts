import { today } from '../../../src/config/clock.js';
import type { Pages, Pick, SessionAt } from './pages.js';

/** Around the end of a half-year, which is the day of the reform, and around the next one. */
export const DAYS = ['2025-05-20', '2025-06-28', '2025-06-30', '2025-07-01', '2025-07-03', '2025-12-19', '2026-01-05'];
export const UNITS = ['C', 'A', 'B', 'N', 'D'];
export const GROUPS = ['teacher', 'parent', 'child'];

/** One action by page. What it is done to is picked when it comes to it; what is refused changes nothing. */
export type Act = (pages: Pages, pick: Pick) => Promise<unknown>;

const facts = (pick: Pick, kind: string): Record<string, string> => ({
  title: `Hoạt động ${pick.of([1, 2, 3])}`,
  unit: pick.of(['C', 'C', ...UNITS]),
  capacity: pick.of(['', '1', '2', '4']),
  ...(kind === 'training' ? { min_attendance: pick.of(['', '0', '50', '66,67', '100']) } : {}),
});

const plan: Act = async (pages, pick) => {
  const kind = pick.of(['training', 'training', 'campaign']);
  const days = pick.some(DAYS, 3);
  const dates = Object.fromEntries(days.map((day, at) => [`s${at + 1}_date`, day]));
  const body = {
    ...{ act: pick.of(['open', 'open', 'draft']), form_key: pages.newKey(), sessions: String(days.length) },
    ...{ ...facts(pick, kind), ...dates },
  };
  const path = `/activities/new?kind=${kind}&plan=P`;
  await pages.post(path, body);
  // The back button, and the same form once more.
  if (pick.of([true, false, false])) await pages.post(path, body);
};

const replan: Act = async (pages, pick) => {
  const { code, version, kind } = pick.of(await pages.activities());
  await pages.post(`/activities/${code}/edit`, { ...facts(pick, kind), version: String(version) });
};

const changeStatus: Act = async (pages, pick) => {
  const { code, version } = pick.of(await pages.activities());
  const status = pick.of(['draft', 'open', 'open', 'running', 'running', 'done', 'cancelled']);
  // Now and then as of a version that is gone.
  await pages.post(`/activities/${code}/status`, { status, version: String(pick.of([version, version, 1])) });
};

/** A day with what it makes up for, agreed to at once. */
function dated(pick: Pick, others: readonly SessionAt[]): Record<string, string> {
  const date = pick.of(DAYS);
  const makes_up = pick.of(['', '', ...others.map(({ number }) => String(number))]);
  return { date, makes_up, agreement: `${date} ${makes_up}`.trim() };
}

const addSession: Act = async (pages, pick) => {
  const { id, code } = pick.of(await pages.activities());
  const others = (await pages.sessions()).filter(({ activity_id }) => activity_id === id);
  const number = Math.max(0, ...others.map((each) => each.number)) + 1;
  const body = { ...dated(pick, others), number: String(number) };
  await pages.post(`/activities/${code}/sessions/new`, body);
  if (pick.of([true, false, false])) await pages.post(`/activities/${code}/sessions/new`, body);
};

const moveSession: Act = async (pages, pick) => {
  const all = await pages.sessions();
  const { id, code, activity_id, number, version } = pick.of(all);
  const others = all.filter((each) => each.activity_id === activity_id && each.id !== id);
  const body = { ...dated(pick, others), version: String(version) };
  await pages.post(`/activities/${code}/sessions/${number}/edit`, body);
};

const cancelSession: Act = async (pages, pick) => {
  const { code, number, version } = pick.of(await pages.sessions());
  await pages.post(`/activities/${code}/sessions/${number}/cancellation`, { version: String(version) });
};

const restoreSession: Act = async (pages, pick) => {
  const cancelled = (await pages.sessions()).filter(({ status }) => status === 'cancelled');
  const { code, number } = pick.of(cancelled);
  await pages.post(`/activities/${code}/sessions/${number}/restoration`);
};

const enrolInvited: Act = async (pages, pick) => {
  const coming = (await pages.sessions()).filter(({ date }) => date > today());
  const [indicator, group] = pick.of(['2 teacher', '1 teacher', '2 parent', '1 household', '2 child']).split(' ');
  const path = `/plans/P/planner/${indicator}/invitations?group=${group}`;
  await pages.post(path, { activity: pick.of(coming).code, who: 'all' });
};

/** Pages to look at in between: they answer whatever stands there. */
const look: Act = async (pages, pick) => {
  const { code, number } = pick.of(await pages.sessions());
  const sessions = `/activities/${code}/sessions`;
  const paths = [
    ...[
      `/activities/${code}`,
      `/activities/${code}/roster`,
      `/activities/${code}/edit`,
      '/differences',
      '/my-sessions',
    ],
    ...[`${sessions}/${number}`, `${sessions}/${number}/attendance`, `${sessions}/${number}/cancellation`],
    ...['/plans/P', '/plans/P/planner', '/plans/P/planner/1', '/calendar', '/offline/packet.json'],
  ];
  await pages.get(pick.of(paths));
};

export const PLANNING: Record<string, Act> = {
  // First what changes nothing: a counterexample shrinks towards it.
  ...{ look, plan, replan, changeStatus, addSession, moveSession, cancelSession, restoreSession, enrolInvited },
};
