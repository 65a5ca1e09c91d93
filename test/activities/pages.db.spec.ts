import { Person } from '../../src/people/people.entities.js';
import type { Member } from '../support/world.js';
import { Field } from './field.js';

let field: Field;
let organizer: Member;
let trainerOfC: Member;
let trainerOf6A: Member;
let viewer: Member;

beforeAll(async () => {
  field = await Field.create();
  await field.good(
    'activities',
    `code,plan,kind,title,unit,min_attendance
     T,P,training,Kỹ năng phát hiện,C,80
     M,P,campaign,Phát thanh ở A,A,
     D,P,campaign,Họp toàn huyện,D,`,
  );
  await field.good(
    'sessions',
    `activity,number,date,start,end,venue,makes_up,status
     T,1,2025-05-01,08:00,11:30,Nhà văn hóa,,held
     T,2,2025-05-02,,,,,held
     T,3,2025-05-09,,,,2,held
     M,1,2025-06-01,,,,,cancelled
     M,2,2025-06-02,,,,,held
     D,1,2025-06-03,,,,,held`,
  );
  const { database } = field.world;
  const born = { birth_date: '2015-05-05', created_at: '2025-01-01T00:00:00.000Z', version: 1 };
  await database.transaction(() =>
    database.insert(Person, [
      { ref: 'kid', full_name: 'Giàng Thị Sua', sort_name: 'sua giang thi', sort_key: 'sua', unit_code: 'C', ...born },
    ]),
  );
  await field.good(
    'participations',
    'activity,person,group\nT,p6,teacher\nT,kid,child\nM,p1,teacher\nD,p2,teacher\nD,p6,parent',
  );
  await field.good(
    'attendance',
    `activity,session,person,status
     T,1,p6,present
     T,3,p6,late
     T,1,kid,absent
     T,2,kid,excused
     T,3,kid,absent
     D,1,p6,present
     D,1,p2,present`,
  );
  await field.good(
    'headcounts',
    'activity,session,unit,group,count,method,note\nT,1,6A,child,30,,\nD,1,A,child,9,estimated,loa ngoài chợ\nD,1,C,child,4,,',
  );
  organizer = await field.world.member('organizer');
  trainerOfC = await field.world.member('trainer', field.places.get('C'));
  trainerOf6A = await field.world.member('trainer', field.places.get('6A'));
  viewer = await field.world.member('viewer');
});
afterAll(() => field.world.close());

describe('what an address asks for', () => {
  it('is refused where it is no date, and kept in the field', async () => {
    const { text } = await organizer.get('/activities?from=99/99/2025&kind=training').expect(422);
    expect(text).toContain('href="#from"');
    expect(text).toContain('value="99/99/2025"');
  });

  it('leads to the last page where the page is no more', async () => {
    const { text } = await organizer.get('/activities?page=999').expect(200);
    expect(text).not.toContain('class="empty"');
    expect((await organizer.get('/people?page=999')).text).not.toContain('class="empty"');
  });

  it('gives the marks of a session as a file, to those who may see names', async () => {
    const { text } = await organizer.get('/activities/T/sessions/1/attendance.csv').expect(200);
    expect(text).toContain('T,1,p6,Người p6,C,present');
    await viewer.get('/activities/T/sessions/1/attendance.csv').expect(403);
    const csv = await viewer.get('/territory/list.csv?as_of=2025-06-30').expect(200);
    expect(csv.text).toContain('A,Xã A,commune,D,,2025-06-30');
    expect(csv.text).not.toContain('N,Xã N');
  });
});

