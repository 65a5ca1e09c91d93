import type { Member, World } from '../support/world.js';
import { districtWorld, enrol, idOf, load, type Places, training } from './cast.js';

let world: World;
let places: Places;
let organizer: Member;
const id: Record<string, number> = {};
beforeEach(async () => {
  ({ world, places } = await districtWorld());
  organizer = await world.member('organizer');
  await load(world, 'people', [
    'ref,full_name,unit,birth_date,phone',
    'pao,Lò Văn Páo,03405,1990-06-15,0912345678',
    'pau,Lo Van Pau,03405,1990-01-02,',
    'xa,Lò Văn Páo,03394,1990-06-15,',
    'be1,Vàng Thị Mai,03405,2016-02-01,',
    'be2,Vàng Thị May,03405,2016-02-01,',
  ]);
  for (const ref of ['pao', 'pau', 'xa', 'be1', 'be2']) id[ref] = await idOf(world, 'people', ref);
});
afterEach(() => world.close());

const pair = (one = 'pao', other = 'pau'): string => `/people/duplicates/${id[one]}/${id[other]}`;
const merge = (keep: string, more: object = {}, who: Member = organizer) =>
  who.post(`${pair()}/merge`, { keep: String(id[keep]), versions: '1 1', ...more });
const part = (more: object = {}) => organizer.post(`${pair()}/distinction`, { versions: '1 1', ...more });
const survivor = async (ref: string): Promise<number | null> =>
  (await world.database.row<{ it: number | null }>('SELECT merged_into_id AS it FROM people WHERE ref = ?', [ref]))
    ?.it ?? null;
const events = async (kind: string): Promise<number[]> =>
  (
    await world.database.rows<{ it: number }>(
      'SELECT subject_id AS it FROM events WHERE kind = ? ORDER BY subject_id',
      [kind],
    )
  ).map(({ it }) => it);

describe('two records side by side', () => {
  it('show what differs, what each took part in, and what merging would do', async () => {
    const both = await training(world, 'TH1', 'Tập huấn chung', places.banBo);
    const own = await training(world, 'TH2', 'Tập huấn riêng', places.banBo);
    await enrol(world, both, { ref: 'pao', group: 'teacher', place: places.banBo, trained: true });
    await enrol(world, both, { ref: 'pau', group: 'teacher', place: places.banBo, trained: true });
    await enrol(world, own, { ref: 'pau', group: 'parent', place: places.banBo });
    const { text } = await organizer.get(pair()).expect(200);
    expect(text).toContain('<li>Tên gần giống, cùng nơi ở</li>');
    expect(rowOf(text, 'Ngày sinh')).toEqual(['15/06/1990', '02/01/1990', 'Khác nhau']);
    expect(rowOf(text, 'Điện thoại')).toEqual(['0912345678', '–', 'Chỉ một bên có']);
    expect(rowOf(text, 'Nơi ở')).toEqual(['Xã Bản Bo (03405)', 'Xã Bản Bo (03405)', 'Giống nhau']);
    expect(text).toContain('Tập huấn riêng');
    expect(text).toContain('Người này có 2 hoạt động');
    expect(text).toContain('1 hoạt động có cả hai bản ghi');
    expect(text).toContain('Đang được tính hai lần trong nhóm: Giáo viên');
    // The one with more activities is kept unless another is chosen.
    expect(text).toMatch(new RegExp(`name="keep" value="${id.pau}" checked`));
  });

  it('are of the own territory, and two', async () => {
    const ofBanBo = await world.member('organizer', places.banBo);
    await ofBanBo.get(pair()).expect(200);
    await ofBanBo.get(pair('pao', 'xa')).expect(404);
    await ofBanBo.post(`${pair('pao', 'xa')}/merge`, { keep: String(id.pao), versions: '1 1' }).expect(404);
    await ofBanBo.post(`${pair('pao', 'xa')}/distinction`, { versions: '1 1' }).expect(404);
    await organizer.get(pair('pao', 'pao')).expect(404);
    await organizer.get('/people/duplicates/1/x').expect(404);
    const trainer = await world.member('trainer');
    await trainer.get(pair()).expect(403);
    await merge('pao', {}, trainer).expect(403);
  });

  it('are events where they are children, whose records are read', async () => {
    await organizer.get(pair('be1', 'be2')).expect(200);
    await organizer.get(pair()).expect(200);
    expect(await events('person.read')).toEqual([id.be1, id.be2]);
  });
});

