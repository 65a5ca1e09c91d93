import { Field } from '../activities/field.js';
import type { Member } from '../support/world.js';

let field: Field;
let trainer: Member;
const T = '/activities/T/sessions';
beforeEach(async () => {
  field = await Field.create();
  await field.good(
    'activities',
    'code,plan,kind,title,unit,min_attendance,status\nT,P,training,Kỹ năng,C,,\nA1,P,campaign,Ở A,A,,',
  );
  await field.good('sessions', 'activity,number,date\nT,1,2025-05-01\nT,2,2025-05-08\nA1,1,2025-05-01');
  await field.good('people', 'ref,full_name,unit\npC,Lò Thị Chanh,C');
  await field.good('participations', 'activity,person,group\nT,p6,parent\nT,pC,parent');
  await field.good('attendance', 'activity,session,person,status\nT,1,p6,present\nT,2,p6,late\nT,1,pC,present');
  trainer = await field.world.member('trainer', field.places.get('C'));
});
afterEach(() => field.world.close());

const sessions = async (): Promise<string[]> => (await field.exported('sessions')).trim().split(/\r?\n/).slice(1);
const version = (text: string): string => /name="version" value="(\d+)"/.exec(text)?.[1] ?? '';
const trained = async (): Promise<string[]> =>
  (await field.ledger()).filter((line) => line.includes('trained') && line.includes('T'));

describe('adding a session', () => {
  it('says what follows for the roster, and adds once it is agreed to', async () => {
    const body = { date: '15/5/2025', start: '8h', end: '11:00', venue: 'Hội trường', makes_up: '', number: '3' };
    const asked = (await trainer.post(`${T}/new`, body).expect(200)).text;
    expect(asked).toContain('Cần dự 2/2 buổi → 3/3 buổi');
    expect(asked).toContain('Đủ điều kiện: 1 → 0 người');
    expect(asked).toContain('value="Hội trường"');
    expect(await sessions()).toHaveLength(3);
    const agreed = { ...body, agreement: /name="agreement" value="([^"]*)"/.exec(asked)?.[1] ?? '' };
    await trainer.post(`${T}/new`, agreed).expect(303);
    const again = await trainer.post(`${T}/new`, agreed).expect(303);
    expect(again.headers.location).toBe('/activities/T/sessions/3');
    expect((await sessions()).filter((line) => line.startsWith('T,3'))).toEqual([
      'T,3,2025-05-15,08:00,11:00,Hội trường,,planned',
    ]);
    expect(await sessions()).toHaveLength(4);
    expect(await trained()).toEqual([]);
    expect((await trainer.get('/activities/T').expect(200)).text).toContain('Thêm một buổi');
  });

  it('asks again when what was agreed to is not what is sent', async () => {
    await trainer.post(`${T}/new`, { date: '15/5/2025', number: '3', agreement: '2025-05-16' }).expect(200);
    expect(await sessions()).toHaveLength(3);
  });

  it('brings people back by a make-up session, without asking more of anybody', async () => {
    const blank = (await trainer.get(`${T}/new?makes_up=2`).expect(200)).text;
    expect(blank).toContain('<option value="2" selected>');
    const body = { date: '15/5/2025', makes_up: '2', number: '3', agreement: '2025-05-15 2' };
    await trainer.post(`${T}/new`, body).expect(303);
    expect(await trained()).toHaveLength(1);
    await trainer.post(`${T}/3/attendance`, { [`p${await field.id('people', 'ref', 'pC')}`]: 'present' }).expect(303);
    expect(await trained()).toHaveLength(2);
  });

  it('gives two people who add at once two numbers', async () => {
    const other = await field.world.member('organizer', field.places.get('C'));
    const of = (date: string): Record<string, string> => ({ date, number: '3', agreement: date });
    await trainer.post(`${T}/new`, of('2025-05-15')).expect(303);
    const { headers } = await other.post(`${T}/new`, of('2025-05-22')).expect(303);
    expect(headers.location).toBe('/activities/T/sessions/4');
  });

  it('names faults at their fields, and keeps what was typed', async () => {
    const { text } = await trainer
      .post(`${T}/new`, { date: '31/6/2025', start: '9', venue: 'Nhà văn hóa' })
      .expect(422);
    expect(text).toContain('id="date-error"');
    expect(text).toContain('value="Nhà văn hóa"');
  });
});

