import { Corrections } from '../../src/activities/corrections.js';
import { EnrolmentDesk } from '../../src/learning/enrolment-desk.js';
import { Batches } from '../../src/mail/batches.js';
import { Suppressions } from '../../src/mail/suppressions.js';
import { ParticipantChoices } from '../../src/mine/participant-choices.js';
import type { Response } from 'supertest';
import { DUE, reminded } from './reminded.js';

const here = reminded();
const { get, rowsOf, setDue, enrolment, sql } = here;

const PAGE = '/enrolments/K/message';
const FORM = { stand: 'not_begun', subject: '', text: '', form_key: 'k'.repeat(24) };
const written = { ...FORM, subject: 'Nhắc học', text: 'Còn một tuần nữa.\n\nXin học cho xong.' };
const person = (ref: string): Promise<number> => here.room.school.id(ref);
const post = (body: Record<string, unknown>): Promise<Response> => Promise.resolve(here.room.trainer.post(PAGE, body));
const send = (body: Record<string, unknown> = {}): Promise<Response> => post({ ...written, act: 'send', ...body });
const page = async (query = ''): Promise<string> => (await here.room.trainer.get(PAGE + query).expect(200)).text;
const toWhom = async (state = 'waiting'): Promise<string[]> =>
  (await rowsOf('learner_message', state)).map(({ recipient }) => recipient.replace('@example.vn', '')).sort();
const change = async (status: 'cancelled' | 'draft'): Promise<void> => {
  const [row] = await here.room.rows<{ version: number }>("SELECT version FROM activities WHERE code = 'K'");
  await get(Corrections).changeActivity('K', row?.version ?? 0, { status });
};
const printed = () => here.room.trainer.get('/enrolments/K/slips.pdf?stand=all').buffer(true);

