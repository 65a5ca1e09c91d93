import { setClock } from '../../src/config/clock.js';
import { CheckInSweep } from '../../src/check-in/check-in-sweep.js';
import { CheckInDoors } from '../../src/check-in/doors.js';
import { Field } from '../activities/field.js';
import type { Member } from '../support/world.js';

let field: Field;
let trainer: Member;
const PAGE = '/activities/T/sessions/1/check-in';

beforeEach(async () => {
  setClock(() => new Date('2025-05-01T03:00:00Z'));
  field = await Field.create();
  await field.good('activities', 'code,plan,kind,title,unit,status\nT,P,training,Kỹ năng,C,\nK,P,campaign,Trẻ em,C,');
  await field.good('sessions', 'activity,number,date\nT,1,2025-05-01\nT,2,2025-05-08\nK,1,2025-05-01');
  await field.good(
    'people',
    `ref,full_name,unit,birth_year
    an,Nguyễn Thị An,C,1980\nbe,Lò Văn Bé,C,1990\nem,Lò Thị Em,C,2016\nso,Vàng A Sò,C,`,
  );
  await field.good('participations', 'activity,person,group\nT,an,parent\nT,be,parent\nK,em,child\nK,an,parent');
  trainer = await field.world.member('trainer', field.places.get('C'));
});
afterEach(async () => {
  await field.world.close();
  setClock();
});

const id = (ref: string): Promise<number> => field.id('people', 'ref', ref);
const attendance = async (): Promise<string[]> => (await field.exported('attendance')).trim().split(/\r?\n/).slice(1);
const anybody = (): ReturnType<Field['world']['request']> => field.world.request();
/** What the camera reads on the wall leads to. */
const enter = async (code = 'T'): Promise<string> => {
  const activity = await field.id('activities', 'code', code);
  const session = await field.id('sessions', 'activity_id', String(activity));
  const ticket = field.world.get(CheckInDoors).tickets.ticket(session, new Date('2025-05-01T02:59:10Z'));
  return String((await anybody().get(`/check-in/${ticket}`).expect(303)).headers.location);
};
const say = (here: string, body: object) => anybody().post(here).type('form').send(body);

