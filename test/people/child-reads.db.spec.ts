import { setClock } from '../../src/config/clock.js';
import { Participation } from '../../src/activities/activities.entities.js';
import { Person } from '../../src/people/people.entities.js';
import { type Member, World } from '../support/world.js';

let world: World;
let organizer: Member;
let trainer: Member;
const ids: Record<string, number> = {};

beforeAll(async () => {
  world = await World.create();
  organizer = await world.member('organizer');
  trainer = await world.member('trainer');
  const person = (ref: string, more: Partial<Person>): Partial<Person> => ({
    ...{ ref, full_name: `Giàng Thị ${ref}`, sort_name: ref, sort_key: ref, unit_code: 'D' },
    ...{ created_at: '2025-01-01T00:00:00.000Z', version: 1 },
    ...more,
  });
  const consent = { consent_on: '2025-01-02', consent_by: 'Mẹ' };
  await world.database.transaction(() =>
    world.database.insert(Person, [
      person('kid', { birth_date: '2015-05-05' }),
      person('agreed', { birth_date: '2015-05-05', ...consent }),
      person('listed', consent),
      person('grown', { birth_date: '1980-05-05' }),
      person('unknown', {}),
    ]),
  );
  for (const { id, ref } of await world.database.rows<Person>('SELECT id, ref FROM people')) ids[ref] = id;
  await world.database.transaction(() =>
    world.database.insert(Participation, [
      {
        ...{ activity_id: 1, person_id: ids.listed ?? 0, group_code: 'child', organisation_id: null, unit_code: 'D' },
        ...{ unit_given: 0, place_id: null, recorded_at: '2025-01-01T00:00:00.000Z' },
      },
    ]),
  );
});
afterAll(() => world.close());
afterEach(() => setClock());

async function reads(ref: string): Promise<(number | null)[]> {
  const rows = await world.database.rows<{ actor_id: number | null }>(
    "SELECT actor_id FROM events WHERE kind = 'person.read' AND subject_id = ? ORDER BY id",
    [ids[ref] ?? 0],
  );
  return rows.map(({ actor_id }) => actor_id);
}

describe('opening the record of a child', () => {
  it('is an event where the name is shown, and not where it is kept back', async () => {
    for (const who of [organizer, trainer]) {
      for (const id of Object.values(ids)) await who.get(`/people/${id}`).expect(200);
    }
    const both = [organizer.id, trainer.id];
    expect(await Promise.all(['kid', 'agreed', 'listed', 'grown', 'unknown'].map(reads))).toEqual([
      [organizer.id],
      ...[both, both, [], []],
    ]);
  });

  it('is one event an hour for each reader, also by program', async () => {
    const before = (await reads('agreed')).length;
    await trainer.get(`/people/${ids.agreed}`).expect(200);
    await trainer.api('get', '/api/v1/people/agreed').expect(200);
    expect(await reads('agreed')).toHaveLength(before);
    setClock(() => new Date(Date.now() + 2 * 3_600_000));
    await trainer.api('get', '/api/v1/people/agreed').expect(200);
    expect(await reads('agreed')).toHaveLength(before + 1);
  });

  it('is told on the record to those who answer for it', async () => {
    expect((await organizer.get(`/people/${ids.kid}`).expect(200)).text).toContain('Xem hồ sơ của một trẻ em');
    expect((await trainer.get(`/people/${ids.agreed}`).expect(200)).text).not.toContain('Xem hồ sơ của một trẻ em');
  });
});
