import { ActivityTrainer } from '../../src/activities/planning.entities.js';
import { setClock } from '../../src/config/clock.js';
import type { Member } from '../support/world.js';
import { Field } from './field.js';

let field: Field;
let organizer: Member;
let trainer: Member;
let viewer: Member;

beforeAll(async () => {
  setClock(() => new Date('2025-05-09T03:00:00Z'));
  field = await Field.create();
  trainer = await field.world.member('trainer', field.places.get('C'));
  organizer = await field.world.member('organizer');
  viewer = await field.world.member('viewer', field.places.get('C'));
  const own = 'trainer1@example.vn';
  await field.good(
    'activities',
    `code,plan,kind,title,unit,trainer,status
     T,P,training,Kỹ năng,C,${own},running
     F,P,campaign,Chợ phiên,C,,running
     O,P,training,Lớp khác,C,khac@example.vn,running
     X,P,training,Lớp bỏ,C,${own},cancelled
     A1,P,campaign,Ở A,A,,running
     B,P,campaign,Hai người dạy,C,,running`,
  );
  await field.good(
    'sessions',
    `activity,number,date,start,end,venue,makes_up,status
     T,1,2025-05-01,08:00,11:30,Nhà văn hóa,,held
     T,2,2025-05-08,,,,,planned
     T,3,2025-05-09,08:00,,,,planned
     T,4,2025-05-20,,,,,cancelled
     T,5,2025-06-02,,,,,planned
     B,1,2025-06-03,,,,,planned
     F,1,2025-05-02,,,,,held
     F,2,2025-05-03,,,,,held
     O,1,2025-05-04,,,,,held
     X,1,2025-05-05,,,,,planned
     A1,1,2025-05-06,,,,,held`,
  );
  await beside('T', 'cung.day@example.vn');
  await beside('B', 'trainer1@example.vn');
  await beside('B', 'cung.day@example.vn');
  await field.good('participations', 'activity,person,group\nT,p6,parent');
  await field.good('attendance', 'activity,session,person,status\nT,1,p6,absent');
  await field.good('headcounts', 'activity,session,unit,group,count,method,note\nF,1,C,parent,9,,');
});
afterAll(async () => {
  setClock();
  await field.world.close();
});

/** Puts somebody beside the trainer of an activity. */
async function beside(activity: string, email: string): Promise<void> {
  const activity_id = await field.id('activities', 'code', activity);
  await field.world.database.transaction(() => field.world.database.insert(ActivityTrainer, [{ activity_id, email }]));
}

const csvOf = async (member: Member, query = ''): Promise<string[]> => {
  const { text } = await member.get(`/calendar/list.csv?month=2025-05${query}`).expect(200);
  const lines = text.trim().split(/\r?\n/).slice(1);
  return lines.map((line) => line.split(',').slice(3, 5).join(' '));
};

