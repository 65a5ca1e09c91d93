import type { Member } from '../support/world.js';
import { Ledger } from '../../src/activities/ledger.js';
import { AttendanceSheet } from '../../src/activities/attendance-sheet.js';
import { Field } from './field.js';

let field: Field;
let trainer: Member;
let other: Member;
const PAGE = '/activities/T/sessions/2/attendance';

beforeAll(async () => {
  field = await Field.create();
  await field.good(
    'activities',
    'code,plan,kind,title,unit,min_attendance,status\nT,P,training,Kỹ năng,C,80,\nX,P,campaign,Đã hủy,C,,cancelled\nA1,P,campaign,Ở A,A,,',
  );
  await field.good(
    'sessions',
    `activity,number,date,status
     T,1,2025-05-01,held
     T,2,2025-05-02,planned
     T,3,2025-05-03,cancelled
     X,1,2025-05-01,held
     A1,1,2025-05-01,held`,
  );
  await field.good(
    'participations',
    'activity,person,group\nT,p1,teacher\nT,p2,teacher\nT,p6,teacher\nT,p6,parent\nA1,p1,teacher',
  );
  await field.good('attendance', 'activity,session,person,status\nT,1,p1,present\nT,1,p2,present\nT,1,p6,present');
  trainer = await field.world.member('trainer', field.places.get('C'));
  other = await field.world.member('trainer', field.places.get('D'));
});
afterAll(() => field.world.close());
beforeEach(async () => {
  await field.world.database.transaction(async () => {
    const session = '(SELECT s.id FROM sessions s JOIN activities a ON a.id = s.activity_id WHERE s.number = 2)';
    await field.world.database.execute(`DELETE FROM attendance WHERE session_id IN ${session}`);
    field.world.get(Ledger).touch([await field.id('activities', 'code', 'T')]);
  });
});

async function id(ref: string): Promise<number> {
  return field.id('people', 'ref', ref);
}

/** What is noted at session 2, by ref: `p1 present`. */
async function noted(): Promise<string[]> {
  const rows = await field.world.database.rows<{ ref: string; status: string }>(
    `SELECT pe.ref, t.status FROM attendance t JOIN people pe ON pe.id = t.person_id JOIN sessions s ON s.id = t.session_id
     JOIN activities a ON a.id = s.activity_id WHERE a.code = 'T' AND s.number = 2 ORDER BY pe.ref`,
  );
  return rows.map(({ ref, status }) => `${ref} ${status}`);
}

async function form(decisions: Record<string, [seen: string, chosen: string]>): Promise<Record<string, string>> {
  const body: Record<string, string> = {};
  for (const [ref, [seen, chosen]] of Object.entries(decisions)) {
    body[`s${await id(ref)}`] = seen;
    body[`p${await id(ref)}`] = chosen;
  }
  return body;
}

