import { type Member, World } from '../support/world.js';
import { exported, importLines, importReal, placeId } from './district.js';

let world: World;
let administrator: Member;
let organizer: Member;
let trainerOfTaLeng: Member;

beforeAll(async () => {
  world = await World.create();
  await importReal(world, 'units');
  await importReal(world, 'successions');
  administrator = await world.member('administrator');
  organizer = await world.member('organizer');
  trainerOfTaLeng = await world.member('trainer', await placeId(world, '03405', '2025-07-01'));
});
afterAll(() => world.close());

describe('units for programs', () => {
  it('lists them page by page, as of a day', async () => {
    const all: string[] = [];
    let cursor: string | null = null;
    do {
      const address: string = `/api/v1/units?as_of=2025-07-01&limit=3${cursor ? `&cursor=${cursor}` : ''}`;
      const { body }: { body: { items: { code: string }[]; next_cursor: string | null } } = await organizer
        .api('get', address)
        .expect(200);
      all.push(...body.items.map((unit) => unit.code));
      cursor = body.next_cursor;
    } while (cursor);
    expect(all).toEqual(['03390', '03394', '03405', '03408', '03424', '03430', '12']);
    await organizer.api('get', '/api/v1/units?as_of=yesterday').expect(422);
  });

  it('gives the one that has a code on a day, and 404 outside the territory', async () => {
    const { body } = await organizer.api('get', '/api/v1/units/03390?as_of=2025-06-30').expect(200);
    expect(body).toEqual({
      code: '03390',
      name: 'Thị trấn Tam Đường',
      level: 'commune',
      parent: '106',
      valid_from: null,
      valid_to: '2025-06-30',
    });
    await organizer.api('get', '/api/v1/units/106?as_of=2025-07-01').expect(404);
    await trainerOfTaLeng.api('get', '/api/v1/units/03390').expect(404);
    await trainerOfTaLeng.api('get', '/api/v1/units/03405').expect(200);
    const { body: list } = await trainerOfTaLeng.api('get', '/api/v1/units').expect(200);
    expect(list.items.map((unit: { code: string }) => unit.code)).toEqual(['03400', '03405', '03405', '03406']);
  });

  it('takes rows by the rules of the file: all or none, or the good ones', async () => {
    const good = { code: '7A', name: "'=Lớp 7A", level: 'cohort', parent: '03405', valid_from: '2025-09-05' };
    const bad = { code: '7B', name: 'Lớp 7B', level: 'cohort', parent: '00000', valid_from: '2025-09-05' };
    await organizer
      .api('post', '/api/v1/units')
      .send({ rows: [good] })
      .expect(403);
    await trainerOfTaLeng
      .api('post', '/api/v1/units')
      .send({ rows: [good] })
      .expect(403);
    const refused = await administrator
      .api('post', '/api/v1/units')
      .send({ rows: [good, bad] })
      .expect(422);
    expect(refused.body.errors).toEqual([expect.objectContaining({ field: 'rows.2.parent' })]);
    await administrator.api('get', '/api/v1/units/7A?as_of=2025-09-05').expect(404);
    const { body } = await administrator
      .api('post', '/api/v1/units')
      .send({ rows: [good, bad], partial: true })
      .expect(200);
    expect(body).toMatchObject({ kind: 'units', rows: 2, inserted: 1, updated: 0, unchanged: 0 });
    expect(body.rejected).toEqual([expect.objectContaining({ line: 2, column: 'parent', value: '00000' })]);
    const { body: saved } = await administrator.api('get', '/api/v1/units/7A?as_of=2025-09-05').expect(200);
    expect(saved.name).toBe("'=Lớp 7A");
    await administrator
      .api('post', '/api/v1/units')
      .send({ rows: [{ ...good, colour: 'blue' }] })
      .expect(422);
    await administrator.api('post', '/api/v1/units').send({ rows: [] }).expect(422);
  });

  it('saves nothing of a refused post, also with an idempotency key around it', async () => {
    const before = await exported(world, 'units');
    const rows = [
      { code: '8A', name: 'Lớp 8A', level: 'cohort', parent: '03405' },
      { code: '8A', name: 'Lớp 8A', level: 'cohort', parent: '03405' },
    ];
    await administrator.api('post', '/api/v1/units').set('Idempotency-Key', 'k1').send({ rows }).expect(422);
    expect(await exported(world, 'units')).toEqual(before);
  });
});

