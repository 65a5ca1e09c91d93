import { type Act, GROUPS } from './acts-planning.js';
import type { Pages, Pick } from './pages.js';

const NAMES = ['Lò Văn Páo', 'Vàng A Sử', 'Tẩn Mẩy', 'Giàng Thị Mỷ', 'Người p1', 'Người p3'];
const HOMES = ['C', 'C', '6A', 'A', 'B', 'N'];

async function activityAt(pages: Pages, pick: Pick): Promise<{ id: number; roster: string }> {
  const { id, code } = pick.of(await pages.activities());
  return { id, roster: `/activities/${code}/roster` };
}

/** Lines of a spreadsheet; whoever is known is chosen, or is somebody new. */
const paste: Act = async (pages, pick) => {
  const { roster } = await activityAt(pages, pick);
  const people = await pages.people();
  const lines = pick.some([...NAMES, ...people.map(({ full_name }) => full_name), '0912345678'], 4);
  const known = (name: string): string => String(people.find(({ full_name }) => full_name === name)?.id ?? 'new');
  const chosen = lines.map((name, at): [string, string] => [`c${at + 1}`, pick.of([known(name), 'new'])]);
  const body = {
    ...{ lines: lines.join('\n'), lines_unit: pick.of(HOMES), group: pick.of(GROUPS), act: 'save' },
    ...{ form_key: pages.newKey(), ...Object.fromEntries(chosen) },
  };
  await pages.post(`${roster}/lines`, body);
  if (pick.of([true, false])) await pages.post(`${roster}/lines`, body);
};

/** Somebody of the register, also at the door of a session. */
const add: Act = async (pages, pick) => {
  const { id, roster } = await activityAt(pages, pick);
  const numbers = (await pages.sessions()).flatMap((each) => (each.activity_id === id ? String(each.number) : []));
  const person = String(pick.of(await pages.people()).id);
  await pages.post(`${roster}/additions`, { person, group: pick.of(GROUPS), session: pick.of(['', '', ...numbers]) });
};

const welcome: Act = async (pages, pick) => {
  const { id, roster } = await activityAt(pages, pick);
  const numbers = (await pages.sessions()).flatMap((each) => (each.activity_id === id ? String(each.number) : []));
  const newcomer = { full_name: pick.of(NAMES), unit: pick.of(HOMES), group: pick.of(GROUPS), sure: '1' };
  const body = { ...newcomer, session: pick.of(['', ...numbers]), form_key: pages.newKey() };
  await pages.post(`${roster}/newcomers`, body);
  if (pick.of([true, false])) await pages.post(`${roster}/newcomers`, body);
};

const represent: Act = async (pages, pick) => {
  const { roster } = await activityAt(pages, pick);
  const organisation = String(pick.of(await pages.rows<{ id: number }>('SELECT id FROM organisations ORDER BY id')).id);
  const person = String(pick.of(await pages.people()).id);
  const somebodyNew = { full_name: pick.of(NAMES), unit: pick.of(HOMES), sure: '1', form_key: pages.newKey() };
  await pages.post(`${roster}/organisations`, { organisation, ...pick.of([{ person }, somebodyNew]) });
};

const addTogether: Act = async (pages, pick) => {
  const { id, roster } = await activityAt(pages, pick);
  const people = await pages.people();
  const others = (await pages.activities()).filter((each) => each.id !== id);
  if (others.length === 0 || pick.of([true, false])) {
    const chosen = people.map((each) => String(each.id));
    await pages.post(`${roster}/candidates`, { unit: pick.of(HOMES), group: pick.of(GROUPS), chosen });
    return;
  }
  const from = pick.of(others);
  const lines = await pages.rows<{ id: number }>('SELECT id FROM participations WHERE activity_id = ?', [from.id]);
  const chosen = lines.map((each) => String(each.id));
  await pages.post(`${roster}/candidates`, { from_activity: from.code, chosen });
};

function waitingLines(pages: Pages): Promise<{ id: number; code: string }[]> {
  return pages.rows(
    'SELECT w.id, a.code FROM waiting_entries w JOIN activities a ON a.id = w.activity_id ORDER BY w.id',
  );
}

const admitFirst: Act = async (pages, pick) => {
  const { code } = pick.of(await waitingLines(pages));
  await pages.post(`/activities/${code}/roster/waiting/admissions`);
};

const waiting: Act = async (pages, pick) => {
  const { id, code } = pick.of(await waitingLines(pages));
  await pages.post(`/activities/${code}/roster/waiting/${id}/${pick.of(['admission', 'admission', 'removal'])}`);
};

/** Mostly somebody who attended; the undo stands on the page that follows, and is pressed now and then. */
const remove: Act = async (pages, pick) => {
  const lines = await pages.rows<{ id: number; code: string; marks: number }>(
    `SELECT p.id, a.code, (SELECT COUNT(*) FROM attendance t JOIN sessions s ON s.id = t.session_id
       WHERE s.activity_id = a.id AND t.person_id = p.person_id) AS marks
     FROM participations p JOIN activities a ON a.id = p.activity_id ORDER BY p.id`,
  );
  const attended = lines.filter(({ marks }) => Number(marks) > 0);
  const { id, code } = pick.of(attended.length > 0 ? pick.of([attended, attended, lines]) : lines);
  await pages.post(`/activities/${code}/roster/${id}/removal`);
  if (pick.of([true, false])) await putBack(pages, pick);
};

const putBack: Act = async (pages, pick) => {
  const removals = await pages.events('participation.removed');
  const { id, detail } = pick.of([...removals.slice(0, 1), ...removals.slice(0, 1), ...removals]);
  const { activity } = JSON.parse(detail) as { activity: string };
  await pages.post(`/activities/${activity}/roster/removals/${id}/undoing`);
};

export const ROSTER: Record<string, Act> = {
  ...{ paste, add, welcome, represent, addTogether, admitFirst, waiting, remove, putBack },
};
