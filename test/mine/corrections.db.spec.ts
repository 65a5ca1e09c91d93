import { setClock } from '../../src/config/clock.js';
import { PersonMerges } from '../../src/people/person-merges.js';
import { activities, AN, certified, commune, type Commune, idOf, linkOf, read, send } from './participants.js';

const WANTED = 'Nguyễn Thị Ấn';
let at: Commune;
let path: string;

beforeAll(async () => {
  at = await commune();
  await activities(at.field);
  path = `${await linkOf(at.field, 'an')}/correction`;
});
beforeEach(async () => {
  await at.field.good('people', `ref,full_name,unit\nan,${AN},C`);
  const { database } = at.field.world;
  await database.transaction(async () => {
    for (const table of ['name_corrections', 'events']) await database.execute(`DELETE FROM ${table}`);
  });
});
afterAll(async () => {
  setClock();
  await at.field.world.close();
});

const page = (): Promise<string> => read(at.field, path.replace('/correction', ''));
const ask = (wanted_name: string, form_key: string, remark = '') =>
  send(at.field, path, { wanted_name, form_key, remark });
const key = (number: number): string => `a-key-of-a-form-${number}`;
const rows = (): Promise<Record<string, unknown>[]> =>
  at.field.world.database.rows('SELECT * FROM name_corrections ORDER BY id');
const nameNow = async (): Promise<unknown> =>
  (await at.field.world.database.row<{ full_name: string }>("SELECT full_name FROM people WHERE ref = 'an'"))
    ?.full_name;
/** Asks, and tells the page of the staff for it. */
async function asked(wanted = WANTED): Promise<string> {
  await ask(wanted, key(1), 'Sai dấu').expect(303);
  return `/people/corrections/${String((await rows())[0]?.id)}`;
}

describe('a participant whose name is misspelt', () => {
  it('asks once for one form, and nothing changes before somebody has decided', async () => {
    expect(await read(at.field, path)).toContain(AN);
    await Promise.all([1, 2].map(() => ask(WANTED, key(1), 'Sai dấu').expect(303)));
    expect(await rows()).toMatchObject([{ wanted_name: WANTED, remark: 'Sai dấu', state: 'waiting' }]);
    expect(await nameNow()).toBe(AN);
    const text = await page();
    expect(text).toContain(`Đề nghị ghi là: ${WANTED}`);
    expect(text).toContain('Đang chờ');
    const [event] = await at.field.world.database.rows<{ kind: string; door: string; detail: string }>(
      'SELECT kind, door, detail FROM events',
    );
    expect(event).toMatchObject({ kind: 'correction.asked', door: 'link' });
    expect(event?.detail).not.toContain(WANTED);
  });

  it('is told what is wrong with what was typed, which stays', async () => {
    const long = await ask('', key(1), 'x'.repeat(201)).expect(422);
    expect(long.text).toContain('Lỗi:');
    expect(long.text).toContain('x'.repeat(201));
    expect((await ask(AN, key(1)).expect(422)).text).toContain('Tên đang ghi đã đúng như vậy.');
    await ask('Nguyễn\u202eThị', key(1)).expect(422);
    await ask('x'.repeat(191), key(1)).expect(422);
    expect(await rows()).toEqual([]);
  });

  it('has three that wait at most, by whichever record, also of four that are sent at once', async () => {
    const sent = await Promise.all([1, 2, 3, 4].map((number) => ask(`Tên ${number}`, key(number))));
    expect(sent.map(({ status }) => status).sort()).toEqual([303, 303, 303, 422]);
    expect(await page()).toContain('Đã có ba đề nghị đang chờ');
    const merges = at.field.world.get(PersonMerges);
    const { id } = await merges.merge('an2', 'an', null);
    await send(at.field, `${await linkOf(at.field, 'an2')}/correction`, { wanted_name: 'Tên 5' }).expect(422);
    await merges.undo(id);
    await send(at.field, `${await linkOf(at.field, 'an2')}/correction`, { wanted_name: 'Tên 5' }).expect(303);
    expect(await rows()).toHaveLength(4);
  });
});

