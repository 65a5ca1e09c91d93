import { AttendanceSheet } from '../../src/activities/attendance-sheet.js';
import { AutomaticIssuing } from '../../src/certificates/automatic-issuing.js';
import { CertificateActs } from '../../src/certificates/certificate-acts.js';
import { setClock } from '../../src/config/clock.js';
import { RowsRunner } from '../../src/interchange/rows-runner.js';
import { LetterDesk } from '../../src/letters/letter-desk.js';
import { interleave as interleaved } from '../support/interleave.js';
import { messageRows } from '../support/letters.js';
import { Hall } from './hall.js';

let hall: Hall;
beforeEach(async () => {
  setClock(() => new Date('2025-06-20T03:00:00Z'));
  hall = await Hall.create();
});
afterEach(async () => {
  setClock();
  await hall.close();
});

const rows = (kind: string, ...given: Record<string, unknown>[]): Promise<unknown> =>
  hall.field.world.get(RowsRunner).run(kind, given);
const mark = (person: string, session: number, status: string): Promise<unknown> =>
  rows('attendance', { activity: 'T', session, person, status });

const interleave = (first: () => Promise<unknown>, second: () => Promise<unknown>): Promise<void> =>
  interleaved(hall.field.world.database, first, second);

describe('whoever waits for an activity decides by what stands when their turn comes', () => {
  it('and issues to nobody who was just marked absent', async () => {
    await interleave(
      () => mark('an', 2, 'absent'),
      () => hall.issue(),
    );
    expect((await hall.register()).map(({ printed }) => printed.facts.holder)).toEqual([
      'Mào Thị Bình',
      'Sùng Thị Cúc',
    ]);
  });

  it('and revokes nothing that was just earned again', async () => {
    await hall.issue();
    await mark('an', 2, 'absent');
    await interleave(
      () => mark('an', 2, 'present'),
      () => hall.field.world.get(CertificateActs).revokeUnearned('T'),
    );
    expect((await hall.register()).filter(({ ending }) => ending)).toEqual([]);
  });

  it('and invites to the day to which a session was just moved', async () => {
    await hall.field.good('activities', 'code,plan,kind,title,unit,status\nF,P,training,Lớp tháng bảy,C,open');
    await hall.field.good('sessions', 'activity,number,date\nF,1,2025-07-01\nF,2,2025-07-02');
    await hall.field.good('participations', 'activity,person,group\nF,an,teacher');
    await interleave(
      () => rows('sessions', { activity: 'F', number: 1, date: '2025-07-05' }),
      () => hall.field.world.get(LetterDesk).send('F', 'invitation'),
    );
    const [letter] = await messageRows(hall.field.world);
    expect(letter?.body).toContain('05/07/2025');
    expect(letter?.body).not.toContain('01/07/2025');
  });

  it('and tells those who were invited meanwhile of a change', async () => {
    await hall.field.good('activities', 'code,plan,kind,title,unit,status\nF,P,training,Lớp tháng bảy,C,open');
    await hall.field.good('sessions', 'activity,number,date\nF,1,2025-07-01\nF,2,2025-07-02');
    await hall.field.good('participations', 'activity,person,group\nF,an,teacher');
    await interleave(
      () => hall.field.world.get(LetterDesk).send('F', 'invitation'),
      () => rows('sessions', { activity: 'F', number: 1, date: '2025-07-05' }),
    );
    const waiting = (await messageRows(hall.field.world)).filter(({ state }) => state === 'waiting');
    expect(waiting).toHaveLength(1);
    expect(waiting[0]?.body).toContain('05/07/2025');
  });

  it('and of two who hold the last two sessions at once the second has the certificates issued', async () => {
    await hall.field.good(
      'activities',
      'code,plan,kind,title,unit,min_attendance,status\nU,P,training,Hai buổi,C,100%,running',
    );
    await hall.field.good('sessions', 'activity,number,date,status\nU,1,2025-06-18,planned\nU,2,2025-06-19,planned');
    await hall.field.good('participations', 'activity,person,group\nU,an,teacher');
    await hall.field.world.get(AutomaticIssuing).set('U', true);
    await interleave(
      () => hall.field.world.get(AttendanceSheet).everybody('U', 1),
      () => hall.field.world.get(AttendanceSheet).everybody('U', 2),
    );
    expect(await hall.count('certificates')).toBe(1);
  });
});
