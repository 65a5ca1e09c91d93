import { setClock } from '../../src/config/clock.js';
import type { Consent } from '../../src/people/consents.entities.js';
import type { Person } from '../../src/people/people.entities.js';
import type { Member, World } from '../support/world.js';
import { districtWorld, idOf, load, type Places, reasons } from './cast.js';

const NAME = 'Vàng Thị Mai';
const given = {
  ...{ representative: 'Vàng A Sử', relation: 'father', phone: '0912 345 678', given_on: '05/01/2026', way: 'paper' },
  ...{ purposes: ['participation', 'photograph'], form_key: 'a-key-of-a-form-1' },
};
const withdrawn = { withdrawn_on: '01/03/2026', withdrawn_by: 'representative', reason: 'Gia đình đổi ý' };

let world: World;
let places: Places;
let trainer: Member;
let organizer: Member;
beforeAll(async () => {
  setClock(() => new Date('2026-03-15T03:00:00Z'));
  ({ world, places } = await districtWorld());
  trainer = await world.member('trainer', places.banBo);
  organizer = await world.member('organizer');
});
beforeEach(async () => {
  await world.database.transaction(async () => {
    for (const table of ['people', 'consents', 'events']) await world.database.execute(`DELETE FROM ${table}`);
  });
  await load(world, 'people', [
    'ref,full_name,unit,birth_date,birth_year,consent_on,consent_by',
    `tre,${NAME},03405,2017-02-01,,,`,
    'be,Vàng A Tủa,03405,2021-02-01,,,',
    'tep,Vàng Thị Lan,03405,2016-02-01,,2026-01-05,Vàng A Sử',
    'xa,Giàng Thị Sua,03394,2015-02-01,,,',
    'lon,Lò Văn Páo,03405,1990-06-15,,,',
  ]);
});
afterAll(async () => {
  setClock();
  await world.close();
});

const id = (ref: string): Promise<number> => idOf(world, 'people', ref);
const person = async (ref: string): Promise<Person | undefined> =>
  world.database.row<Person>('SELECT consent_on, consent_by, version FROM people WHERE ref = ?', [ref]);
const rows = (): Promise<Consent[]> => world.database.rows<Consent>('SELECT * FROM consents ORDER BY id');
const kinds = async (): Promise<string[]> => {
  const told = await world.database.rows<{ kind: string }>("SELECT kind FROM events WHERE kind LIKE 'consent.%'");
  return told.map(({ kind }) => kind);
};
const record = async (ref: string, body: object = given, who = trainer): Promise<void> => {
  await who.post(`/people/${await id(ref)}/consents/new`, { ...body }).expect(303);
};

describe('the consent of a child from seven', () => {
  it('shows the name only once both have agreed, and says until then what is missing', async () => {
    const at = await id('tre');
    expect((await trainer.get(`/people/${at}`).expect(200)).text).toContain('Chưa có sự đồng ý');
    await record('tre');
    const [row] = await rows();
    expect(row).toMatchObject({
      ...{ person_id: at, representative: 'Vàng A Sử', relation: 'father', phone: '0912345678', way: 'paper' },
      ...{ participation: 1, photograph: 1, certificate: 0, author_id: trainer.id, own_on: null },
    });
    const half = await trainer.get(`/people/${at}`).expect(200);
    expect(half.text).toContain('Thiếu sự đồng ý của chính người đó (9 tuổi)');
    expect(half.text).not.toContain(NAME);
    await trainer.post(`/people/${at}/consents/${row?.id}/own`, { own_on: '06/01/2026' }).expect(303);
    expect(await person('tre')).toMatchObject({ consent_on: '2026-01-06', consent_by: 'Vàng A Sử' });
    expect((await trainer.get(`/people/${at}`).expect(200)).text).toContain(NAME);
    expect(await kinds()).toEqual(['consent.recorded', 'consent.own_recorded']);
  });

  it('is recorded at once where both are known, and once for one form', async () => {
    await record('tre', { ...given, own_on: '05/01/2026' });
    await record('tre', { ...given, own_on: '05/01/2026' });
    expect(await rows()).toHaveLength(1);
    expect(await person('tre')).toMatchObject({ consent_on: '2026-01-05' });
  });

  it('is the own one once: another day is refused, the same one is done already', async () => {
    await record('tre');
    const at = `/people/${await id('tre')}/consents/${(await rows())[0]?.id}/own`;
    await trainer.post(at, { own_on: '06/01/2026' }).expect(303);
    await trainer.post(at, { own_on: '06/01/2026' }).expect(303);
    const { text } = await organizer.post(at, { own_on: '07/01/2026' }).expect(422);
    expect(text).toContain('đã được ghi, ngày 06/01/2026');
    expect(await kinds()).toEqual(['consent.recorded', 'consent.own_recorded']);
  });
});