describe('successions, groups and baselines for programs', () => {
  it('lists and takes successions', async () => {
    const { body } = await organizer.api('get', '/api/v1/successions?limit=2').expect(200);
    expect(body.items[1]).toEqual({ predecessor: '03412', successor: '03390', date: '2025-07-01', main: false });
    expect(body.next_cursor).not.toBeNull();
    const { body: own } = await trainerOfTaLeng.api('get', '/api/v1/successions').expect(200);
    expect(own.items).toHaveLength(3);
    const rows = [{ predecessor: '03400', successor: '03430', date: '2025-07-01', main: true }];
    await organizer.api('post', '/api/v1/successions').send({ rows }).expect(403);
    await administrator.api('post', '/api/v1/successions').send({ rows }).expect(200);
    expect(await exported(world, 'successions')).toContain('03400,03430,2025-07-01,true');
  });

  it('lists and takes groups', async () => {
    const { body } = await organizer.api('get', '/api/v1/groups').expect(200);
    expect(body.items).toHaveLength(8);
    expect(body.items[2]).toEqual({ code: 'teacher', name: 'Giáo viên', counts: 'persons', built_in: true });
    const rows = [{ code: 'mason', name: 'Thợ xây', counts: 'persons' }];
    await organizer.api('post', '/api/v1/groups').send({ rows }).expect(403);
    await administrator.api('post', '/api/v1/groups').send({ rows }).expect(200);
    expect((await organizer.api('get', '/api/v1/groups?limit=9')).body.items[8].name).toBe('Thợ xây');
  });

  it('lists and takes baselines inside the territory', async () => {
    const rows = [
      { unit: '03405', group: 'teacher', year: 2025, value: 30, source: 'a' },
      { unit: '03394', group: 'teacher', year: 2025, value: 31, source: 'b' },
    ];
    await trainerOfTaLeng.api('post', '/api/v1/baselines').send({ rows }).expect(403);
    await organizer.api('post', '/api/v1/baselines').send({ rows }).expect(200);
    await organizer
      .api('post', '/api/v1/baselines')
      .send({ rows: [{ ...rows[0], value: 32 }] })
      .expect(200);
    const { body } = await organizer.api('get', '/api/v1/baselines?unit=03405').expect(200);
    expect(body.items).toEqual([
      expect.objectContaining({ unit: '03405', group: 'teacher', year: 2025, value: 32, revision: 2 }),
    ]);
    const { body: own } = await trainerOfTaLeng.api('get', '/api/v1/baselines').expect(200);
    expect(own.items).toHaveLength(1);
    const { body: versions } = await trainerOfTaLeng.api('get', '/api/v1/baselines/03405/teacher/2025').expect(200);
    expect(versions.items.map(({ value }: { value: number }) => value)).toEqual([32, 30]);
    await trainerOfTaLeng.api('get', '/api/v1/baselines/03394/teacher/2025').expect(404);
    const organizerOfTaLeng = await world.member('organizer', await placeId(world, '03405', '2025-07-01'));
    const { body: problem } = await organizerOfTaLeng
      .api('post', '/api/v1/baselines')
      .send({ rows: [rows[1]] })
      .expect(422);
    expect(problem.errors[0].field).toBe('rows.1.unit');
  });

  it('does not let a territory reach outside by a file either', async () => {
    const administratorOfTaLeng = await world.member('administrator', await placeId(world, '03405', '2025-07-01'));
    const rows = [{ code: '9A', name: 'Lớp 9A', level: 'cohort', parent: '03394', valid_from: '2025-09-05' }];
    const { body } = await administratorOfTaLeng.api('post', '/api/v1/units').send({ rows }).expect(422);
    expect(body.errors[0].field).toBe('rows.1.code');
    const inside = [{ ...rows[0], parent: '03405' }];
    await administratorOfTaLeng.api('post', '/api/v1/units').send({ rows: inside }).expect(200);
    expect(
      await importLines(world, 'units', ['code,name,level,parent,valid_from', '9B,Lớp 9B,cohort,03394,2025-09-05']),
    ).toMatchObject({
      inserted: 1,
    });
  });
});
