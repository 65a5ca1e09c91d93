import { Corrections } from '../../src/activities/corrections.js';
import { AutomaticIssuing } from '../../src/certificates/automatic-issuing.js';
import { CertificateActs } from '../../src/certificates/certificate-acts.js';
import { setClock } from '../../src/config/clock.js';
import { LetterChoices } from '../../src/letters/letter-choices.js';
import { LetterDesk } from '../../src/letters/letter-desk.js';
import { Reminders } from '../../src/letters/reminders.js';
import type { OutboxMessage } from '../../src/mail/mail.entities.js';
import { Suppressions } from '../../src/mail/suppressions.js';
import { ParticipantChoices } from '../../src/mine/participant-choices.js';
import { Hall } from '../certificates/hall.js';
import { messageRows } from '../support/letters.js';

let hall: Hall;
beforeEach(async () => {
  setClock(() => new Date('2025-06-20T03:00:00Z'));
  hall = await Hall.create();
  const { field } = hall;
  await field.good('activities', 'code,plan,kind,title,unit,status\nF,P,training,Lớp tháng bảy,C,open');
  await field.good(
    'sessions',
    `activity,number,date,start,end,venue
     F,1,2025-07-01,08:00,11:00,Hội trường
     F,2,2025-07-08,08:00,11:00,Hội trường`,
  );
  await field.good('participations', 'activity,person,group\nF,an,teacher\nF,binh,parent\nF,cuc,child\nF,dung,teacher');
});
afterEach(async () => {
  setClock();
  await hall.close();
});

const desk = (): LetterDesk => hall.field.world.get(LetterDesk);
const messages = (): Promise<OutboxMessage[]> => messageRows(hall.field.world);
const waiting = async (kind: string): Promise<OutboxMessage[]> =>
  (await messages()).filter((each) => each.kind === kind && each.state === 'waiting');
const person = (ref: string): Promise<number> => hall.field.id('people', 'ref', ref);
const move = async (number: number, patch: Parameters<Corrections['changeSession']>[3]): Promise<void> => {
  const row = await hall.field.world.database.row<{ version: number }>(
    "SELECT s.version FROM sessions s JOIN activities a ON a.id = s.activity_id WHERE a.code = 'F' AND s.number = ?",
    [number],
  );
  await hall.field.world.get(Corrections).changeSession('F', number, row?.version ?? 0, patch);
};

describe('an invitation', () => {
  it('is written to everybody with an address, once, and the others add up on paper', async () => {
    expect(await desk().send('F', 'invitation')).toMatchObject({ written: 2 });
    expect((await messages()).map(({ recipient }) => recipient).sort()).toEqual(['an@example.vn', 'dung@example.vn']);
    expect(await desk().send('F', 'invitation')).toEqual({ written: 0, batch: null });
    await hall.field.good('people', 'ref,full_name,unit,email\nbinh,Mào Thị Bình,C,binh@example.vn');
    expect(await desk().send('F', 'invitation')).toMatchObject({ written: 1 });
    const { text } = await hall.organizer.get('/activities/F/letters/invitation').expect(200);
    expect(text).toContain(
      '4 người &#x3D; 3 đã viết thư + 0 sẽ gửi thư + 1 in giấy. Thư đã viết: 0 đã gửi, 3 đang chờ, 0 tạm dừng.',
    );
  });

  it('says when and where, brings the calendar and the own page, and names nobody else', async () => {
    await desk().send('F', 'invitation');
    const [letter] = await messages();
    expect(letter?.subject).toBe('Mời dự: Lớp tháng bảy');
    expect(letter?.body).toContain('- Buổi 1: 01/07/2025, 08:00–11:00, Hội trường');
    expect(letter?.body).toMatch(/\/mine\/[\w-]{43}/);
    expect(letter?.body).not.toContain('Vàng A Dũng');
    const [calendar] = JSON.parse(letter?.attachments ?? '[]') as { type: string; content: string }[];
    expect(calendar?.content).toContain('DTSTART;TZID=Asia/Ho_Chi_Minh:20250701T080000');
    expect(calendar?.content).not.toContain('/mine/');
  });

  it('is in the language of the reader, and follows what they want to get', async () => {
    const choices = hall.field.world.get(ParticipantChoices);
    await choices.choose(await person('an'), { locale: 'en', mails: 'all' });
    await choices.choose(await person('dung'), { locale: null, mails: 'certificates' });
    expect(await desk().send('F', 'invitation')).toMatchObject({ written: 1 });
    expect((await messages())[0]?.subject).toBe('Invitation: Lớp tháng bảy');
    expect((await hall.organizer.get('/activities/F/letters/invitation?way=paper')).text).toContain(
      'không muốn nhận loại thư này',
    );
  });

  it('goes on paper where the address takes no mail, and to who has none', async () => {
    const { database } = hall.field.world;
    await database.transaction(() =>
      hall.field.world.get(Suppressions).add('an@example.vn', 'refused', { type: 'person', id: 1 }),
    );
    await database.transaction(() => database.execute("UPDATE people SET email = 'dung@nowhere' WHERE ref = 'dung'"));
    expect(await desk().send('F', 'invitation')).toEqual({ written: 0, batch: null });
    const { text } = await hall.organizer.get('/activities/F/letters/invitation').expect(200);
    expect(text).toContain('4 người &#x3D; 0 đã viết thư + 0 sẽ gửi thư + 4 in giấy.');
    for (const why of ['không nhận được thư', 'địa chỉ thư sai', 'không có địa chỉ thư']) expect(text).toContain(why);
  });

  it('cannot add lines to the head of a letter by a title or a name', async () => {
    await hall.field.world.database.transaction(() =>
      hall.field.world.database.execute("UPDATE activities SET title = ? WHERE code = 'F'", [
        'Lớp\r\nBcc: ai@example.vn',
      ]),
    );
    await desk().send('F', 'invitation');
    expect((await messages())[0]?.subject).toBe('Mời dự: Lớp Bcc: ai@example.vn');
  });

  it('is not sent once every session is over, or the whole is cancelled', async () => {
    await expect(desk().send('T', 'invitation')).rejects.toMatchObject({ key: 'letters.over' });
    expect((await hall.organizer.get('/activities/T/letters/invitation')).text).toContain('Không còn buổi nào');
    await hall.field.world.get(Corrections).changeActivity('F', 1, { status: 'cancelled' });
    await expect(desk().send('F', 'invitation')).rejects.toMatchObject({ key: 'letters.over' });
    expect(await messages()).toEqual([]);
  });

  it('is not sent of a draft, nor by somebody of another territory', async () => {
    await hall.field.good('activities', 'code,plan,kind,title,unit,status\nF,P,training,t,C,draft');
    await expect(desk().send('F', 'invitation')).rejects.toMatchObject({ key: 'letters.draft' });
    const foreign = await hall.field.world.member('organizer', hall.field.places.get('N'));
    await foreign.get('/activities/F/letters').expect(404);
    await foreign.post('/activities/F/letters/invitation').expect(404);
    expect(await messages()).toEqual([]);
  });
});

