import { setClock } from '../../src/config/clock.js';
import { eventsOf } from '../activities/ical-text.js';
import { activities, AN, certified, commune, type Commune, linkOf, read } from './participants.js';

let at: Commune;
let path: string;

beforeAll(async () => {
  at = await commune();
  await activities(at.field);
  path = await linkOf(at.field, 'an');
});
afterAll(async () => {
  setClock();
  await at.field.world.close();
});

const plain = (text: string): string => text.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

describe('the page of a participant', () => {
  it('says what comes, how far they are, and what is left to reach', async () => {
    const text = plain(await read(at.field, path));
    expect(text).toContain('Lớp và giấy chứng nhận của tôi');
    expect(text).toContain(AN);
    expect(text).toContain('Đã dự 2 buổi, cần 4; còn kịp. Cần dự thêm 2 buổi, còn 3 buổi sắp tới.');
    expect(text).toContain('Thứ Ba 20/05/2025, 08:00–11:30');
    expect(text).toContain('Kỹ năng bảo vệ trẻ, buổi 5 Trạm y tế, Xã C');
    expect(text).toContain('Đã hủy');
    expect(text).toMatch(/Chợ phiên\s+01\/04\/2025\. Đã dự 1 buổi/);
  });

  it('has nothing of anybody else, no draft, and no number of the person', async () => {
    const text = await read(at.field, path);
    for (const foreign of ['Lò Văn Khác', 'Lớp riêng của người khác', 'Còn nháp', '0912345678', 'Em Bé', 'an2'])
      expect([foreign, text.includes(foreign)]).toEqual([foreign, false]);
  });

  it('says so once it is reached, and once it is too late', async () => {
    const { field } = at;
    await field.good('attendance', 'activity,session,person,status\nT,3,an,present\nT,4,an,present');
    setClock(() => new Date('2025-05-23T03:00:00Z'));
    expect(plain(await read(field, path))).toContain('Đã dự 4 buổi, cần 4; đủ điều kiện ngày 21/05/2025.');
    const other = await linkOf(field, 'khac');
    expect(plain(await read(field, other))).toContain('Đã dự 0 buổi, cần 4; không còn kịp.');
    await field.good('attendance', 'activity,session,person,status\nT,3,an,absent\nT,4,an,absent');
    setClock(() => new Date('2025-05-09T03:00:00Z'));
  });

  it('lists certificates with their state, and a way to those that are valid', async () => {
    const { field } = at;
    await certified(field, 'an', { number: 1, ended: 'superseded' });
    await certified(field, 'an', { number: 2 });
    await certified(field, 'khac', { number: 3 });
    const text = await read(field, path);
    expect(plain(text)).toContain('Số TD-2025-00002, cấp ngày 05/05/2025 Còn giá trị');
    expect(plain(text)).toContain('Số TD-2025-00001, cấp ngày 05/05/2025 Đã được thay');
    expect(text).not.toContain('TD-2025-00003');
    expect(text.match(/href="\/mine\/[\w-]{43}\/certificates\/\w+\.pdf"/g)).toHaveLength(1);
  });

  it('says what is empty in words', async () => {
    const text = plain(await read(at.field, await linkOf(at.field, 'xa')));
    for (const words of ['Chưa có buổi nào', 'Chưa có tên trong lớp', 'Chưa có giấy chứng nhận']) {
      expect(text).toContain(words);
    }
  });

  it('is kept by nobody, told to nobody, and found by no search engine', async () => {
    const { headers, text } = await at.field.world.request().get(path).expect(200);
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['referrer-policy']).toBe('strict-origin');
    expect(text).toContain('<meta name="referrer" content="strict-origin">');
    expect(text).toContain('<meta name="robots" content="noindex, nofollow">');
    const usual = await at.field.world.request().get('/sign-in');
    expect([usual.headers['referrer-policy'], usual.text.includes('content="same-origin"')]).toEqual([
      'same-origin',
      true,
    ]);
  });

  it('is the same to whoever is signed in in the same browser', async () => {
    const text = plain((await at.elsewhere.get(path).expect(200)).text);
    expect(text).toContain('Đã dự 2 buổi');
    expect(text).not.toContain('Kế hoạch');
  });

  it('is read in the reader’s language, and in the other one when asked', async () => {
    const asked = await at.field.world.request().get(path).set('Accept-Language', 'en').expect(200);
    expect(plain(asked.text)).toContain('Attended 2 sessions, 4 needed; still possible. 2 more needed, 3 to come.');
    expect(plain(await read(at.field, `${path}?lang=en`))).toContain('My trainings and certificates');
  });
});

describe('the calendar of a participant', () => {
  it('has the own sessions, also the cancelled one as such, without the link and without a name', async () => {
    const answer = await at.field.world.request().get(`${path}/calendar.ics`).expect(200);
    expect(answer.headers['content-type']).toContain('text/calendar');
    const events = eventsOf(answer.text);
    expect(events.map((event) => `${event.get('SUMMARY')} ${event.get('STATUS')}`)).toEqual([
      ...[1, 2, 3, 4, 5].map((number) => `Kỹ năng bảo vệ trẻ, buổi ${number} CONFIRMED`),
      'Đã hủy: Kỹ năng bảo vệ trẻ, buổi 6 CANCELLED',
      'Chợ phiên, buổi 1 CONFIRMED',
    ]);
    expect(events[4]?.get('LOCATION')).toBe('Trạm y tế, Xã C');
    expect(answer.text).not.toContain(path.slice('/mine/'.length));
    expect(answer.text).not.toMatch(/URL:|An\b.*Nguyễn|ATTENDEE/);
  });

  it('is not there for a link that is none', async () => {
    await read(at.field, `/mine/${'a'.repeat(43)}/calendar.ics`, 404);
  });
});