describe('merging by page', () => {
  it('keeps the chosen record, tells of both, and can be undone in one press', async () => {
    const answer = await merge('pau', { reason: 'hỏi trưởng bản' }).expect(303);
    expect(answer.headers.location).toBe(`/people/${id.pau}`);
    expect([await survivor('pao'), await survivor('pau')]).toEqual([id.pau, null]);
    expect([await events('person.merged'), await events('person.merged_away')]).toEqual([[id.pau], [id.pao]]);
    const { text } = await organizer.get(`/people/${id.pau}`).expect(200);
    expect(text).toContain('Đã gộp bản ghi pao vào người này.');
    expect(text).toContain('hỏi trưởng bản');
    const undo = /action="(\/people\/merges\/\d+\/undoing)"/.exec(text)?.[1] ?? '';
    await organizer.post(undo).expect(303);
    expect(await survivor('pao')).toBeNull();
    expect([await events('person.separated'), await events('person.own_again')]).toEqual([[id.pau], [id.pao]]);
  });

  it('changes the figures at once, and back', async () => {
    const subjects = async () =>
      (await world.database.rows<{ it: number }>('SELECT DISTINCT subject_id AS it FROM qualifications')).map(
        ({ it }) => it,
      );
    for (const [code, ref] of [
      ['TH1', 'pao'],
      ['TH2', 'pau'],
    ] as const) {
      const activity = await training(world, code, 'Tập huấn', places.banBo);
      await enrol(world, activity, { ref, group: 'teacher', place: places.banBo, trained: true });
    }
    await merge('pao').expect(303);
    expect(await subjects()).toEqual([id.pao]);
    const [last] = await world.database.rows<{ id: number }>('SELECT MAX(id) AS id FROM person_merges');
    await organizer.post(`/people/merges/${last?.id}/undoing`).expect(303);
    expect((await subjects()).sort()).toEqual([id.pao, id.pau].sort());
  });

  it('merges once, however often it is sent, and says so', async () => {
    const answers = await Promise.all([merge('pao'), merge('pao')]);
    expect(answers.map(({ status, headers }) => [status, headers.location])).toEqual([
      [303, `/people/${id.pao}`],
      [303, `/people/${id.pao}`],
    ]);
    // The other way round it is one person already too.
    expect((await merge('pau').expect(303)).headers.location).toBe(`/people/${id.pao}`);
    expect((await organizer.get(`/people/${id.pao}`)).text).toContain('không gộp lần nữa');
    expect(await world.database.rows('SELECT id FROM person_merges')).toHaveLength(1);
    expect((await organizer.get(pair()).expect(303)).headers.location).toBe(`/people/${id.pao}`);
  });

  it('refuses where a record was changed since it was looked at, and shows the pair as it is', async () => {
    await load(world, 'people', ['ref,full_name,unit', 'pau,Lò Văn Pau,03405']);
    expect((await merge('pao').expect(303)).headers.location).toBe(pair());
    expect((await organizer.get(pair()).expect(200)).text).toContain('Một trong hai bản ghi vừa được sửa');
    expect(await survivor('pau')).toBeNull();
    await merge('pao', { versions: '1 2' }).expect(303);
    expect(await survivor('pau')).toBe(id.pao);
  });

  it('says what happened where one of the two was merged into a third meanwhile', async () => {
    await organizer.api('post', '/api/v1/people/pau/merge').send({ into: 'xa' }).expect(201);
    const back = await merge('pao').expect(303);
    expect(back.headers.location).toBe(pair());
    const on = await organizer.get(pair()).expect(303);
    expect(on.headers.location).toBe(pair('pao', 'xa'));
    expect((await organizer.get(pair('pao', 'xa')).expect(200)).text).toContain('Bản ghi pau đã được gộp rồi');
  });

  it('asks which is kept, and keeps what was typed', async () => {
    const answer = await merge('xa', { reason: 'cùng nhà' }).expect(422);
    expect(answer.text).toContain('value="cùng nhà"');
    expect(answer.text).toContain('href="#keep"');
    expect(await survivor('pau')).toBeNull();
  });
});

