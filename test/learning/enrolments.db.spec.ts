import { now, setClock, today } from '../../src/config/clock.js';
import { CourseRoom } from './course-room.js';

let room: CourseRoom;
beforeEach(async () => {
  room = await CourseRoom.create();
});
afterEach(async () => {
  setClock();
  await room.close();
});

const enrolled = async (): Promise<string[]> => {
  const rows = await room.rows<{ ref: string; way: string; gone: string | null }>(
    `SELECT p.ref, e.way, e.withdrawn_at AS gone FROM enrolments e JOIN people p ON p.id = e.person_id ORDER BY p.ref`,
  );
  return rows.map(({ ref, way, gone }) => `${ref} ${way}${gone === null ? '' : ' gone'}`);
};
const joinPath = async (terms: Record<string, string | string[]> = {}): Promise<string> => {
  await room.trainer.post('/enrolments/K/link', { groups: ['parent', 'teacher'], ...terms }).expect(303);
  return /\/learning\/join\/[\w-]+/.exec((await room.trainer.get('/enrolments/K/link').expect(200)).text)?.[0] ?? '';
};

describe('enrolling', () => {
  it('is once for one person, and comes onto the roster', async () => {
    await room.enrol('an');
    expect(await enrolled()).toEqual(['an person']);
    expect(await room.rows('SELECT id FROM participations')).toHaveLength(1);
    const { text } = await room.trainer.get('/enrolments/K').expect(200);
    expect(text).toContain('Nguyễn Thị An');
    expect((await room.trainer.get('/enrolments/K/list.csv').expect(200)).text).toContain('Nguyễn Thị An');
  });

  it('takes those of a group whom the register knows below a place', async () => {
    await room.school.field.good('activities', 'code,plan,kind,title,unit,status\nT,P,training,Cũ,C,');
    await room.school.field.good('participations', 'activity,person,group\nT,be,parent');
    const { text } = await room.trainer.get('/enrolments/K/candidates?unit=C&group=parent').expect(200);
    expect(text).toContain('Lò Văn Bé');
    expect(text).not.toContain('Lò Văn Bình');
    const body = { unit: 'C', group: 'parent', chosen: String(await room.school.id('be')), due_on: '30/09/2025' };
    await room.trainer.post('/enrolments/K/candidates', body).expect(303);
    expect(await enrolled()).toEqual(['an person', 'be group']);
  });

  it('takes a whole group at once, however many others live there', async () => {
    const { field } = room.school;
    const many = Array.from({ length: 1200 }, (_, at) => `nhieu-${at}`);
    const line = (ref: string): string => `${ref},Lò Văn ${ref},C`;
    await field.good('people', ['ref,full_name,unit', ...many.map(line)].join('\n'));
    await field.good('activities', 'code,plan,kind,title,unit,status\nT,P,training,Cũ,C,');
    const parents = many.filter((_, at) => at % 2 === 0);
    const rows = parents.map((ref) => `T,${ref},parent`);
    await field.good('participations', ['activity,person,group', ...rows].join('\n'));
    const { text } = await room.trainer.get('/enrolments/K/candidates?unit=C&group=parent').expect(200);
    const chosen = [...text.matchAll(/name="chosen"[^>]* value="(\d+)"/g)].map(([, id = '']) => id);
    expect(chosen).toHaveLength(600);
    await room.trainer.post('/enrolments/K/candidates', { unit: 'C', group: 'parent', chosen }).expect(303);
    expect(await enrolled()).toHaveLength(601);
  });

  it('takes the organisations of a group with whoever came for them, and says for which nobody is known', async () => {
    const { field } = room.school;
    await field.good(
      'organisations',
      'ref,name,group,unit\ne1,Công ty Một,enterprise,C\ne2,Công ty Hai,enterprise,C\ne3,Công ty Ba,enterprise,B',
    );
    await field.good('activities', 'code,plan,kind,title,unit,status\nT,P,training,Cũ,C,\nU,P,training,Mới,C,');
    await field.good('participations', 'activity,person,group,organisation\nT,an,enterprise,e1\nU,be,enterprise,e1');
    const asked = '/enrolments/K/candidates?unit=C&group=enterprise';
    const { text } = await room.trainer.get(asked).expect(200);
    // Whoever came last learns for it.
    const [, chosen = ''] = /name="chosen"[^>]* value="(\d+-\d+)"/.exec(text) ?? [];
    expect(chosen).toBe(`${await field.id('organisations', 'ref', 'e1')}-${await room.school.id('be')}`);
    expect(text.match(/name="chosen"/g)).toHaveLength(1);
    expect(text).toContain('Công ty Hai</a>');
    expect(text).not.toContain('Công ty Ba');
    await room.trainer.post('/enrolments/K/candidates', { unit: 'C', group: 'enterprise', chosen }).expect(303);
    const lines = 'SELECT p.group_code, o.ref FROM participations p JOIN organisations o ON o.id = p.organisation_id';
    expect(await room.rows(`${lines} JOIN activities a ON a.id = p.activity_id WHERE a.code = 'K'`)).toEqual([
      { group_code: 'enterprise', ref: 'e1' },
    ]);
    expect(await enrolled()).toEqual(['an person', 'be group']);
    const again = (await room.trainer.get(asked).expect(200)).text;
    expect(again).not.toContain('name="chosen"');
    await room.trainer.post('/enrolments/K/candidates', { unit: 'C', group: 'enterprise', chosen: '1-1' }).expect(422);
  });

  it('can be taken back, and what was done is there when somebody comes again', async () => {
    const an = await room.school.signedIn('an@example.vn');
    await room.school.form('/learning/K/a/progress', { act: 'read' }, an).expect(303);
    const [row] = await room.rows<{ id: number }>('SELECT id FROM enrolments');
    await room.trainer.get(`/enrolments/K/learners/${row?.id}`).expect(200);
    await room.trainer.post(`/enrolments/K/learners/${row?.id}/withdrawal`).expect(303);
    await room.school.request().get('/learning/K').set('Cookie', an).expect(404);
    expect([await enrolled(), await room.rows('SELECT id FROM participations')]).toEqual([['an person gone'], []]);
    await room.enrol('an');
    expect((await room.school.request().get('/learning').set('Cookie', an)).text).toContain('1 trong 2');
    await room.trainer.post(`/enrolments/K/learners/${row?.id}/reset`, { lesson: 'a', reason: '' }).expect(422);
    await room.trainer.post(`/enrolments/K/learners/${row?.id}/reset`, { lesson: 'a', reason: 'Nhầm' }).expect(303);
    expect((await room.school.request().get('/learning').set('Cookie', an)).text).toContain('0 trong 2');
  });

  it('is for who may, of the own territory', async () => {
    const world = room.school.field.world;
    const other = await world.member('trainer', room.school.field.places.get('B'));
    const viewer = await world.member('viewer');
    for (const path of ['/enrolments/K', '/enrolments/K/link', '/enrolments/K/codes', '/enrolments/K/requests']) {
      await other.get(path).expect(404);
      await viewer.get(path).expect(403);
    }
  });

  it('by a link is a press for whom the register knows', async () => {
    const join = await joinPath();
    const be = await room.school.signedIn('nha@example.vn', { person: await room.school.id('be') });
    await room.school.request().get(join).set('Cookie', be).expect(200);
    for (let times = 0; times < 2; times += 1) {
      const answer = await room.school.form(join, { group: 'parent' }, be).expect(303);
      expect(answer.headers.location).toBe('/learning/K');
    }
    expect(await enrolled()).toEqual(['an person', 'be link']);
    await room.trainer.post('/enrolments/K/link/withdrawal').expect(303);
    await room.school.request().get(join).expect(404);
  });

  it('by a link is in one group, and in one that the link is for', async () => {
    const { text } = await room.trainer.post('/enrolments/K/link', { groups: 'enterprise' }).expect(422);
    expect(text).toContain('Chọn ít nhất một nhóm');
    const join = await joinPath();
    const be = await room.school.signedIn('nha@example.vn', { person: await room.school.id('be') });
    const press = (group: string) => room.school.form(join, { group }, be);
    expect((await press('district_official').expect(422)).text).toContain('Chọn một nhóm có trong danh sách');
    for (const group of ['parent', 'teacher', 'district_official']) await press(group).expect(303);
    expect(
      await room.rows(
        "SELECT group_code FROM participations p JOIN people pe ON pe.id = p.person_id WHERE pe.ref = 'be'",
      ),
    ).toEqual([{ group_code: 'parent' }]);
  });

  it('by a link takes as many as it says, whoever came by another before', async () => {
    const first = await joinPath({ most: '1' });
    const two = await room.school.signedIn('nha@example.vn', { person: await room.school.id('be') });
    await room.school.form(first, { group: 'parent' }, two).expect(303);
    expect((await room.school.request().get(first).expect(200)).text).toContain('Đường dẫn này đã đủ số người. ');
    const later = now().getTime() + 60_000;
    setClock(() => new Date(later));
    const second = await joinPath({ most: '1' });
    expect((await room.school.request().get(second).expect(200)).text).not.toContain('Đường dẫn này đã đủ số người. ');
  });

  it('by a link leaves no name of a child', async () => {
    const join = await joinPath({ groups: ['parent', 'child'] });
    const page = (await room.school.request().get(join).expect(200)).text;
    expect(page).toContain('<option value="parent"');
    expect(page).not.toContain('<option value="child"');
    const form_key = /name="form_key" value="([^"]+)"/.exec(page)?.[1];
    const asked = { form_key, full_name: 'Sùng Thị Cúc', unit: 'C', phone: '0912345678' };
    const grown = { group: 'parent', birth_year: '1990' };
    for (const each of [
      { ...grown, group: 'child' },
      { ...grown, birth_year: String(Number(today().slice(0, 4)) - 9) },
    ]) {
      const { text } = await room.school.form(join, { ...asked, ...each }).expect(422);
      expect(text).toContain('do nhà trường hoặc xã ghi danh');
    }
    expect(await room.rows('SELECT id FROM enrolment_requests')).toEqual([]);
    await room.school.form(join, { ...asked, ...grown }).expect(303);
  });

  it('by a link counts nothing for others before somebody said who they are', async () => {
    const join = await joinPath({ most: '1' });
    const page = (await room.school.request().get(join).expect(200)).text;
    const form_key = /name="form_key" value="([^"]+)"/.exec(page)?.[1];
    const body = { form_key, full_name: 'Lò Văn Bé', unit: 'C', group: 'parent', phone: '0912345678' };
    await room.school.form(join, { ...body, phone: '' }).expect(422);
    for (let times = 0; times < 2; times += 1) await room.school.form(join, body).expect(303);
    await room.school.form(join, { ...body, form_key: 'x'.repeat(24) }).expect(422);
    expect(await enrolled()).toEqual(['an person']);
    const { text } = await room.trainer.get('/enrolments/K/requests').expect(200);
    expect(text).toContain('Là người này, ghi danh');
    const [request] = await room.rows<{ id: number }>('SELECT id FROM enrolment_requests');
    const accept = `/enrolments/K/requests/${request?.id}/acceptance`;
    await room.trainer.post(accept, { person: String(await room.school.id('be')) }).expect(303);
    await room.trainer.post(accept, { person: 'new' }).expect(303);
    expect(await enrolled()).toEqual(['an person', 'be link']);
  });
});