describe('the door of a session', () => {
  it('is opened by the trainer, on the day, and closed again', async () => {
    const here = await enter();
    await anybody().get(here).expect(404);
    await trainer.post(`${PAGE}/opening`, {}).expect(303);
    const wall = (await trainer.get(PAGE).expect(200)).text;
    expect(wall.match(/<path fill="#000000"/g)).toHaveLength(30);
    expect(wall).toContain('begin="60s"');
    expect((await anybody().get(here).expect(200)).text).toContain('Kỹ năng');
    await trainer.post(`${PAGE}/closing`, {}).expect(303);
    await anybody().get(here).expect(404);
    await say(here, { full_name: 'Ai đó', unit: 'C' }).expect(404);
    await trainer.post('/activities/T/sessions/2/check-in/opening', {}).expect(303);
    expect((await trainer.get('/activities/T/sessions/2/check-in')).text).toContain('Chỉ mở được vào ngày của buổi');
  });

  it('is closed to activities with children unless somebody agrees, and shows no child’s name even then', async () => {
    await trainer.post('/activities/K/sessions/1/check-in/opening', {}).expect(303);
    const here = await enter('K');
    await anybody().get(here).expect(404);
    await trainer.post('/activities/K/sessions/1/check-in/opening', { children: '1' }).expect(303);
    expect((await anybody().get(`${here}?q=nguyen`).expect(200)).text).toContain('Nguyễn Thị An');
    expect((await anybody().get(`${here}?q=lo thi em`)).text).not.toContain('Lò Thị Em');
    await say(here, { person: String(await id('em')), q: 'lo thi em' }).expect(404);
  });

  it('is closed too where somebody is under age in whatever group, until that was agreed to', async () => {
    const open = (more: Record<string, string> = {}) => trainer.post(`${PAGE}/opening`, more).expect(303);
    await field.good('people', 'ref,full_name,unit,birth_date\nmuoi,Vàng Thị Mười,C,2009-05-02');
    await field.good('people', 'ref,full_name,unit,birth_date\nnam,Vàng Văn Năm,C,2009-05-01');
    await field.good('participations', 'activity,person,group\nT,nam,teacher');
    await open();
    const here = await enter();
    await anybody().get(here).expect(200);
    // Whoever opened it knew nothing of children: it closes by itself.
    await field.good('participations', 'activity,person,group\nT,muoi,parent');
    await anybody().get(here).expect(404);
    await say(here, { full_name: 'Ai đó', unit: 'C' }).expect(404);
    expect((await trainer.get(PAGE)).text).toContain('Tôi đồng ý mở cho buổi này');
    await open();
    await anybody().get(here).expect(404);
    await open({ children: '1' });
    await anybody().get(here).expect(200);
  });

  it('is closed too where children are meant by an indicator or come from a class', async () => {
    const { database } = field.world;
    const opens = async (): Promise<boolean> => {
      await trainer.post(`${PAGE}/opening`, {}).expect(303);
      return (await anybody().get(await enter())).status === 200;
    };
    await field.good('people', 'ref,full_name,unit\nlop,Lò Văn Lớp,6A');
    await field.good('participations', 'activity,person,group\nT,lop,parent');
    expect(await opens()).toBe(true);
    await field.good('baselines', 'unit,group,year,value\n6A,child,2025,30');
    expect(await opens()).toBe(false);
    await database.transaction(() => database.execute('DELETE FROM baselines', []));
    expect(await opens()).toBe(true);
    const activity = await field.id('activities', 'code', 'T');
    await database.transaction(async () => {
      await database.execute('INSERT INTO activity_indicators (activity_id, indicator_id) VALUES (?, 77)', [activity]);
      await database.execute(
        "INSERT INTO indicator_groups (indicator_id, group_code, position) VALUES (77, 'child', 1)",
        [],
      );
    });
    expect(await opens()).toBe(false);
  });

  it('does not open with an old code', async () => {
    const session = await field.id('sessions', 'date', '2025-05-01');
    const old = field.world.get(CheckInDoors).tickets.ticket(session, new Date('2025-05-01T02:50:00Z'));
    expect((await anybody().get(`/check-in/${old}`).expect(404)).text).toContain('Mã này đã cũ');
  });
});