describe('the consent of a child under seven', () => {
  it('is the representative’s alone, for what they agreed to', async () => {
    const { text } = await trainer.get(`/people/${await id('be')}/consents/new`).expect(200);
    expect(text).not.toContain('name="own_on"');
    expect(text).not.toContain('checked');
    await record('be', { ...given, purposes: ['photograph'] });
    expect(await person('be')).toMatchObject({ consent_on: null });
    await record('be', { ...given, form_key: 'a-key-of-a-form-2', way: 'spoken', purposes: 'participation' });
    expect(await person('be')).toMatchObject({ consent_on: '2026-01-05', consent_by: 'Vàng A Sử' });
  });
});

describe('withdrawing', () => {
  it('keeps the row with the day, who and why, and the name is kept back again', async () => {
    await record('be');
    const at = `/people/${await id('be')}/consents/${(await rows())[0]?.id}`;
    await organizer.post(`${at}/withdrawal`, withdrawn).expect(303);
    await organizer.post(`${at}/withdrawal`, withdrawn).expect(303);
    await organizer.post(`${at}/withdrawal`, { ...withdrawn, withdrawn_on: '02/03/2026' }).expect(422);
    expect(await rows()).toMatchObject([
      { withdrawn_on: '2026-03-01', withdrawn_by: 'representative', withdrawal_author_id: organizer.id },
    ]);
    expect(await person('be')).toMatchObject({ consent_on: null, consent_by: null });
    const { text } = await organizer.get(at).expect(200);
    for (const words of ['Gia đình đổi ý', '01/03/2026', 'Vàng A Sử']) expect(text).toContain(words);
    expect((await trainer.get('/people').expect(200)).text).not.toContain('Vàng A Tủa');
    expect(await kinds()).toEqual(['consent.recorded', 'consent.withdrawn']);
  });

  it('is recorded once where two people do it at the same time', async () => {
    await record('be');
    const at = `/people/${await id('be')}/consents/${(await rows())[0]?.id}/withdrawal`;
    const days = ['01/03/2026', '02/03/2026'];
    const answers = await Promise.all(
      [trainer, organizer].map((who, one) => who.post(at, { ...withdrawn, withdrawn_on: days[one] })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422]);
    expect(await kinds()).toEqual(['consent.recorded', 'consent.withdrawn']);
  });

  it('leaves the name shown where another consent stands', async () => {
    await record('be');
    await record('be', { ...given, representative: 'Lò Thị Mẩy', relation: 'mother', form_key: 'a-key-of-a-form-2' });
    await trainer.post(`/people/${await id('be')}/consents/${(await rows())[0]?.id}/withdrawal`, withdrawn).expect(303);
    expect(await person('be')).toMatchObject({ consent_by: 'Lò Thị Mẩy' });
  });

  it('works also for what only a file told, and an old file does not bring it back', async () => {
    const at = `/people/${await id('tep')}/consents/file`;
    expect((await trainer.get(`/people/${await id('tep')}`).expect(200)).text).toContain('Theo tệp đã nạp');
    expect((await trainer.get(at).expect(200)).text).toContain('Vàng A Sử');
    await trainer.post(`${at}/withdrawal`, withdrawn).expect(303);
    await trainer.post(`${at}/withdrawal`, withdrawn).expect(303);
    expect(await rows()).toMatchObject([{ way: 'file', given_on: '2026-01-05', withdrawn_on: '2026-03-01' }]);
    expect(await person('tep')).toMatchObject({ consent_on: null });
    const file = (day: string): string[] => [
      'ref,full_name,unit,consent_on,consent_by',
      `tep,Vàng Thị Lan,03405,${day},Vàng A Sử`,
    ];
    expect(reasons(await load(world, 'people', file('2026-01-05')))).toEqual(['2 consent_on people.consent_withdrawn']);
    expect(await load(world, 'people', file('2026-03-10'))).toMatchObject({ updated: 1 });
  });
});

