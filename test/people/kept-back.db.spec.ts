import type { Person } from '../../src/people/people.entities.js';
import { may, ROLES } from '../../src/web/permissions.js';
import type { Member, World } from '../support/world.js';
import { districtWorld, enrol, load, type Places, training } from './cast.js';

const NAME = 'Vàng Thị Mai';
const NUMBER = '012095001234';

let world: World;
let places: Places;
let trainer: Member;
let organizer: Member;
beforeAll(async () => {
  ({ world, places } = await districtWorld({ ETHNICITY: 'on' }));
  trainer = await world.member('trainer');
  organizer = await world.member('organizer');
  await load(world, 'people', [
    'ref,full_name,sex,birth_date,unit,national_id,ethnicity',
    `tre,${NAME},f,2015-02-01,03405,,`,
    'an,Lò Thị Ánh,f,,03405,,',
    `lon,Lò Văn Páo,m,1990-01-01,03405,${NUMBER},Thái`,
  ]);
});
afterAll(() => world.close());

const person = (ref: string): Promise<Person | undefined> =>
  world.database.row<Person>('SELECT * FROM people WHERE ref = ?', [ref]);

/** Posts one row as the trainer, keeping good rows. */
const post = async (row: object, who = trainer): Promise<object> => {
  const { body } = await who
    .api('post', '/api/v1/people')
    .send({ rows: [row], partial: true })
    .expect(200);
  return body as object;
};

describe('a child whose name is kept back', () => {
  it('is neither changed nor found out by whoever may not see it: every row is answered alike', async () => {
    const before = await person('tre');
    const rows = [
      { ref: 'tre', full_name: 'V. T. M.', unit: '03405' },
      { ref: 'tre', full_name: NAME, unit: '03405' },
      { ref: 'tre', full_name: NAME, sex: 'f', birth_date: '2015-02-01', unit: '03405' },
      { ref: 'tre', full_name: 'Vàng Thị Hoa', unit: '03394' },
      { ref: 'tre', full_name: NAME, birth_date: '1990-01-01', unit: 'nowhere' },
      { ref: 'tre', full_name: NAME, unit: '03405', consent_on: '2026-01-05', consent_by: 'Ai đó' },
      { ref: 'tre', full_name: NAME, unit: '03405', national_id: NUMBER },
    ];
    const answers = [];
    for (const row of rows) answers.push(await post(row));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]).toMatchObject({
      ...{ inserted: 0, updated: 0, unchanged: 0 },
      rejected: [{ line: 1, column: 'ref', value: 'tre', reason: expect.stringContaining('giữ kín') as string }],
    });
    await trainer
      .api('post', '/api/v1/people')
      .send({ rows: [rows[1]] })
      .expect(422);
    expect(await person('tre')).toEqual(before);
  });

  it('is so also where only a roster of children says it', async () => {
    await enrol(world, await training(world, 'TE', 'Trẻ em', places.banBo), {
      ...{ ref: 'an', group: 'child', place: places.banBo },
    });
    expect(await post({ ref: 'an', full_name: 'Lò Thị Ánh', unit: '03405' })).toMatchObject({ unchanged: 0 });
  });

  it('is corrected by whoever sees it, and then by all once a consent is recorded', async () => {
    const consent = { consent_on: '2026-01-05', consent_by: 'Vàng A Sử' };
    const row = { ref: 'tre', full_name: 'Vàng Thị Mái', unit: '03405' };
    expect(await post({ ...row, ...consent }, organizer)).toMatchObject({ updated: 1 });
    expect(await post(row)).toMatchObject({ unchanged: 1 });
  });

  it('cannot be tried by a file either: a trainer brings in none of people', async () => {
    const rows = `ref,full_name,unit\ntre,${NAME},03405\n`;
    for (const query of ['', '?dry_run=true', '?partial=true']) {
      await trainer.api('post', `/api/v1/imports/people${query}`).type('text/csv').send(rows).expect(403);
    }
  });
});

describe('what nobody may read', () => {
  const lon = { ref: 'lon', full_name: 'Lò Văn Páo', unit: '03405' };

  it('is not found out by trying national IDs: the answer depends on what may be seen of them', async () => {
    const guess = (national_id: string) =>
      organizer
        .api('post', '/api/v1/imports/people?dry_run=true')
        .type('text/csv')
        .send(`ref,full_name,unit,national_id\nlon,Lò Văn Páo,03405,${national_id}\n`)
        .expect(200);
    const [right, wrong] = [await guess(NUMBER), await guess('012095009234')];
    expect(right.body).toEqual(wrong.body);
    expect(right.body).toMatchObject({ unchanged: 1 });
    expect((await guess('012095001235')).body).toMatchObject({ updated: 1 });
  });

  it('is written all the same', async () => {
    const before = await person('lon');
    expect(await post({ ...lon, national_id: '012095009234' })).toMatchObject({ unchanged: 1 });
    expect((await person('lon'))?.national_id_hash).not.toBe(before?.national_id_hash);
  });

  it('is not found out of the ethnicity, nor overwritten', async () => {
    const [right, wrong] = [await post({ ...lon, ethnicity: 'Thái' }), await post({ ...lon, ethnicity: 'Mông' })];
    expect(right).toEqual(wrong);
    expect((await person('lon'))?.ethnicity).toBe('Thái');
  });

  it('is not compared for a role that writes people without seeing their births and telephones: there is none', () => {
    expect(ROLES.filter((role) => may(role, 'person.write') && !may(role, 'person.contact'))).toEqual([]);
  });
});