describe('writing to those behind', () => {
  it('says who is reached by mail and who is not, and both add up', async () => {
    expect(await page('?stand=all')).toContain('4 người &#x3D; 3 nhận thư + 1 không có thư.');
    const { database } = here.room.school.field.world;
    await database.transaction(() => get(Suppressions).add('an@example.vn', 'returned', { type: 'person', id: 1 }));
    await get(ParticipantChoices).unsubscribe(await person('be'));
    const text = await page('?stand=not_begun');
    expect(text).toContain('4 người &#x3D; 1 nhận thư + 3 không có thư.');
    for (const why of ['không có địa chỉ thư', 'không nhận được thư', 'không muốn nhận']) expect(text).toContain(why);
    expect(text).toContain('In 3 phiếu');
  });

  it('is to whom the filter keeps: not begun, behind, over the due date, and nobody who is done', async () => {
    const an = await here.room.school.signedIn('an@example.vn');
    await here.room.school.form('/learning/K/a/progress', { act: 'read' }, an).expect(303);
    await setDue('2025-08-31', 'be');
    const sums: string[] = [];
    for (const stand of ['not_begun', 'overdue', 'behind', 'learning', 'all'])
      sums.push(`${stand} ${/(\d+) người &#x3D;/.exec(await page(`?stand=${stand}`))?.[1]}`);
    expect(sums).toEqual(['not_begun 3', 'overdue 1', 'behind 1', 'learning 1', 'all 4']);
    await here.room.school.form('/learning/K/b/progress', { act: 'read' }, an).expect(303);
    expect(await page('?stand=all')).toContain('3 người &#x3D;');
    expect(await page('?stand=learning')).toContain('Không có ai để nhắc.');
  });

  it('is looked at first, as one of them reads it, and can be changed', async () => {
    const { status, text } = await post({ ...written, act: 'preview' });
    expect(status).toBe(200);
    for (const line of ['Kính gửi Nguyễn Thị An,', 'Còn một tuần nữa.', 'Xin học cho xong.', 'Gửi 3 thư'])
      expect(text).toContain(line);
    expect(await toWhom()).toEqual([]);
    expect((await post({ ...written, act: 'edit' })).text).toContain('value="Nhắc học"');
  });

  it('is sent once, however often the button is pressed', async () => {
    const answers = await Promise.all([send(), send()]);
    const again = await send({ text: 'Khác' });
    const [row] = await here.room.rows<{ id: number }>("SELECT id FROM mail_batches WHERE kind = 'learner_message'");
    for (const { status, headers } of [...answers, again])
      expect([status, headers.location]).toEqual([303, `/outbox/batches/${row?.id}`]);
    expect(await toWhom()).toEqual(['an', 'nha', 'nha']);
    const [letter] = await rowsOf('learner_message');
    expect(letter?.subject).toBe('Nhắc học');
    expect(letter?.body).toContain(
      'Kính gửi Nguyễn Thị An,\n\nCòn một tuần nữa.\n\nXin học cho xong.\n\n- Khóa học: Khóa học',
    );
    expect(letter?.body).toContain('- Hạn hoàn thành: 30/09/2025\n- Chưa bắt đầu, còn 2 bài\n');
    expect(letter?.body).not.toMatch(/\/mine\/|\/learning\/in\//);
    expect(letter?.unsubscribe_url).toMatch(/\/mine\/[\w-]{43}\/mail$/);
    await get(Batches).stop(row?.id ?? 0);
    expect([await toWhom(), (await toWhom('stopped')).length]).toEqual([[], 3]);
  });

  it('is in words of ours, in the language of each reader, where nothing was typed', async () => {
    await get(ParticipantChoices).choose(await person('an'), { locale: 'en', mails: 'all' });
    await send({ subject: '', text: '' });
    const subjects = (await rowsOf('learner_message')).map(({ subject }) => subject);
    expect(subjects).toEqual(['Please go on learning: Khóa học', ...Array<string>(2).fill('Mời học tiếp: Khóa học')]);
    expect((await rowsOf('learner_message'))[1]?.body).toContain('chưa hoàn thành');
  });

  it('keeps what was typed where it is refused', async () => {
    await change('draft');
    const draft = await send();
    expect([draft.status, draft.text.includes('value="Nhắc học"')]).toEqual([422, true]);
    await change('cancelled');
    expect((await send()).status).toBe(422);
    const long = await send({ subject: 'x'.repeat(151) });
    expect([long.status, long.text.includes('Xin học cho xong.')]).toEqual([422, true]);
    expect(await toWhom()).toEqual([]);
  });

  it('adds no line to the head of a letter', async () => {
    await send({ subject: 'Nhắc\r\nBcc: ai@example.vn' });
    expect((await rowsOf('learner_message'))[0]?.subject).toBe('Nhắc Bcc: ai@example.vn');
  });

  it('is taken back from who completes the course, is withdrawn, or is not on the roster any more', async () => {
    await send();
    await here.room.school.field.good('completions', 'activity,person,group,date\nK,an,parent,2025-09-01');
    expect(await toWhom()).toEqual(['nha', 'nha']);
    await get(EnrolmentDesk).withdraw('K', await enrolment('be'));
    expect(await toWhom()).toEqual(['nha']);
    await change('cancelled');
    expect(await toWhom()).toEqual([]);
  });

  it('is for who may write letters, of the own territory', async () => {
    const { world, places } = here.room.school.field;
    const other = await world.member('trainer', places.get('B'));
    const viewer = await world.member('viewer');
    for (const path of [PAGE, '/enrolments/K/reminders', '/enrolments/K/slips.pdf']) {
      await other.get(path).expect(404);
      await viewer.get(path).expect(403);
    }
    await other.post(PAGE, { ...written, act: 'send' }).expect(404);
    await other.post('/enrolments/K/reminders', { version: '0', reminder_days: '3' }).expect(404);
    expect(await here.room.rows('SELECT id FROM due_reminders')).toEqual([]);
  });
});

describe('slips for whom no mail reaches', () => {
  it('are printed without making any code, and leave an event', async () => {
    const { headers, body } = await printed().expect(200);
    expect([headers['content-type'], (body as Buffer).subarray(0, 5).toString()]).toEqual(['application/pdf', '%PDF-']);
    const [event] = await here.room.rows<{ detail: string }>(
      "SELECT detail FROM events WHERE kind = 'letters.printed'",
    );
    expect(JSON.parse(event?.detail ?? '')).toMatchObject({ activity: 'K', letter: 'learner_message', count: 1 });
    expect(await here.room.rows('SELECT id FROM learner_codes')).toEqual([]);
  });

  it('are refused where there is nobody', async () => {
    await setDue(DUE, 'be');
    await get(EnrolmentDesk).withdraw('K', await enrolment('khac'));
    await printed().expect(303);
    expect(await page('?stand=all')).not.toContain('phiếu, bốn phiếu');
  });

  it('of children whose name is kept back are printed by who may see it', async () => {
    await sql("UPDATE people SET birth_date = '2014-01-01' WHERE ref = 'khac'");
    expect(await page('?stand=all')).toContain('1 người không in được ở đây');
    await printed().expect(303);
    const organizer = await here.room.school.field.world.member('organizer');
    await organizer.get('/enrolments/K/slips.pdf?stand=all').expect(200);
  });
});

describe('the days of reminders', () => {
  const choose = (body: Record<string, unknown>) => here.room.trainer.post('/enrolments/K/reminders', body);

  it('are the usual ones until somebody chooses others, or none', async () => {
    const { text } = await here.room.trainer.get('/enrolments/K/reminders').expect(200);
    expect(text).toContain('value="7, 1"');
    expect(text).toContain('2 người có hạn và chưa hoàn thành &#x3D; 1 nhận thư + 1 không có thư.');
    await choose({ version: '0', reminder_days: '' }).expect(303);
    const after = (await here.room.trainer.get('/enrolments/K/reminders')).text;
    expect(after).toMatch(/name="reminder_days"[^>]*value=""|value=""[^>]*name="reminder_days"/);
    expect(after).not.toMatch(/name="tells_overdue" value="1" checked/);
  });

  it('are refused where they are none, and where somebody else was quicker', async () => {
    const { status, text } = await choose({ version: '0', reminder_days: '31, x' });
    expect([status, text.includes('value="31, x"')]).toEqual([422, true]);
    await choose({ version: '0', reminder_days: '3', tells_overdue: '1' }).expect(303);
    await choose({ version: '0', reminder_days: '5' }).expect(409);
    expect(await here.room.rows('SELECT reminder_days, tells_overdue FROM due_reminders')).toEqual([
      { reminder_days: '3', tells_overdue: 1 },
    ]);
  });
});
