import { nowIso } from '../../../src/config/clock.js';
import { type Act, GROUPS } from './acts-planning.js';
import type { Pages, Pick, SessionAt } from './pages.js';

const STATUSES = ['present', 'present', 'late', 'excused', 'absent'];
const UNITS = ['C', '6A', 'A', 'N', 'D'];

const pathOf = ({ code, number }: SessionAt): string => `/activities/${code}/sessions/${number}`;

/** Some people of the sheet, mostly as it was seen. */
const record: Act = async (pages, pick) => {
  const session = pick.of(await pages.sessions());
  const roster = await pages.roster(session);
  const fields = pick.some(roster, 3).flatMap(({ person, status }): [string, string][] => [
    [`p${person}`, pick.of(STATUSES)],
    [`s${person}`, pick.of([status ?? '', status ?? '', 'late'])],
  ]);
  await pages.post(`${pathOf(session)}/attendance`, Object.fromEntries(fields));
};

const everybody: Act = async (pages, pick) => {
  await pages.post(`${pathOf(pick.of(await pages.sessions()))}/attendance/everybody`);
};

const undo: Act = async (pages, pick) => {
  const { id, detail } = pick.of(await pages.events('attendance.recorded'));
  const { activity, session } = JSON.parse(detail) as { activity: string; session: number };
  await pages.post(`/activities/${activity}/sessions/${session}/attendance/${id}/undoing`);
};

/** The numbers of the paper are looked at, and what they mean is sent as the page has it. */
const byNumber: Act = async (pages, pick) => {
  const session = pick.of(await pages.sessions());
  if (pick.of([true, false])) await pages.post(`${pathOf(session)}/sheets`);
  const typed = `present=${pick.of(['1-2', '1', '2, 3', '1-40'])}&late=${pick.of(['', '4', '3'])}&excused=`;
  const { text } = await pages.get(`${pathOf(session)}/attendance/numbers?${typed}`);
  const fields = [...text.matchAll(/<input type="hidden" name="([ps]\d+)" value="(\w*)">/g)];
  const body = Object.fromEntries(fields.map(([, name = '', value = '']) => [name, value]));
  await pages.post(`${pathOf(session)}/attendance`, body);
};

const countHeads: Act = async (pages, pick) => {
  const session = pick.of(await pages.sessions());
  const body = { unit: pick.of(UNITS), group: pick.of(GROUPS), count: pick.of(['3', '12']), note: '' };
  const seen = { [`seen-${body.unit}-${body.group}`]: pick.of(['', '3 counted', '12 counted', '12 estimated']) };
  await pages.post(`${pathOf(session)}/headcounts`, { ...body, ...seen, method: pick.of(['counted', 'estimated']) });
};

const forgetHeads: Act = async (pages, pick) => {
  const counts = await pages.rows<{ code: string; number: number; unit_code: string; group_code: string }>(
    `SELECT a.code, s.number, h.unit_code, h.group_code FROM headcounts h JOIN sessions s ON s.id = h.session_id
     JOIN activities a ON a.id = s.activity_id ORDER BY h.id`,
  );
  const { code, number, unit_code, group_code } = pick.of(counts);
  await pages.post(`/activities/${code}/sessions/${number}/headcounts/${unit_code}/${group_code}/removal`);
};

/** What a device that had no network noted: about people of the roster and others, also records that were merged since. */
async function noted(pages: Pages, pick: Pick): Promise<object> {
  const session = pick.of(await pages.sessions());
  const head = { id: pages.newKey(), session: session.id, at: nowIso() };
  const kind = pick.of(['mark', 'mark', 'mark', 'walk_in', 'headcount']);
  if (kind === 'walk_in') {
    const full_name = pick.of(['Lò Văn Páo', 'Sùng A Dơ', 'Hoàng Thị Muộn']);
    return { ...head, kind, full_name, unit: pick.of(UNITS), group: pick.of(GROUPS) };
  }
  if (kind === 'headcount') {
    const counted = { unit: pick.of(UNITS), group: pick.of(GROUPS), seen: pick.of([null, 3]), count: pick.of([5, 6]) };
    return { ...head, kind, ...counted, method: 'counted', note: null };
  }
  const all = await pages.rows<{ person: number }>('SELECT id AS person FROM people ORDER BY id');
  const roster = await pages.roster(session);
  const { person } = pick.of(pick.of([roster.length > 0 ? roster : all, roster.length > 0 ? roster : all, all]));
  const seen = pick.of([roster.find((each) => each.person === person)?.status ?? null, null, 'absent']);
  return { ...head, kind, person, seen, status: pick.of(STATUSES) };
}

/** Sent, and sent again in another order, as a device does whose answer was lost. */
const sync: Act = async (pages, pick) => {
  const acts: object[] = [];
  for (const _ of pick.some([0], 4)) acts.push(await noted(pages, pick));
  await pages.json('/offline/acts', { sent_at: nowIso(), acts });
  await pages.json('/offline/acts', { sent_at: nowIso(), acts: acts.toReversed() });
};

const decide: Act = async (pages, pick) => {
  const { id } = pick.of(
    await pages.rows<{ id: number }>("SELECT id FROM offline_acts WHERE state = 'open' ORDER BY id"),
  );
  const person = String(pick.of(await pages.people()).id);
  const decision = pick.of(['sent', 'sent', 'noted', person]);
  await pages.post(`/differences/${id}/decision`, { decision });
};

export const ATTENDANCE: Record<string, Act> = {
  ...{ record, everybody, undo, byNumber, countHeads, forgetHeads, sync, decide },
};