describe('the list of activities', () => {
  it('shows what there is, the latest first, with filters and a file', async () => {
    const text = (await organizer.get('/activities').expect(200)).text;
    const order = ['Họp toàn huyện', 'Phát thanh ở A', 'Kỹ năng phát hiện'].map((title) => text.indexOf(title));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order).not.toContain(-1);
    const trainings = (await organizer.get('/activities?kind=training&unit=C&from=1/5/2025').expect(200)).text;
    expect(trainings).toContain('Kỹ năng phát hiện');
    expect(trainings).not.toContain('Phát thanh');
    expect((await organizer.get('/activities?to=01/01/2024').expect(200)).text).toContain(
      'Không có hoạt động nào khớp',
    );
    const csv = await organizer.get('/activities/list.csv?kind=campaign').expect(200).expect('Content-Type', /csv/);
    expect(csv.text.split(/\r?\n/).slice(1)).toEqual([
      'M,P,campaign,Phát thanh ở A,A,,open,2025-06-02,2025-06-02,1,1',
      'D,P,campaign,Họp toàn huyện,D,,open,2025-06-03,2025-06-03,1,2',
      '',
    ]);
  });

  it('keeps to the reader’s territory: an activity at home, or one with somebody from home', async () => {
    const text = (await trainerOfC.get('/activities').expect(200)).text;
    expect(text).toContain('Kỹ năng phát hiện');
    expect(text).toContain('Họp toàn huyện');
    expect(text).not.toContain('Phát thanh');
    expect((await trainerOf6A.get('/activities').expect(200)).text).toContain('Chưa có hoạt động nào');
  });
});

describe('the page of an activity', () => {
  it('says how far people are', async () => {
    const { text } = await organizer.get('/activities/T').expect(200);
    for (const words of ['1 người đủ điều kiện', '1 người không còn kịp', 'Học bù cho buổi 2', '80%', '08:00–11:30']) {
      expect(text).toContain(words);
    }
  });

  it('lists the roster with the sum', async () => {
    const { text } = await organizer.get('/activities/T/roster').expect(200);
    expect(text).toContain('2 buổi, cần 2');
    expect(text).toContain('0 buổi, cần 2');
    expect(text).toContain('Giàng Thị Sua');
    const csv = await organizer.get('/activities/T/roster.csv').expect(200);
    expect(csv.text).toContain('T,p6,Người p6,teacher,,C,2,3,reached');
  });

  it('gives a child without consent only initials to a trainer', async () => {
    const pages = ['/activities/T/roster', '/activities/T/sessions/1', '/activities/T/roster.csv'];
    for (const path of pages) {
      const { text } = await trainerOfC.get(path).expect(200);
      expect(text).toContain('G. T. S.');
      expect(text).not.toContain('Giàng Thị Sua');
    }
  });

  it('shows attendance and headcounts of a session', async () => {
    const { text } = await organizer.get('/activities/T/sessions/1').expect(200);
    for (const words of ['Buổi 1/3', 'Có mặt', '30', 'Đếm thực tế']) expect(text).toContain(words);
    expect((await organizer.get('/activities/M/sessions/1').expect(200)).text).toContain('Buổi này đã hủy');
    await organizer.get('/activities/T/sessions/9').expect(404);
  });

  it('shows of a foreign activity only those from home', async () => {
    const roster = (await trainerOfC.get('/activities/D/roster').expect(200)).text;
    expect(roster).toContain('Người p6');
    expect(roster).not.toContain('Người p2');
    const session = (await trainerOfC.get('/activities/D/sessions/1').expect(200)).text;
    expect(session).not.toContain('Người p2');
    expect(session).not.toContain('loa ngoài chợ');
    await trainerOfC.get('/activities/M').expect(404);
    await trainerOfC.get('/activities/M/roster').expect(404);
    await trainerOfC.get('/activities/M/sessions/2').expect(404);
  });

  it('gives viewers figures and no names', async () => {
    await viewer.get('/activities/T/roster').expect(403);
    await viewer.get('/activities/T/roster.csv').expect(403);
    for (const path of ['/activities/T', '/activities/T/sessions/1']) {
      expect((await viewer.get(path).expect(200)).text).not.toMatch(/Người p6|Giàng/);
    }
  });

  it('speaks English', async () => {
    const answer = await organizer.get('/activities/T').set('Cookie', `${organizer.cookie}; lan-toa-locale=en`);
    expect(answer.text).toContain('1 no longer can');
    expect(answer.text).not.toMatch(/>(activities|errors)\./);
  });
});
