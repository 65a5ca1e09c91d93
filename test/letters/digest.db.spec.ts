import { User } from '../../src/accounts/accounts.entities.js';
import { setClock } from '../../src/config/clock.js';
import { Digest } from '../../src/letters/digest.js';
import { LetterChoices } from '../../src/letters/letter-choices.js';
import { LetterDesk } from '../../src/letters/letter-desk.js';
import { Reminders } from '../../src/letters/reminders.js';
import type { OutboxMessage } from '../../src/mail/mail.entities.js';
import { ReportingDate } from '../../src/plans/plans.entities.js';
import { Log } from '../../src/web/log.js';
import { Hall } from '../certificates/hall.js';
import { messageRows } from '../support/letters.js';
import { participated } from '../support/register.js';

/** Monday, 10 March 2025, half past seven in Viet Nam. */
const MONDAY = '2025-03-10T00:30:00Z';
let hall: Hall;

beforeEach(async () => {
  setClock(() => new Date('2025-03-08T03:00:00Z'));
  hall = await Hall.create();
});
afterEach(async () => {
  setClock();
  await hall.close();
});

const sweep = (at = MONDAY): Promise<number> => {
  setClock(() => new Date(at));
  return hall.field.world.get(Digest).sweep();
};
const letters = async (): Promise<OutboxMessage[]> =>
  (await messageRows(hall.field.world)).filter(({ kind }) => kind === 'digest');
const bodyFor = async (id: number): Promise<string> =>
  (await letters()).find(({ dedupe_key }) => dedupe_key?.endsWith(`:${id}`))?.body ?? '';

/** A training of commune C that goes on, and one of commune B, to each of which something is left to do. */
async function busy(): Promise<void> {
  const { field } = hall;
  await field.good(
    'activities',
    `code,plan,kind,title,unit,status
     F,P,training,Lớp ở C,C,running
     G,P,training,Lớp ở B,B,running`,
  );
  await field.good(
    'sessions',
    `activity,number,date,start,end,venue
     F,1,2025-03-07,08:00,11:00,Hội trường
     F,2,2025-03-12,08:00,11:00,Hội trường
     F,3,2025-03-17,08:00,11:00,Hội trường
     G,1,2025-03-06,08:00,11:00,Nhà văn hóa`,
  );
  await field.good('participations', 'activity,person,group\nF,an,teacher\nF,binh,parent\nG,p3,parent');
}