describe('the staff', () => {
  it('sees it on the person’s page, at the training, among the own sessions and in the list', async () => {
    const own = await asked();
    const person = await idOf(at.field, 'an');
    expect((await at.trainer.get(`/people/${person}`)).text).toContain(`href="${own}"`);
    expect((await at.trainer.get('/activities/T')).text).toContain('1 đề nghị sửa tên đang chờ.');
    expect((await at.trainer.get('/activities/R')).text).not.toContain('đề nghị sửa tên');
    expect((await at.trainer.get('/my-sessions')).text).toContain('href="/people/corrections?mine&#x3D;1"');
    expect((await at.trainer.get('/my-sessions')).text).toContain('id="coming"');
    for (const list of ['', '?mine=1', '?activity=T']) {
      expect((await at.trainer.get(`/people/corrections${list}`).expect(200)).text).toContain(WANTED);
    }
    expect((await at.trainer.get('/people/corrections?activity=R')).text).toContain('Không có đề nghị nào đang chờ.');
  });

  it('who trains something else has nothing waiting among the own sessions', async () => {
    await at.field.good('activities', 'code,plan,kind,title,unit,trainer\nK,P,campaign,Chợ phiên,C,khac@example.vn');
    await at.field.good('activities', 'code,plan,kind,title,unit,trainer\nN,P,training,Còn nháp,C,khac@example.vn');
    await asked();
    expect((await at.organizer.get('/my-sessions')).text).not.toContain('đề nghị sửa tên');
    expect((await at.organizer.get('/people/corrections')).text).toContain(WANTED);
  });

  it('of elsewhere finds nothing, and a viewer is refused', async () => {
    const own = await asked();
    expect((await at.elsewhere.get('/people/corrections').expect(200)).text).not.toContain(WANTED);
    for (const [who, status] of [
      [at.elsewhere, 404],
      [at.viewer, 403],
    ] as const) {
      await who.get(own).expect(status);
      await who.post(`${own}/acceptance`).expect(status);
      await who.post(`${own}/refusal`, { reason: 'Không' }).expect(status);
    }
    await at.elsewhere.get('/people/corrections?activity=T').expect(404);
    expect((await at.viewer.get('/activities/T')).text).not.toContain('đề nghị sửa tên');
    expect(await rows()).toMatchObject([{ state: 'waiting' }]);
  });

  it('accepts: the name changes as by page, once, and what was printed is pointed out', async () => {
    const serial = await certified(at.field, 'an', { number: 7 });
    const own = await asked();
    const answers = await Promise.all([1, 2].map(() => at.trainer.post(`${own}/acceptance`).expect(303)));
    expect(answers.map(({ headers }) => headers.location)).toEqual([own, own]);
    expect(await nameNow()).toBe(WANTED);
    const text = (await at.trainer.get(own)).text;
    expect(text).toContain(`${serial}, Kỹ năng bảo vệ trẻ: ghi là ${AN}`);
    expect(text).not.toContain('acceptance');
    expect(await rows()).toMatchObject([{ state: 'done', decided_by_id: at.trainer.id }]);
    const told = await at.field.world.database.rows<{ kind: string; detail: string }>(
      "SELECT kind, detail FROM events WHERE kind IN ('person.corrected', 'correction.accepted') ORDER BY id",
    );
    expect(told.map(({ kind }) => kind)).toEqual(['person.corrected', 'correction.accepted']);
    expect(JSON.parse(told[0]?.detail ?? '')).toMatchObject({
      before: { full_name: AN },
      after: { full_name: WANTED },
    });
    expect(await page()).toContain('Đã sửa');
    expect((await at.trainer.post(`${own}/refusal`, { reason: 'Muộn' })).status).toBe(303);
    expect(await rows()).toMatchObject([{ state: 'done' }]);
  });

  it('leaves everything else of the record as it was', async () => {
    const before = await at.field.world.database.row<object>("SELECT * FROM people WHERE ref = 'an'");
    await at.trainer.post(`${await asked()}/acceptance`).expect(303);
    const after = await at.field.world.database.row<object>("SELECT * FROM people WHERE ref = 'an'");
    const changed = { full_name: '', sort_name: '', sort_key: '', version: 0, name_initials: '' };
    expect({ ...after, ...changed }).toEqual({ ...before, ...changed });
  });

  it('refuses with a reason that the participant reads', async () => {
    const own = await asked();
    const empty = await at.trainer.post(`${own}/refusal`, { reason: '' }).expect(422);
    expect(empty.text).toContain('Lỗi:');
    await at.trainer.post(`${own}/refusal`, { reason: 'Giấy khai sinh ghi An' }).expect(303);
    expect(await nameNow()).toBe(AN);
    const text = await page();
    expect(text).toContain('Không sửa');
    expect(text).toContain('Lý do: Giấy khai sinh ghi An');
    expect((await at.trainer.get('/people/corrections')).text).not.toContain(WANTED);
  });
});