describe('two people after all', () => {
  const open = async (): Promise<boolean> =>
    (await organizer.get('/people/duplicates')).text.includes(`href="${pair()}"`);

  it('are listed no more, once and with who said so, until it is taken back', async () => {
    expect(await open()).toBe(true);
    await part().expect(303);
    await part().expect(303);
    expect(await world.database.rows('SELECT person_id, other_id, actor_id FROM distinct_people')).toEqual([
      { person_id: id.pao, other_id: id.pau, actor_id: organizer.id },
    ]);
    expect(await events('person.distinct')).toEqual([id.pao, id.pau]);
    const after = await organizer.get('/people/duplicates').expect(200);
    expect(after.text).toContain(`action="${pair()}/distinction/withdrawal"`);
    expect(await open()).toBe(false);
    expect((await organizer.get(`/people/${id.pao}`)).text).not.toContain(`href="${pair()}"`);
    expect((await organizer.get(pair()).expect(200)).text).toContain('Ghi nhận là hai người khác nhau: organizer 1');
    const decided = await organizer.get('/people/duplicates?reason=distinct').expect(200);
    expect(decided.text).toContain(`href="${pair()}"`);
    await organizer.post(`${pair()}/distinction/withdrawal`).expect(303);
    await organizer.post(`${pair()}/distinction/withdrawal`).expect(303);
    expect(await events('person.distinct_withdrawn')).toEqual([id.pao, id.pau]);
    expect(await open()).toBe(true);
  });

  it('are not merged before that is taken back, nor noted of records that changed or are one', async () => {
    await part({ versions: '1 9' }).expect(303);
    expect(await world.database.rows('SELECT id FROM distinct_people')).toEqual([]);
    await part().expect(303);
    expect((await merge('pao').expect(422)).text).toContain('Rút lại ghi nhận đó trước khi gộp');
    expect(await survivor('pau')).toBeNull();
    await organizer.post(`${pair()}/distinction/withdrawal`).expect(303);
    await merge('pao').expect(303);
    await part().expect(303);
    expect(await world.database.rows('SELECT id FROM distinct_people')).toEqual([]);
  });

  it('stay two when one of them turns out to be a third record', async () => {
    await part().expect(303);
    await organizer.api('post', '/api/v1/people/pao/merge').send({ into: 'xa' }).expect(201);
    await load(world, 'people', ['ref,full_name,unit,birth_date', 'xa,Lò Văn Páo,03405,1990-06-15']);
    const { text } = await organizer.get('/people/duplicates').expect(200);
    expect(text).not.toContain(`/people/duplicates/${id.pau}/${id.xa}`);
    expect((await organizer.get(`/people/${id.xa}`)).text).not.toContain('Có thể trùng với');
  });
});

/** The cells of a row behind the one that names it. */
function rowOf(html: string, name: string): string[] {
  const row = new RegExp(`<th scope="row" role="rowheader">${name}</th>(.*?)</tr>`, 's').exec(html)?.[1] ?? '';
  const text = row.replaceAll(/<svg.*?<\/svg>/gs, '').replaceAll(/<(?!\/?td)[^>]*>/g, '');
  return [...text.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell = '']) => cell.replace('&#x3D;', '=').trim());
}