describe('the attendance of a session', () => {
  it('is taken of everybody in one press, then the exceptions, and taken back', async () => {
    const empty = (await trainer.get(PAGE).expect(200)).text;
    expect(empty).toContain('Chưa điểm danh buổi này.');
    expect(empty).toContain('Tất cả 3 người có mặt');
    expect(empty).toContain('Đủ điều kiện khi dự từ 2 buổi.');
    await trainer.post(`${PAGE}/everybody`).expect(303);
    expect(await noted()).toEqual(['p1 present', 'p2 present', 'p6 present']);
    const page = (await trainer.get(PAGE).expect(200)).text;
    expect(page).toContain('Đã ghi điểm danh 3 người.');
    expect(page).toContain('Đủ điều kiện: 2 buổi, cần 2');
    const undo = /action="([^"]*undoing)"/.exec(page)?.[1] ?? '';
    expect((await field.ledger()).filter((line) => line.includes('trained'))).toHaveLength(4);
    await trainer.post(PAGE, await form({ p2: ['present', 'absent'], p6: ['present', 'late'] })).expect(303);
    expect(await noted()).toEqual(['p1 present', 'p2 absent', 'p6 late']);
    // What was changed since is left alone.
    await trainer.post(undo).expect(303);
    expect((await trainer.get(PAGE)).text).toContain('Đã hoàn tác điểm danh 1 người.');
    expect(await noted()).toEqual(['p2 absent', 'p6 late']);
  });

  it('is absent of the rest in one press as well, once some are marked', async () => {
    expect((await trainer.get(PAGE)).text).not.toContain('name="status"');
    await trainer.post(PAGE, await form({ p1: ['', 'present'] })).expect(303);
    expect((await trainer.get(PAGE)).text).toContain('name="status" value="absent">Ghi 2 người còn lại vắng');
    await trainer.post(`${PAGE}/everybody`, { status: 'absent' }).expect(303);
    await trainer.post(`${PAGE}/everybody`, { status: 'absent' }).expect(303);
    expect(await noted()).toEqual(['p1 present', 'p2 absent', 'p6 absent']);
  });

  it('is the same however often it is sent', async () => {
    const body = await form({ p1: ['', 'present'], p2: ['', 'absent'] });
    await trainer.post(PAGE, body).expect(303);
    await trainer.post(PAGE, body).expect(303);
    expect((await trainer.get(PAGE)).text).toContain('Không có gì khác với bản đã lưu.');
    expect(await noted()).toEqual(['p1 present', 'p2 absent']);
    const [first, second] = await Promise.all([trainer.post(PAGE, body), trainer.post(PAGE, body)]);
    expect([first.status, second.status]).toEqual([303, 303]);
    expect(await noted()).toEqual(['p1 present', 'p2 absent']);
  });

  it('shows what two people noted at once, and overwrites nothing unseen', async () => {
    await other.post(PAGE, await form({ p1: ['', 'present'] })).expect(303);
    const answer = await trainer.post(PAGE, await form({ p1: ['', 'absent'], p2: ['', 'late'] })).expect(409);
    expect(answer.text).toContain('Người p1: người khác đã ghi Có mặt, bạn chọn Vắng.');
    expect(await noted()).toEqual(['p1 present', 'p2 late']);
    const p1 = await id('p1');
    expect(answer.text).toContain(`name="s${p1}" value="present"`);
    expect(answer.text).toMatch(new RegExp(`name="p${p1}" value="absent" checked`));
    // Saving once more is the decision.
    await trainer.post(PAGE, await form({ p1: ['present', 'absent'], p2: ['late', 'late'] })).expect(303);
    expect(await noted()).toEqual(['p1 absent', 'p2 late']);
    // Whoever did not touch a person does not bring the old mark back.
    await other.post(PAGE, await form({ p1: ['present', 'present'] })).expect(303);
    expect(await noted()).toEqual(['p1 absent', 'p2 late']);
  });

  it('takes the mark of a record that was merged meanwhile for the person, of two records the best', async () => {
    const [p1, p2] = [await id('p1'), await id('p2')];
    const body = await form({ p1: ['', 'late'], p2: ['', 'absent'], p6: ['', 'present'] });
    const alone = { [`p${p2}`]: 'excused', [`s${p2}`]: 'late' };
    const point = (into: number | null) =>
      field.world.database.transaction(() =>
        field.world.database.execute('UPDATE people SET merged_into_id = ? WHERE id = ?', [into, p2]),
      );
    await point(p1);
    await trainer.post(PAGE, body).expect(303);
    expect(await noted()).toEqual(['p1 late', 'p6 present']);
    await trainer.post(PAGE, body).expect(303);
    await trainer.post(PAGE, alone).expect(303);
    expect(await noted()).toEqual(['p1 excused', 'p6 present']);
    await point(null);
  });

  it('is saved of the others where somebody is not on the roster any more, who is named as far as known', async () => {
    await field.world.database.transaction(() => field.people({ p7: 'C' }));
    const body = await form({ p1: ['', 'late'], p2: ['absent', 'present'], p7: ['', 'present'] });
    await other.post(PAGE, await form({ p2: ['', 'late'] })).expect(303);
    const { text } = await trainer.post(PAGE, body).expect(409);
    expect(text).toContain('Người p7 không còn trong danh sách nên không ghi được điểm danh.');
    expect(text).toContain('Người p2: người khác đã ghi Muộn, bạn chọn Có mặt.');
    expect(await noted()).toEqual(['p1 late', 'p2 late']);
    // Somebody from elsewhere and nobody at all are told apart by nothing.
    const foreign = { ...(await form({ p3: ['', 'present'] })), p999999: 'present' };
    const answer = (await trainer.post(PAGE, foreign).expect(409)).text;
    expect(answer).toContain('2 người không còn trong danh sách nên không ghi được điểm danh.');
    expect(answer).not.toContain('Người p3');
    // What was not touched is nothing that could be lost.
    await trainer.post(PAGE, await form({ p7: ['present', 'present'] })).expect(303);
  });

  it('makes a planned session one that was held, until it is taken back', async () => {
    const state = async () =>
      (
        await field.world.database.row<{ status: string }>(
          "SELECT s.status FROM sessions s JOIN activities a ON a.id = s.activity_id WHERE a.code = 'T' AND s.number = 2",
        )
      )?.status;
    await field.world.database.transaction(() =>
      field.world.database.execute("UPDATE sessions SET status = 'planned' WHERE number = 2"),
    );
    const sheet = field.world.get(AttendanceSheet);
    const { event } = await sheet.everybody('T', 2);
    expect(await state()).toBe('held');
    expect(await sheet.undo('T', 2, event ?? 0)).toBe(3);
    expect(await state()).toBe('planned');
    expect(await sheet.undo('T', 2, event ?? 0)).toBe(0);
  });

  it('is closed for what is cancelled, elsewhere, or not on the roster', async () => {
    await trainer.post('/activities/T/sessions/3/attendance/everybody').expect(409);
    await trainer.post('/activities/X/sessions/1/attendance/everybody').expect(409);
    await trainer.get('/activities/A1/sessions/1/attendance').expect(404);
    await trainer.post('/activities/A1/sessions/1/attendance/everybody').expect(404);
    await trainer.post(`${PAGE}/999999/undoing`).expect(404);
    expect(await noted()).toEqual([]);
  });

  it('tells in the log who noted what, before and after', async () => {
    await trainer.post(PAGE, await form({ p1: ['', 'excused'] })).expect(303);
    const event = await field.world.database.row<{ detail: string }>(
      "SELECT detail FROM events WHERE kind = 'attendance.recorded' ORDER BY id DESC LIMIT 1",
    );
    expect(JSON.parse(event?.detail ?? '{}')).toMatchObject({
      activity: 'T',
      session: 2,
      changes: [{ person_id: await id('p1'), before: null, after: 'excused' }],
    });
  });
});