describe('moving a session', () => {
  it('says that people are counted on another day, and moves what was noted along', async () => {
    const form = (await trainer.get(`${T}/2/edit`).expect(200)).text;
    expect(form).toContain('value="08/05/2025"');
    const body = { date: '8/7/2025', start: '', end: '', venue: '', makes_up: '', version: version(form) };
    const asked = (await trainer.post(`${T}/2/edit`, body).expect(200)).text;
    expect(asked).toContain('1 người được tính vào một ngày khác');
    await trainer.post(`${T}/2/edit`, { ...body, agreement: '2025-07-08' }).expect(303);
    expect(await trained()).toEqual([expect.stringContaining('2025-07-08')]);
    expect((await trainer.get('/activities/T').expect(200)).text).toContain('08/05/2025 → 08/07/2025');
  });

  it('makes it one that is to come or was held, as its day says, and keeps what was noted', async () => {
    const status = async (): Promise<string> => (await sessions()).find((line) => line.startsWith('T,2')) ?? '';
    const notice = async (): Promise<boolean> =>
      (await trainer.get(`${T}/2/attendance`).expect(200)).text.includes('Buổi này chưa đến ngày');
    const move = async (date: string): Promise<void> => {
      const body = { date, version: version((await trainer.get(`${T}/2/edit`)).text) };
      const asked = await trainer.post(`${T}/2/edit`, body);
      if (asked.status === 303) return;
      const agreement = /name="agreement" value="([^"]*)"/.exec(asked.text)?.[1] ?? '';
      await trainer.post(`${T}/2/edit`, { ...body, agreement }).expect(303);
    };
    await field.good('sessions', 'activity,number,date,status\nT,2,2025-05-08,held');
    await move('8/7/2099');
    expect(await status()).toBe('T,2,2099-07-08,,,,,planned');
    expect(await notice()).toBe(true);
    await field.good('sessions', 'activity,number,date,status\nT,2,2099-07-08,held');
    expect(await notice()).toBe(true);
    await move('9/5/2025');
    expect(await status()).toBe('T,2,2025-05-09,,,,,held');
    expect(await notice()).toBe(false);
    expect(await field.exported('attendance')).toContain('T,2,p6,late');
  });

  it('asks nothing where nothing follows', async () => {
    const form = (await trainer.get(`${T}/2/edit`).expect(200)).text;
    const body = { date: '8/5/2025', start: '13h30', venue: 'Nhà văn hóa', version: version(form) };
    await trainer.post(`${T}/2/edit`, body).expect(303);
    expect((await trainer.get(`${T}/2`)).text).toContain('Nhà văn hóa');
  });

  it('refuses what somebody else changed meanwhile, and a circle of make-ups', async () => {
    await trainer.post(`${T}/2/edit`, { date: '8/5/2025', venue: 'A', version: '1' }).expect(303);
    const typed = { date: '8/5/2025', start: '9h', venue: 'B', version: '1' };
    const { text } = await trainer.post(`${T}/2/edit`, typed).expect(409);
    for (const shown of ['Người khác vừa sửa buổi này', 'Địa điểm: <b>A</b>', 'Từ giờ: <b>–</b>', 'value="B"'])
      expect(text).toContain(shown);
    expect(version(text)).toBe('2');
    // Sent twice, it was saved once.
    await trainer.post(`${T}/2/edit`, { date: '8/5/2025', venue: 'A', version: '1' }).expect(303);
    await trainer.post(`${T}/1/edit`, { date: '1/5/2025', makes_up: '2', version: '1', agreement: '2025-05-01 2' });
    const circle = { date: '8/5/2025', makes_up: '1', version: '2', agreement: '2025-05-08 1' };
    expect((await trainer.post(`${T}/2/edit`, circle).expect(422)).text).toContain('không thể học bù');
  });
});

describe('cancelling a session', () => {
  it('says what follows, keeps what was noted, and can be taken back', async () => {
    const before = await field.ledger();
    const asked = (await trainer.get(`${T}/2/cancellation`).expect(200)).text;
    expect(asked).toContain('Điểm danh đã ghi của 1 người vẫn giữ');
    expect(asked).toContain('Đủ điều kiện: 1 → 2 người');
    await trainer.post(`${T}/2/cancellation`, { version: version(asked) }).expect(303);
    expect(await trained()).toHaveLength(2);
    const told = (await trainer.get('/activities/T').expect(200)).text;
    expect(told).toContain('Đã hủy buổi 2.');
    expect(told).toContain('/activities/T/sessions/2/restoration');
    await trainer.post(`${T}/2/restoration`, {}).expect(303);
    await trainer.post(`${T}/2/restoration`, {}).expect(303);
    expect(await field.ledger()).toEqual(before);
    expect((await sessions()).find((line) => line.startsWith('T,2'))).toContain('held');
  });

  it('is refused where the session was changed meanwhile, and where it is not there', async () => {
    const { text } = await trainer.post(`${T}/2/cancellation`, { version: '9' }).expect(409);
    expect(text).toContain('Người khác vừa sửa buổi này');
    const seen = { version: version(text) };
    for (let press = 0; press < 2; press += 1) await trainer.post(`${T}/2/cancellation`, seen).expect(303);
    await trainer.post(`${T}/7/cancellation`, { version: '1' }).expect(404);
    await trainer.get('/activities/A1/sessions/1/cancellation').expect(404);
    await trainer.post('/activities/A1/sessions/1/cancellation', { version: '1' }).expect(404);
  });
});
