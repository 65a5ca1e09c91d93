import { type Act, UNITS } from './acts-planning.js';
import type { Pages, Pick } from './pages.js';

interface RecordAt {
  id: number;
  full_name: string;
  version: number;
}

/** Two records with the versions as their page showed them. */
async function pairAt(pages: Pages, pick: Pick): Promise<{ path: string; versions: string; ids: number[] }> {
  const all = await pages.rows<RecordAt>('SELECT id, full_name, version FROM people ORDER BY id');
  const one = pick.of(all);
  const other = pick.of(all.filter(({ id }) => id !== one.id));
  const pair = [one, other].sort((a, b) => a.id - b.id);
  const versions = pair.map(({ version }) => version).join(' ');
  return { path: `/people/duplicates/${one.id}/${other.id}`, versions, ids: pair.map(({ id }) => id) };
}

const merge: Act = async (pages, pick) => {
  const { path, versions, ids } = await pairAt(pages, pick);
  await pages.post(`${path}/merge`, { keep: String(pick.of(ids)), versions, reason: 'Trùng' }, pages.organizer);
  if (pick.of([true, false, false])) await separate(pages, pick);
};

const separate: Act = async (pages, pick) => {
  const merges = await pages.rows<{ id: number }>('SELECT id FROM person_merges ORDER BY id DESC LIMIT 4');
  await pages.post(`/people/merges/${pick.of(merges).id}/undoing`, {}, pages.organizer);
};

const part: Act = async (pages, pick) => {
  const { path, versions } = await pairAt(pages, pick);
  await pages.post(`${path}/distinction`, { versions }, pages.organizer);
  if (pick.of([true, false])) await pages.post(`${path}/distinction/withdrawal`, {}, pages.organizer);
};

const correct: Act = async (pages, pick) => {
  const { id, full_name, version, dated } = pick.of(
    await pages.rows<RecordAt & { dated: number | null }>(
      'SELECT id, full_name, version, COALESCE(birth_year, birth_date) AS dated FROM people ORDER BY id',
    ),
  );
  const born = pick.of(['', '1985', '2012', '3/4/1990']);
  const body = { full_name, born, unit: pick.of(['6A', ...UNITS]), version: String(version) };
  // A child's record is kept back from trainers.
  await pages.post(`/people/${id}/edit`, body, dated === null ? pages.by : pages.organizer);
};

const correctOrganisation: Act = async (pages, pick) => {
  const { id, name, version } = pick.of(
    await pages.rows<{ id: number; name: string; version: number }>('SELECT id, name, version FROM organisations'),
  );
  const body = { name, group: 'household', unit: pick.of(UNITS), version: String(version) };
  await pages.post(`/organisations/${id}/edit`, body, pages.organizer);
};

export const PEOPLE: Record<string, Act> = { merge, separate, part, correct, correctOrganisation };
