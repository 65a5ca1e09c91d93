import { Bus } from '../../src/events/domain-events.js';
import { PersonMerges } from '../../src/people/person-merges.js';
import type { Member, World } from '../support/world.js';
import { districtWorld, enrol, idOf, load, type Places, training } from './cast.js';

let world: World;
let places: Places;
let organizer: Member;
beforeEach(async () => {
  ({ world, places } = await districtWorld());
  organizer = await world.member('organizer');
  await load(world, 'people', [
    'ref,full_name,unit,birth_year',
    'pao,Lò Văn Páo,03405,1990',
    'pao2,Lo Van Pao,03405,1990',
    'pao3,Lò V. Páo,03394,1990',
    'may,Tẩn Mẩy,03394,1988',
  ]);
});
afterEach(() => world.close());

const merge = (from: string, into: string, reason?: string) =>
  organizer.api('post', `/api/v1/people/${from}/merge`).send(reason ? { into, reason } : { into });

/** Who is whom, by refs. */
async function survivors(): Promise<Record<string, string | null>> {
  const rows = await world.database.rows<{ ref: string; survivor: string | null }>(
    'SELECT p.ref, s.ref AS survivor FROM people p LEFT JOIN people s ON s.id = p.merged_into_id',
  );
  return Object.fromEntries(rows.map(({ ref, survivor }) => [ref, survivor]));
}

describe('merging two records of one person', () => {
  it('keeps both records and points at the one that stays', async () => {
    const { body } = await merge('pao2', 'pao', 'cùng số điện thoại').expect(201);
    expect(body).toMatchObject({ from: 'pao2', into: 'pao', reason: 'cùng số điện thoại' });
    expect(await survivors()).toEqual({ pao: null, pao2: 'pao', pao3: null, may: null });
    const events = await world.database.rows("SELECT subject_id FROM events WHERE kind = 'person.merged'");
    expect(events).toEqual([{ subject_id: await idOf(world, 'people', 'pao') }]);
  });

  it('flattens chains, and undoing takes them apart as they were', async () => {
    const first = await merge('pao3', 'pao2').expect(201);
    const second = await merge('pao2', 'pao').expect(201);
    expect(await survivors()).toEqual({ pao: null, pao2: 'pao', pao3: 'pao', may: null });
    await organizer
      .api('post', `/api/v1/merges/${second.body.id}/undoing`)
      .expect(200, { id: second.body.id, undone: true });
    expect(await survivors()).toEqual({ pao: null, pao2: null, pao3: 'pao2', may: null });
    await organizer.api('post', `/api/v1/merges/${first.body.id}/undoing`).expect(200);
    expect(await survivors()).toEqual({ pao: null, pao2: null, pao3: null, may: null });
    await organizer.api('post', `/api/v1/merges/${first.body.id}/undoing`).expect(422);
  });

  it('takes a merged record as the person it belongs to, and undoes in any order', async () => {
    const first = await merge('pao2', 'pao').expect(201);
    await merge('pao3', 'pao2').expect(201);
    expect(await survivors()).toMatchObject({ pao2: 'pao', pao3: 'pao' });
    await organizer.api('post', `/api/v1/merges/${first.body.id}/undoing`).expect(200);
    expect(await survivors()).toMatchObject({ pao2: null, pao3: 'pao' });
  });

  it('refuses itself, circles and a second merge of the same record', async () => {
    await merge('pao', 'pao').expect(422);
    await merge('pao2', 'pao').expect(201);
    const circle = await merge('pao', 'pao2').expect(422);
    expect(circle.body.type).toBe('urn:lan-toa:problem:people.merge_self');
    const twice = await merge('pao2', 'may').expect(422);
    expect(twice.body.type).toBe('urn:lan-toa:problem:people.merge_already');
    await merge('pao', 'nobody').expect(404);
  });

  it('refuses two organisations in one group of one activity, and names the activity', async () => {
    await load(world, 'organisations', ['ref,name,group,unit', 'a,Hộ A,household,03405', 'b,Hộ B,household,03405']);
    const activity = await training(world, 'TH1', 'Tập huấn chủ hộ', places.banBo);
    const seat = { group: 'household', place: places.banBo };
    await enrol(world, activity, { ref: 'pao', ...seat, organisation: 'a' });
    await enrol(world, activity, { ref: 'pao2', ...seat, organisation: 'b' });
    const refused = await merge('pao3', 'pao2')
      .expect(201)
      .then(() => merge('pao2', 'pao').expect(422));
    expect(refused.body.detail).toContain('Tập huấn chủ hộ');
    expect(await survivors()).toMatchObject({ pao: null, pao2: null, pao3: 'pao2' });
  });

  it('tells whoever counts, in the same transaction: a listener that refuses undoes it', async () => {
    const heard: number[][] = [];
    world.get(Bus).on('people.merged', async ({ person_ids }) => {
      heard.push(person_ids);
      if (heard.length > 1) throw new Error('the count failed');
    });
    await merge('pao2', 'pao').expect(201);
    const [pao, pao2] = [await idOf(world, 'people', 'pao'), await idOf(world, 'people', 'pao2')];
    expect(heard).toEqual([[pao, pao2]]);
    await expect(world.get(PersonMerges).merge('pao3', 'pao', null)).rejects.toThrow('the count failed');
    expect(await survivors()).toMatchObject({ pao3: null });
  });

  it('lets two people who merge the same pair both ways end with one direction', async () => {
    const answers = await Promise.all([merge('pao', 'pao2'), merge('pao2', 'pao')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422]);
    const { pao, pao2 } = await survivors();
    expect([pao, pao2].filter((into) => into !== null)).toHaveLength(1);
  });

  it('is for administrators and organizers inside their territory', async () => {
    const trainer = await world.member('trainer');
    await trainer.api('post', '/api/v1/people/pao2/merge').send({ into: 'pao' }).expect(403);
    const ofBanBo = await world.member('organizer', places.banBo);
    await ofBanBo.api('post', '/api/v1/people/pao3/merge').send({ into: 'pao' }).expect(404);
    await ofBanBo.api('post', '/api/v1/people/pao/merge').send({ into: 'pao3' }).expect(404);
    const done = await merge('pao3', 'pao').expect(201);
    await ofBanBo.api('post', `/api/v1/merges/${done.body.id}/undoing`).expect(404);
  });

  it('updates a merged record itself when a file names it', async () => {
    await merge('pao2', 'pao').expect(201);
    await load(world, 'people', ['ref,full_name,unit', 'pao2,Lò Văn Páo (cũ),03394']);
    const row = await world.database.row('SELECT full_name, unit_code FROM people WHERE ref = ?', ['pao2']);
    expect(row).toEqual({ full_name: 'Lò Văn Páo (cũ)', unit_code: '03394' });
    expect(await survivors()).toMatchObject({ pao2: 'pao' });
  });
});