describe('the weekly letter to organizers', () => {
  it('says what falls due, each with the address where it is done, in the language of the reader', async () => {
    await busy();
    const { world, places } = hall.field;
    await participated(world, 'binh');
    await world.get(LetterDesk).send('T', 'thanks');
    await world.database.transaction(async () => {
      await world.database.execute("UPDATE outbox SET state = 'failed' WHERE recipient = 'an@example.vn'");
      const plan_id = await hall.field.id('plans', 'code', 'P');
      const report = { plan_id, kind: 'half_year', due: '04-01', to: null, from: null };
      await world.database.insert(ReportingDate, [{ ...report, position: 0 }]);
    });
    const local = await world.member('organizer', places.get('C'));
    await world.database.transaction(() => world.database.update(User, { id: hall.organizer.id }, { locale: 'en' }));
    expect(await sweep()).toBe(2);
    const vi = await bodyFor(local.id);
    const site = 'http://localhost:3000';
    for (const line of [
      `- 07/03/2025, 08:00–11:00, Lớp ở C, buổi 1: ${site}/activities/F/sessions/1/attendance`,
      `- 12/03/2025, 08:00–11:00, Lớp ở C, buổi 2, Hội trường: ${site}/activities/F/sessions/2`,
      `- Kỹ năng phát hiện lao động trẻ em, 3 người: ${site}/activities/T/certificates`,
      `- 1 đề nghị: ${site}/people/corrections`,
      `- Kỹ năng phát hiện lao động trẻ em, 1 thư: ${site}/activities/T/letters`,
      `${site}/letters/digest`,
    ]) {
      expect(vi).toContain(line);
    }
    // Next week's session, another commune's, names of people, and the plan of the district are none of it.
    for (const absent of ['buổi 3', 'Lớp ở B', 'Bình', 'Lò Văn An', '/plans/']) expect(vi).not.toContain(absent);
    const en = await bodyFor(hall.organizer.id);
    expect(en).toContain('Past sessions that wait for attendance:');
    expect(en).toContain('Lớp ở B, session 1');
    expect(en).toContain(`- 1 April 2025, Half-yearly, Example: ${site}/plans/P/content`);
    const [one] = await letters();
    expect(one).toMatchObject({ person_id: null, unsubscribe_url: null, expires_at: '2025-03-16T17:00:00.000Z' });
  });

  it('says of which activity reminders and changes could not be delivered', async () => {
    await busy();
    const { world } = hall.field;
    const choices = { reminder_days: [4], tells_changes: 1, certificate_as: 'link' as const };
    await world.get(LetterChoices).choose('F', 0, choices);
    await world.get(LetterDesk).send('F', 'invitation');
    await world.database.transaction(() => world.database.execute("UPDATE outbox SET state = 'sent'"));
    expect(await world.get(Reminders).sweep()).toBe(1);
    await hall.field.good('sessions', 'activity,number,date,start,end,venue\nF,3,2025-03-18,08:00,11:00,Hội trường');
    await world.database.transaction(() =>
      world.database.execute("UPDATE outbox SET state = 'failed' WHERE kind IN ('reminder', 'change')"),
    );
    await sweep();
    expect(await bodyFor(hall.organizer.id)).toContain('- Lớp ở C, 2 thư: ');
  });

  it('is written on Mondays from seven, once a week, and again the next week', async () => {
    expect(await sweep('2025-03-09T23:59:00Z')).toBe(0);
    expect(await sweep('2025-03-11T03:00:00Z')).toBe(0);
    expect(await sweep()).toBe(1);
    expect(await sweep('2025-03-10T09:00:00Z')).toBe(0);
    expect(await sweep('2025-03-17T01:00:00Z')).toBe(1);
    expect((await letters()).map(({ dedupe_key }) => dedupe_key)).toEqual([
      `dig:2025-03-10:${hall.organizer.id}`,
      `dig:2025-03-17:${hall.organizer.id}`,
    ]);
  });

  it('is written once by two processes at the same time', async () => {
    setClock(() => new Date(MONDAY));
    const digest = hall.field.world.get(Digest);
    const counts = await Promise.all([digest.sweep(), digest.sweep()]);
    expect(counts[0] + counts[1]).toBe(1);
    expect(await letters()).toHaveLength(1);
  });

  it('is written to the others where one address is none, and that is logged', async () => {
    const { world } = hall.field;
    const other = await world.member('organizer');
    await world.database.transaction(() =>
      world.database.update(User, { id: hall.organizer.id }, { email: 'an..b@x.vn' }),
    );
    const logged = jest.spyOn(world.get(Log), 'error').mockImplementation(() => undefined);
    expect(await sweep()).toBe(1);
    expect(await bodyFor(other.id)).not.toBe('');
    expect(logged.mock.calls).toEqual([[expect.objectContaining({ user: hall.organizer.id }), expect.any(String)]]);
    logged.mockRestore();
  });

  it('is not written where nothing falls due', async () => {
    await hall.field.world.member('organizer', hall.field.places.get('A'));
    await hall.issue();
    expect(await sweep()).toBe(0);
  });

  it('goes to organizers only, not to who is closed out, nor to who does not want it', async () => {
    const { world } = hall.field;
    // Whoever signs in before the weekend is signed out on Monday.
    setClock(() => new Date(MONDAY));
    const declined = await world.member('organizer');
    const closed = await world.member('organizer');
    await world.member('administrator');
    await world.database.transaction(() => world.database.update(User, { id: closed.id }, { disabled_at: MONDAY }));
    await declined.post('/letters/digest', { wanted: 'no' }).expect(303);
    expect(await sweep()).toBe(1);
    expect(await bodyFor(hall.organizer.id)).toContain('Lớp đã xong');
    await declined.post('/letters/digest', { wanted: 'yes' }).expect(303);
    expect(await sweep('2025-03-10T01:00:00Z')).toBe(1);
  });
});

describe('the page where it is chosen', () => {
  it('says how it stands, is found from the account, and leaves an event where it changes', async () => {
    const { organizer, field } = hall;
    expect((await organizer.get('/account').expect(200)).text).toContain('href="/letters/digest"');
    const checked = async () =>
      /value="(\w+)" checked/.exec((await organizer.get('/letters/digest').expect(200)).text)?.[1];
    expect(await checked()).toBe('yes');
    await organizer.post('/letters/digest', { wanted: 'yes' }).expect(303);
    await Promise.all([1, 2].map(() => organizer.post('/letters/digest', { wanted: 'no' }).expect(303)));
    expect(await checked()).toBe('no');
    const sql = "SELECT kind, subject_id FROM events WHERE kind LIKE 'digest.%'";
    expect(await field.world.database.rows(sql)).toEqual([{ kind: 'digest.declined', subject_id: organizer.id }]);
    await organizer.post('/letters/digest', {}).expect(422);
  });

  it('is for organizers', async () => {
    await hall.trainer.get('/letters/digest').expect(403);
    expect((await hall.trainer.get('/account').expect(200)).text).not.toContain('/letters/digest');
  });
});