describe('a change of the schedule', () => {
  beforeEach(async () => {
    await desk().send('F', 'invitation');
    const { database } = hall.field.world;
    await database.transaction(() => database.execute("UPDATE outbox SET state = 'sent'"));
  });

  it('is told to who was invited by mail, in the same transaction, with what is different', async () => {
    await move(1, { date: '2025-07-02' });
    const letters = await waiting('change');
    expect(letters.map(({ recipient }) => recipient).sort()).toEqual(['an@example.vn', 'dung@example.vn']);
    expect(letters[0]?.body).toContain(
      '- Buổi 1: 01/07/2025, 08:00–11:00, Hội trường → 02/07/2025, 08:00–11:00, Hội trường',
    );
    expect(letters[0]?.next_attempt_at).toBe('2025-06-20T03:10:00.000Z');
    expect(letters[0]?.attachments).toContain('20250702T080000');
  });

  it('that is followed by another before it left is told once, from what was told', async () => {
    await move(1, { date: '2025-07-02' });
    await move(1, { date: '2025-07-03', start: '09:00' });
    const letters = await waiting('change');
    expect(letters).toHaveLength(2);
    expect(letters[0]?.body).toContain('01/07/2025, 08:00–11:00, Hội trường → 03/07/2025, 09:00–11:00');
  });

  it('that is taken back before it left is not told at all', async () => {
    await move(1, { date: '2025-07-02' });
    await move(1, { date: '2025-07-01' });
    expect(await waiting('change')).toEqual([]);
    expect((await messages()).filter(({ state }) => state === 'cancelled')).toHaveLength(2);
  });

  it('is told again when one that was told changes once more', async () => {
    await move(1, { date: '2025-07-02' });
    const { database } = hall.field.world;
    await database.transaction(() => database.execute("UPDATE outbox SET state = 'sent' WHERE kind = 'change'"));
    await move(1, { date: '2025-07-01' });
    expect(await waiting('change')).toHaveLength(2);
  });

  it('tells of sessions that are off, and of the whole that is', async () => {
    await move(2, { status: 'cancelled' });
    expect((await waiting('change'))[0]?.body).toContain('- bỏ Buổi 2: 08/07/2025');
    const corrections = hall.field.world.get(Corrections);
    await corrections.changeActivity('F', 1, { status: 'cancelled' });
    const letters = await waiting('change');
    expect(letters).toHaveLength(2);
    expect(letters[0]?.subject).toBe('Đã hủy: Lớp tháng bảy');
    expect(letters[0]?.attachments).toContain('STATUS:CANCELLED');
  });

  it('is not told where nobody is to be told, nor to who joined and was not invited', async () => {
    await hall.field.good('people', 'ref,full_name,unit,email\nbinh,Mào Thị Bình,C,binh@example.vn');
    await move(1, { date: '2025-07-02' });
    expect((await waiting('change')).map(({ recipient }) => recipient)).not.toContain('binh@example.vn');
    await hall.field.world.get(LetterChoices).choose('F', 0, {
      reminder_days: [],
      tells_changes: 0,
      certificate_as: 'link',
    });
    await move(2, { date: '2025-07-09' });
    // What waited said what does not stand any more.
    expect(await waiting('change')).toEqual([]);
  });

  it('is undone with the transaction that made it', async () => {
    const { database } = hall.field.world;
    const undone = database.transaction(async () => {
      await move(1, { date: '2025-07-02' });
      await database.flush();
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await waiting('change')).toEqual([]);
  });
});

describe('a reminder', () => {
  const sweep = (at: string): Promise<number> => {
    setClock(() => new Date(at));
    return hall.field.world.get(Reminders).sweep();
  };
  beforeEach(() =>
    hall.field.world.get(LetterChoices).choose('F', 0, {
      reminder_days: [3, 1],
      tells_changes: 1,
      certificate_as: 'link',
    }),
  );

  it('is written on its days, once, and not at night', async () => {
    expect(await sweep('2025-06-27T03:00:00Z')).toBe(0);
    expect(await sweep('2025-06-27T23:00:00Z')).toBe(0);
    expect(await sweep('2025-06-28T01:00:00Z')).toBe(2);
    expect(await sweep('2025-06-28T02:00:00Z')).toBe(0);
    expect(await sweep('2025-06-29T02:00:00Z')).toBe(0);
    expect(await sweep('2025-06-30T02:00:00Z')).toBe(2);
    const [first] = await waiting('reminder');
    expect(first?.subject).toContain('Buổi 1: 01/07/2025');
    expect(first?.expires_at).toBe('2025-07-01T01:00:00.000Z');
  });

  it('is taken back when the session is moved or cancelled', async () => {
    await sweep('2025-06-28T01:00:00Z');
    await move(1, { date: '2025-07-05' });
    expect(await waiting('reminder')).toEqual([]);
    expect(await sweep('2025-07-02T01:00:00Z')).toBe(2);
    await move(1, { status: 'cancelled' });
    expect(await waiting('reminder')).toEqual([]);
  });
});

describe('news of a certificate', () => {
  it('is written when it is issued, in the same transaction, once', async () => {
    await hall.issue();
    const letters = await waiting('certificate');
    expect(letters.map(({ recipient }) => recipient)).toEqual(['an@example.vn']);
    expect(letters[0]?.body).toContain('P-2025-00001');
    expect(letters[0]?.attachments).toBeNull();
    await hall.issue();
    expect(await waiting('certificate')).toHaveLength(1);
    const { text } = await hall.organizer.get('/activities/T/letters/certificate').expect(200);
    expect(text).toContain('3 người &#x3D; 1 đã viết thư + 0 sẽ gửi thư + 2 in giấy.');
  });

  it('is taken back with the certificate before it has left', async () => {
    await hall.issue();
    await hall.field.world.get(CertificateActs).revoke((await hall.of('an')).id, { reason: 'error', note: null });
    expect(await waiting('certificate')).toEqual([]);
  });

  it('waits an hour where nobody pressed a button', async () => {
    await hall.field.world.get(AutomaticIssuing).set('T', true);
    expect((await waiting('certificate'))[0]?.next_attempt_at).toBe('2025-06-20T04:00:00.000Z');
  });

  it('brings the paper where the training says so, but not that of a child', async () => {
    await hall.field.good(
      'people',
      'ref,full_name,unit,email,birth_date\ncuc,Sùng Thị Cúc,6A,me@example.vn,2015-01-02',
    );
    await hall.field.world.get(LetterChoices).choose('T', 0, {
      reminder_days: [],
      tells_changes: 1,
      certificate_as: 'attachment',
    });
    await hall.issue();
    const [an, cuc] = await waiting('certificate');
    expect(JSON.parse(an?.attachments ?? 'null')).toEqual([{ from: 'certificate', id: (await hall.of('an')).id }]);
    expect(cuc?.recipient).toBe('me@example.vn');
    expect(cuc?.attachments).toBeNull();
    expect(cuc?.body).toContain('S. T. C.');
    expect(cuc?.body).not.toContain('Sùng');
  });

  it('is not written where the training says so', async () => {
    await hall.field.world.get(LetterChoices).choose('T', 0, {
      reminder_days: [],
      tells_changes: 1,
      certificate_as: 'none',
    });
    await hall.issue();
    expect(await messages()).toEqual([]);
  });
});

describe('thanks', () => {
  it('go to who came', async () => {
    expect(await desk().send('T', 'thanks')).toMatchObject({ written: 2 });
    expect(await desk().send('F', 'thanks')).toEqual({ written: 0, batch: null });
  });
});