describe('the calendar', () => {
  it('shows each session under its day, and says what is cancelled', async () => {
    const { text } = await organizer.get('/calendar?month=2025-05').expect(200);
    expect(text).toContain('Tháng 5 năm 2025');
    expect(text).toMatch(/<td class="has today">.*?9 hôm nay.*?<b>08:00<\/b> Kỹ năng, buổi 3/);
    expect(text).toMatch(
      /class="ev off" href="\/activities\/T\/sessions\/4">Kỹ năng, buổi 4<span class="vh"> \(đã hủy\)/,
    );
    expect(text).toMatch(/class="ev off" href="\/activities\/X\/sessions\/1"/);
    expect(text).toMatch(/class="ev camp" href="\/activities\/F\/sessions\/1"/);
    expect(text).not.toContain('buổi 5');
    expect(text).toMatch(/href="\/activities" aria-current="page"/);
  });

  it('goes on to the next month and back, keeping what it is narrowed by', async () => {
    const { text } = await organizer.get('/calendar?month=2025-05&kind=campaign&view=list').expect(200);
    for (const month of ['2025-04', '2025-06']) {
      expect(text).toContain(`/calendar?kind&#x3D;campaign&amp;view&#x3D;list&amp;month&#x3D;${month}`);
    }
    expect((await organizer.get('/calendar?month=không')).text).toContain('Tháng 5 năm 2025');
  });

  it('is narrowed by place, kind and trainer, in the list and in the file alike', async () => {
    expect(await csvOf(organizer)).toEqual(['T 1', 'F 1', 'F 2', 'O 1', 'X 1', 'A1 1', 'T 2', 'T 3', 'T 4']);
    expect(await csvOf(organizer, '&kind=campaign')).toEqual(['F 1', 'F 2', 'A1 1']);
    expect(await csvOf(organizer, '&unit=C&kind=campaign')).toEqual(['F 1', 'F 2']);
    expect(await csvOf(organizer, `&trainer=${trainer.id}`)).toEqual(['T 1', 'X 1', 'T 2', 'T 3', 'T 4']);
    expect(await csvOf(organizer, '&trainer=khac@example.vn')).toEqual(['O 1']);
    expect(await csvOf(organizer, '&trainer=nobody')).toEqual([]);
    const list = (await organizer.get('/calendar?month=2025-05&view=list&kind=campaign')).text;
    expect(list).toContain('Ở A, buổi 1');
    expect(list).not.toContain('Kỹ năng, buổi');
    expect(list).not.toContain('class="cal"');
  });

  it('knows who trains beside another as it knows the first', async () => {
    expect(await csvOf(organizer, '&trainer=cung.day@example.vn')).toEqual(['T 1', 'T 2', 'T 3', 'T 4']);
    const { text } = await organizer.get('/calendar?month=2025-06&view=list').expect(200);
    expect(text).toContain('<option value="cung.day@example.vn">');
    for (const shown of ['trainer 1, cung.day@example.vn', 'Hai người dạy, buổi 1']) expect(text).toContain(shown);
    const file = (await organizer.get('/calendar/list.csv?month=2025-06')).text;
    expect(file.match(/"trainer 1, cung\.day@example\.vn"/g)).toHaveLength(2);
    expect((await viewer.get('/calendar?month=2025-06&view=list')).text).not.toContain('cung.day');
  });

  it('has nothing of a foreign territory, and no place of it', async () => {
    const { text } = await trainer.get('/calendar?month=2025-05').expect(200);
    expect(text).toContain('Chợ phiên');
    expect(text).not.toContain('Ở A');
    expect(await csvOf(trainer)).not.toContain('A1 1');
    await trainer.get('/calendar?unit=A').expect(404);
  });

  it('tells a viewer no address of a trainer', async () => {
    const { text } = await viewer.get('/calendar?month=2025-05&view=list').expect(200);
    expect(text).not.toContain('@example.vn');
    expect(text).toContain('trainer 1');
    const file = (await viewer.get('/calendar/list.csv?month=2025-05')).text;
    expect(file).not.toContain('@');
    expect(await csvOf(viewer, '&trainer=khac@example.vn')).toEqual([]);
  });

  it('asks no more of the database for many sessions than for few', async () => {
    const counted = async (path: string): Promise<number> => {
      const spy = jest.spyOn(field.world.database, 'rows');
      await organizer.get(path).expect(200);
      const { length } = spy.mock.calls;
      spy.mockRestore();
      return length;
    };
    const few = await counted('/calendar?month=2025-06');
    expect(await counted('/calendar?month=2025-05')).toBe(few);
  });
});

describe('my sessions', () => {
  const section = (text: string, id: string): string =>
    text.split(`aria-labelledby="${id}"`)[1]?.split('</section>')[0] ?? '';

  it('are the first page of a trainer, and of nobody else', async () => {
    expect((await trainer.get('/').expect(303)).headers.location).toBe('/my-sessions');
    expect((await organizer.get('/').expect(303)).headers.location).toBe('/plans');
    await organizer.get('/my-sessions').expect(200);
    await viewer.get('/my-sessions').expect(403);
  });

  it('are of today, to be closed and coming, one’s own first', async () => {
    const { text } = await trainer.get('/my-sessions').expect(200);
    expect(section(text, 'today')).toContain('href="/activities/T/sessions/3/attendance"');
    const closing = section(text, 'closing');
    const [own, free] = ['T/sessions/2', 'F/sessions/2'].map((path) =>
      closing.indexOf(`/activities/${path}/attendance`),
    );
    expect(own).toBeGreaterThan(0);
    expect(free).toBeGreaterThan(own ?? 0);
    expect(closing).toContain('Còn 1 trong 1 người chưa điểm danh');
    expect(section(text, 'coming')).toContain('Kỹ năng, buổi 5');
    // What is complete, cancelled, somebody else's or from elsewhere waits for nobody here.
    for (const path of [
      'T/sessions/1',
      'F/sessions/1',
      'O/sessions/1',
      'X/sessions/1',
      'A1/sessions/1',
      'T/sessions/4',
    ]) {
      expect([path, text.includes(`/activities/${path}"`)]).toEqual([path, false]);
    }
  });

  it('are done once everybody is marked or the heads are counted', async () => {
    await field.good('attendance', 'activity,session,person,status\nT,2,p6,present');
    await field.good('headcounts', 'activity,session,unit,group,count,method,note\nF,2,C,parent,3,,');
    const { text } = await trainer.get('/my-sessions').expect(200);
    expect(section(text, 'closing')).toContain('Mọi buổi đã qua đều có điểm danh');
  });

  it('are those of nobody else where two train and neither is the first', async () => {
    const { text } = await trainer.get('/my-sessions').expect(200);
    const line = section(text, 'coming').split('Hai người dạy, buổi 1')[1]?.split('</li>')[0] ?? '';
    expect(line).not.toContain('Chưa ghi giảng viên');
    const other = await field.world.member('trainer', field.places.get('C'));
    const theirs = (await other.get('/my-sessions').expect(200)).text;
    expect(theirs).not.toContain('Hai người dạy');
  });

  it('say so where there are none', async () => {
    const stranger = await field.world.member('trainer', field.places.get('B'));
    expect((await stranger.get('/my-sessions')).text).toContain('Không có buổi nào chờ bạn');
  });
});