describe('the log of an activity', () => {
  it('tells what was done with it, to those who may change it and in its territory', async () => {
    await trainer.post(PAGE, await form({ p1: ['', 'present'], p2: ['', 'late'] })).expect(303);
    const session = { version: 1, venue: 'Nhà văn hóa', date: '2025-05-04' };
    const { version } = (await field.world.database.row<{ version: number }>(
      "SELECT s.version FROM sessions s JOIN activities a ON a.id = s.activity_id WHERE a.code = 'T' AND s.number = 1",
    )) ?? { version: 0 };
    await trainer
      .api('patch', '/api/v1/activities/T/sessions/1')
      .send({ ...session, version })
      .expect(200);
    const { text } = await trainer.get('/activities/T').expect(200);
    expect(text).toContain('Buổi 2: 1 có mặt, 1 muộn');
    expect(text).toContain('Buổi 1: Ngày: 01/05/2025 → 04/05/2025; Địa điểm: – → Nhà văn hóa');
    expect((await field.world.member('viewer').then((viewer) => viewer.get('/activities/T'))).text).not.toContain(
      'Nhật ký',
    );
  });
});

describe('people without a name', () => {
  it('are noted beside the roster, corrected, and removed', async () => {
    const row = { unit: '6A', group: 'child', count: '30', method: 'counted', note: 'Lớp 6A' };
    await trainer.post('/activities/T/sessions/2/headcounts', row).expect(303);
    expect((await trainer.get(PAGE)).text).toContain('Đã ghi 30 người không có tên.');
    const seen = { 'seen-6A-child': '30 counted Lớp 6A' };
    expect((await trainer.get(PAGE)).text).toContain('name="seen-6A-child" value="30 counted Lớp 6A"');
    await trainer
      .post('/activities/T/sessions/2/headcounts', { ...row, ...seen, count: '31', method: 'estimated' })
      .expect(303);
    expect(await field.exported('headcounts')).toContain('T,2,6A,child,31,estimated,Lớp 6A');
    await trainer.post('/activities/T/sessions/2/headcounts/6A/child/removal').expect(303);
    expect(await field.exported('headcounts')).not.toContain('T,2,6A');
  });

  it('are not overwritten unseen: two numbers are shown, and sending it once more is the decision', async () => {
    const path = '/activities/T/sessions/2/headcounts';
    const row = { unit: 'C', group: 'child', count: '50', method: 'counted', note: '' };
    await other.post(path, row).expect(303);
    await other.post(path, row).expect(303);
    const { text } = await trainer.post(path, { ...row, count: '30' }).expect(422);
    expect(text).toContain('đã có 50 người (đếm thực tế), do người khác ghi');
    expect(text).toMatch(/id="count"[^>]*value="30"|value="30"[^>]*id="count"/);
    expect(text).toContain('name="seen-C-child" value="50 counted"');
    await trainer.post(path, { ...row, note: 'Đếm lại' }).expect(422);
    expect(await field.exported('headcounts')).toContain('T,2,C,child,50,counted,');
    await trainer.post(path, { ...row, count: '30', 'seen-C-child': '50 counted' }).expect(303);
    expect(await field.exported('headcounts')).toContain('T,2,C,child,30,counted,');
  });

  it('leave what stood there before in the events of the activity', async () => {
    const row = { unit: '6A', group: 'child', method: 'counted', note: '', 'seen-6A-child': '30 counted' };
    const save = (count: string) => trainer.post('/activities/T/sessions/2/headcounts', { ...row, count }).expect(303);
    for (const count of ['30', '1200', '1200']) await save(count);
    await trainer.post('/activities/T/sessions/2/headcounts/6A/child/removal').expect(303);
    const organizer = await field.world.member('organizer', field.places.get('C'));
    const { text } = await organizer.get('/activities/T').expect(200);
    expect(text.match(/– → 30 \(Đếm thực tế\)/g)).not.toBeNull();
    expect(text.match(/Buổi 2: [^<]*: 30 \(Đếm thực tế\) → 1\.200 \(Đếm thực tế\)/g)).toHaveLength(1);
    expect(text).toMatch(/Buổi 2: [^<]*: 1\.200 \(Đếm thực tế\) → –/);
  });

  it('say what is wrong and keep what was typed', async () => {
    const row = { unit: 'C', group: '', count: '-3', method: 'counted', note: 'giữ lại' };
    const { text } = await trainer.post('/activities/T/sessions/2/headcounts', row).expect(422);
    expect(text).toContain('giữ lại');
    expect(text).toContain('id="group-error"');
    expect(text).toContain('id="count-error"');
    const elsewhere = { unit: 'A', group: 'child', count: '5', method: 'counted', note: '' };
    expect((await trainer.post('/activities/T/sessions/2/headcounts', elsewhere).expect(422)).text).toContain(
      'id="unit-error"',
    );
  });
});