describe('a participant', () => {
  beforeEach(() => trainer.post(`${PAGE}/opening`, {}).expect(303));

  it('finds the own name by three letters, of the roster only, and counts once confirmed', async () => {
    const here = await enter();
    expect((await anybody().get(`${here}?q=ng`)).text).not.toContain('Nguyễn Thị An');
    const found = (await anybody().get(`${here}?q=ngu`).expect(200)).text;
    expect(found).toContain('Nguyễn Thị An');
    expect((await anybody().get(`${here}?q=vang`)).text).not.toContain('Vàng A Sò');
    const claim = { person: String(await id('an')), q: 'ngu', form_key: 'a-key-of-a-phone-1' };
    await say(here, claim).expect(303);
    await say(here, claim).expect(303);
    await say(here, { person: String(await id('so')), q: 'vang' }).expect(404);
    expect(await attendance()).toEqual([]);
    expect((await trainer.get(PAGE)).text).toContain('Xác nhận 1 người có trong danh sách');
    await trainer.post(`${PAGE}/confirmation`, {}).expect(303);
    await trainer.post(`${PAGE}/confirmation`, {}).expect(303);
    expect(await attendance()).toEqual(['T,1,an,present']);
  });

  it('leaves what the trainer noted meanwhile', async () => {
    const here = await enter();
    await say(here, { person: String(await id('an')), q: 'nguyen' }).expect(303);
    await trainer.post('/activities/T/sessions/1/attendance', { [`p${await id('an')}`]: 'excused' }).expect(303);
    await trainer.post(`${PAGE}/confirmation`, {}).expect(303);
    expect(await attendance()).toEqual(['T,1,an,excused']);
  });

  it('who was taken off the roster meanwhile is confirmed only by being put back, as what they were', async () => {
    const here = await enter();
    await field.good('participations', 'activity,person,group\nT,so,teacher');
    await say(here, { person: String(await id('so')), q: 'vang' }).expect(303);
    const line = await field.id('participations', 'person_id', String(await id('so')));
    await trainer.post(`/activities/T/roster/${line}/removal`, {}).expect(303);
    const page = (await trainer.get(PAGE)).text;
    for (const shown of ['Vàng A Sò', 'đã bị bỏ khỏi danh sách', 'value="put_back"']) expect(page).toContain(shown);
    expect(page).not.toContain('người có trong danh sách</button>');
    const decision = `/activities/T/sessions/1${/\/check-in\/\d+\/decision/.exec(page)?.[0] ?? ''}`;
    await trainer.post(`${PAGE}/confirmation`, {}).expect(303);
    expect((await trainer.get(PAGE)).text).toContain('Đã xác nhận 0 người.');
    await trainer.post(decision, { decision: 'confirmed' }).expect(303);
    expect((await trainer.get(PAGE)).text).toContain('nên chưa xác nhận được');
    expect(await attendance()).toEqual([]);
    await trainer.post(decision, { decision: 'put_back' }).expect(303);
    expect((await trainer.get(PAGE)).text).toContain('Đã xác nhận 1 người.');
    expect(await attendance()).toEqual(['T,1,so,present']);
    expect(await field.exported('participations')).toContain('T,so,teacher');
  });

  it('who wrote a name about which nobody decides is forgotten after a week', async () => {
    const here = await enter();
    await say(here, { full_name: 'Người Lạ', unit: 'C', form_key: 'a-key-of-a-phone-4' }).expect(303);
    const forgotten = async (day: string): Promise<number> => {
      setClock(() => new Date(`${day}T03:00:01Z`));
      return field.world.get(CheckInSweep).sweep();
    };
    expect([await forgotten('2025-05-07'), await forgotten('2025-05-08')]).toEqual([0, 1]);
    const rows = await field.world.database.rows('SELECT full_name, unit_code, state FROM check_ins');
    expect(rows).toEqual([{ full_name: null, unit_code: null, state: 'refused' }]);
  });

  it('who is not on the roster writes a name, and the trainer says who it is', async () => {
    const here = await enter();
    await say(here, { full_name: '', unit: 'C' }).expect(422);
    await say(here, { full_name: 'Vang A So', unit: 'C', form_key: 'a-key-of-a-phone-2' }).expect(303);
    await say(here, { full_name: 'Vang A So', unit: 'C', form_key: 'a-key-of-a-phone-2' }).expect(303);
    await say(here, { full_name: 'Người Lạ', unit: 'C', form_key: 'a-key-of-a-phone-3' }).expect(303);
    const page = (await trainer.get(PAGE)).text;
    expect(page).toContain('Là Vàng A Sò');
    const [first, second] = [...page.matchAll(/\/check-in\/\d+\/decision/g)].map(([each]) => each);
    const address = (tail = ''): string => `/activities/T/sessions/1${tail}`;
    await trainer.post(address(first), { decision: String(await id('so')), group: 'parent' }).expect(303);
    await trainer.post(address(second), { decision: 'refused' }).expect(303);
    await trainer.post(address(second), { decision: 'refused' }).expect(303);
    expect((await trainer.get(PAGE)).text).toContain('Việc này đã được làm trước đó');
    expect(await attendance()).toEqual(['T,1,so,present']);
    const rows = await field.world.database.rows<{ full_name: string | null }>('SELECT full_name FROM check_ins');
    expect(rows.map(({ full_name }) => full_name)).toEqual([null, null]);
  });

  it('is confirmed by nobody of another territory', async () => {
    const other = await field.world.member('trainer', field.places.get('A'));
    await other.get(PAGE).expect(404);
    await other.post(`${PAGE}/confirmation`, {}).expect(404);
  });
});