describe('records of one child', () => {
  it('share their consents once they are merged, and no longer once they are separated', async () => {
    await load(world, 'people', ['ref,full_name,unit,birth_date', 'be2,Vàng A Tủa,03405,2021-02-01']);
    await record('be2');
    const merge = await organizer.api('post', '/api/v1/people/be2/merge').send({ into: 'be' }).expect(201);
    expect(await person('be')).toMatchObject({ consent_on: '2026-01-05', consent_by: 'Vàng A Sử' });
    const { text } = await trainer.get(`/people/${await id('be')}`).expect(200);
    for (const words of ['Vàng A Tủa', 'Vàng A Sử', 'Đã đồng ý']) expect(text).toContain(words);
    await organizer.api('post', `/api/v1/merges/${merge.body.id}/undoing`).expect(200);
    expect(await person('be')).toMatchObject({ consent_on: null, consent_by: null });
    expect(await person('be2')).toMatchObject({ consent_on: '2026-01-05' });
  });

  it('keep what a file told of one of them', async () => {
    await record('be', { ...given, representative: 'Lò Thị Mẩy', relation: 'mother' });
    const merge = await organizer.api('post', '/api/v1/people/be/merge').send({ into: 'tep' }).expect(201);
    await organizer.api('post', `/api/v1/merges/${merge.body.id}/undoing`).expect(200);
    expect(await person('be')).toMatchObject({ consent_by: 'Lò Thị Mẩy' });
    expect(await person('tep')).toMatchObject({ consent_by: 'Vàng A Sử' });
    await record('tre', { ...given, own_on: '07/01/2026', form_key: 'a-key-of-a-form-2' });
    await organizer.api('post', '/api/v1/people/tre/merge').send({ into: 'tep' }).expect(201);
    expect(await person('tep')).toMatchObject({ consent_on: '2026-01-05' });
  });
});

describe('the forms of consent', () => {
  it('say what is wrong and keep what was typed', async () => {
    const wrong = { representative: 'Vàng A Sử', given_on: '01/01/2030', own_on: '01/01/2010', phone: '12' };
    const { text } = await trainer.post(`/people/${await id('tre')}/consents/new`, wrong).expect(422);
    for (const field of ['relation', 'way', 'purposes', 'given_on', 'own_on', 'phone']) {
      expect(text).toContain(`href="#${field}"`);
    }
    expect(text).toContain('value="Vàng A Sử"');
    expect(await rows()).toEqual([]);
    await record('tre');
    const at = `/people/${await id('tre')}/consents/${(await rows())[0]?.id}`;
    const early = await trainer.post(`${at}/withdrawal`, { ...withdrawn, withdrawn_on: '01/01/2026' }).expect(422);
    expect(early.text).toContain('trước ngày đồng ý');
  });

  it('are there for minors of the territory, and for those who write records', async () => {
    const viewer = await world.member('viewer');
    for (const [who, ref, status] of [
      [trainer, 'lon', 404],
      [trainer, 'xa', 404],
      [viewer, 'tre', 403],
    ] as const) {
      const at = `/people/${await id(ref)}/consents`;
      await who.get(`${at}/new`).expect(status);
      await who.post(`${at}/new`, given).expect(status);
      await who.post(`${at}/file/withdrawal`, withdrawn).expect(status);
    }
    expect((await trainer.get(`/people/${await id('lon')}`).expect(200)).text).not.toContain('Sự đồng ý');
    await record('tre');
    const other = `/people/${await id('be')}/consents/${(await rows())[0]?.id}`;
    await trainer.get(other).expect(404);
    await trainer.post(`${other}/withdrawal`, withdrawn).expect(404);
  });
});

describe('the list of people', () => {
  it('narrows to minors without a full consent, also as a file', async () => {
    await record('be');
    const { text } = await organizer.get('/people?consent=missing').expect(200);
    expect([...text.matchAll(/<a href="\/people\/\d+">([^<]*)<\/a>/g)].map(([, name]) => name)).toEqual([
      ...[NAME, 'Giàng Thị Sua'],
    ]);
    const file = await organizer.get('/people/list.csv?consent=missing').expect(200);
    expect(file.text.trim().split(/\r?\n/)).toHaveLength(3);
    expect((await trainer.get('/people?consent=missing').expect(200)).text).toContain('V. T. M.');
    expect((await trainer.get('/people?consent=missing&q=mai').expect(200)).text).not.toContain('V. T. M.');
  });
});
