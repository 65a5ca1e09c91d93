import { setClock } from '../../src/config/clock.js';
import { Bus } from '../../src/events/domain-events.js';
import { LetterChoices } from '../../src/letters/letter-choices.js';
import { Reminders } from '../../src/letters/reminders.js';
import type { OutboxMessage } from '../../src/mail/mail.entities.js';
import { Suppressions } from '../../src/mail/suppressions.js';
import { ParticipantLinks } from '../../src/mine/participant-links.js';
import { PersonMerges } from '../../src/people/person-merges.js';
import { messageRows } from '../support/letters.js';
import { julyClass } from './july.js';

const july = julyClass('an,teacher', 'dung,teacher');
const { get, sql, invite, allLeave, move } = july;

const person = (ref = 'an'): Promise<number> => july.hall.field.id('people', 'ref', ref);
const correct = (email: string) => july.hall.field.good('people', `ref,full_name,unit,email\nan,Lò Văn An,C,${email}`);
/** The letters to An that wait, and in each the path of the own page. */
const waiting = async (kind: string): Promise<OutboxMessage[]> => {
  const id = await person();
  const rows = await messageRows(july.hall.field.world);
  return rows.filter((each) => each.kind === kind && each.person_id === id && each.state === 'waiting');
};
const pathIn = (letter: OutboxMessage | undefined): string => /\/mine\/[\w-]{43}/.exec(letter?.body ?? '')?.[0] ?? '';
const opens = async (path: string): Promise<boolean> => {
  const { status } = await july.hall.field.world.request().get(path);
  expect([200, 404]).toContain(status);
  return status === 200;
};
const personPage = async (): Promise<string> => (await july.hall.organizer.get(`/people/${await person()}`)).text;

/** The path that stood in the invitation to An, which has left. */
async function mailed(): Promise<string> {
  await invite();
  const path = pathIn((await waiting('invitation'))[0]);
  await allLeave();
  expect(await opens(path)).toBe(true);
  return path;
}

describe('a link that was mailed to an address that is corrected', () => {
  it('opens nothing any more, the staff reads why, and the next letter brings another', async () => {
    const former = await mailed();
    await correct('an2@example.vn');
    expect(await opens(former)).toBe(false);
    expect(await personPage()).toContain('Ngày 20/06/2025, đường dẫn hết hiệu lực');
    expect(await personPage()).toContain('Đường dẫn tới trang riêng hết hiệu lực');
    setClock(() => new Date('2025-06-20T04:00:00Z'));
    await move({ date: '2025-07-02' });
    const [letter] = await waiting('change');
    expect(letter?.recipient).toBe('an2@example.vn');
    expect(pathIn(letter)).not.toBe(former);
    expect(await opens(pathIn(letter))).toBe(true);
    expect(await personPage()).not.toContain('Ngày 20/06/2025, đường dẫn hết hiệu lực');
  });

  it('ends as well where the address is removed, or the letter was tried and nobody knows', async () => {
    const former = await mailed();
    await sql(`UPDATE outbox SET state = 'failed', attempted_at = '2025-06-20T03:00:00.000Z'`);
    await correct('');
    expect(await opens(former)).toBe(false);
  });

  it('is of one person only', async () => {
    await mailed();
    const [other] = await get(ParticipantLinks).inUse([await person('dung')]);
    await correct('an2@example.vn');
    expect(await opens(other?.path ?? '')).toBe(true);
  });

  it('takes letters along that wait with it; a change is told with another', async () => {
    const former = await mailed();
    await move({ date: '2025-07-02' });
    expect(pathIn((await waiting('change'))[0])).toBe(former);
    await correct('an2@example.vn');
    const changes = await waiting('change');
    expect(changes.map(({ recipient }) => recipient)).toEqual(['an2@example.vn']);
    expect(await opens(pathIn(changes[0]))).toBe(true);
  });

  it('ends by whichever record it was made', async () => {
    const former = await mailed();
    await july.hall.field.good('people', 'ref,full_name,unit,email\nan0,Lò Văn An,C,an0@example.vn');
    await get(PersonMerges).merge('an', 'an0', null);
    // The staff said that both are one: either address is that person’s.
    expect(await opens(former)).toBe(true);
    await july.hall.field.good('people', 'ref,full_name,unit,email\nan0,Lò Văn An,C,an3@example.vn');
    expect(await opens(former)).toBe(false);
  });
});

describe('a link goes on opening the page', () => {
  it('where the address is spelt otherwise, or is the same', async () => {
    const path = await mailed();
    await sql("UPDATE people SET email = 'An@Example.VN' WHERE ref = 'an'");
    const { database } = july.hall.field.world;
    const person_ids = [await person()];
    await database.transaction(() => get(Bus).tell('people.readdressed', { person_ids }));
    await correct('an@example.vn');
    expect(await opens(path)).toBe(true);
  });

  it.each([
    ['was handed out on paper', "DELETE FROM outbox WHERE kind = 'invitation'"],
    ['stands in letters that have not left', "UPDATE outbox SET state = 'stopped'"],
    [
      'stands in letters to an address that is nobody’s',
      "UPDATE outbox SET state = 'suppressed', attempted_at = '2025-06-20T03:00:00.000Z'",
    ],
  ])('where it %s', async (_, text) => {
    await invite();
    const path = pathIn((await waiting('invitation'))[0]);
    await sql(text);
    const { database } = july.hall.field.world;
    const about = { type: 'mail', id: 1 };
    await database.transaction(() => get(Suppressions).add('an@example.vn', 'refused', about));
    await correct('an2@example.vn');
    expect(await opens(path)).toBe(true);
  });
});

describe('a link that the staff withdraws', () => {
  const withdraw = async () => july.hall.organizer.post(`/people/${await person()}/link/withdrawal`).expect(303);

  it('leaves in no letter that waits: the next press and the next sweep write anew', async () => {
    const choices = { reminder_days: [11], tells_changes: 1 as const, certificate_as: 'link' as const };
    await get(LetterChoices).choose('F', 0, choices);
    await invite();
    await get(Reminders).sweep();
    await withdraw();
    expect([...(await waiting('invitation')), ...(await waiting('reminder'))]).toEqual([]);
    expect(await invite()).toMatchObject({ written: 1 });
    expect(await get(Reminders).sweep()).toBe(1);
    for (const kind of ['invitation', 'reminder']) expect(await opens(pathIn((await waiting(kind))[0]))).toBe(true);
  });

  it('leaves in no letter of a stopped batch, nor in one that waits for its next attempt', async () => {
    await invite();
    await sql("UPDATE outbox SET state = 'stopped' WHERE recipient = 'an@example.vn'");
    await sql("UPDATE outbox SET attempts = 1, attempted_at = '2025-06-20T02:00:00.000Z' WHERE state = 'waiting'");
    await withdraw();
    await july.hall.organizer.post(`/people/${await person('dung')}/link/withdrawal`).expect(303);
    expect(await invite()).toMatchObject({ written: 2 });
  });

  it('has a change told with another', async () => {
    const former = await mailed();
    await move({ date: '2025-07-02' });
    await withdraw();
    const changes = await waiting('change');
    expect(changes).toHaveLength(1);
    expect(pathIn(changes[0])).not.toBe(former);
    expect(await opens(pathIn(changes[0]))).toBe(true);
  });
});

describe('whoever says that they are somebody else', () => {
  const notMe = (path: string) =>
    july.hall.field.world.request().post(`${path}/withdrawal`).type('form').send({ reason: 'not_me' }).expect(200);
  const takesNoMail = async (...addresses: string[]): Promise<string[]> => [
    ...(await get(Suppressions).of(addresses)).keys(),
  ];

  it('and reads letters at an address gets none there any more; the person is told anew at the right one', async () => {
    await notMe(await mailed());
    expect(await takesNoMail('an@example.vn')).toHaveLength(1);
    expect((await july.hall.organizer.get('/activities/F/letters/invitation?way=paper')).text).toContain('Lò Văn An');
    expect((await july.hall.organizer.get('/people/' + String(await person()))).text).toContain('không phải người này');
    await correct('an2@example.vn');
    expect(await invite()).toMatchObject({ written: 1 });
    expect(await opens(pathIn((await waiting('invitation'))[0]))).toBe(true);
  });

  it('and reads letters at a former address does not close the right one', async () => {
    const path = await mailed();
    // As an address was corrected before links ended with it.
    await sql("UPDATE people SET email = 'an2@example.vn' WHERE ref = 'an'");
    await notMe(path);
    expect(await takesNoMail('an@example.vn', 'an2@example.vn')).toEqual(['an@example.vn']);
  });

  it('and found a slip closes no address: the link ends, letters that wait with it are written anew, the staff reads it', async () => {
    await invite();
    const path = pathIn((await waiting('invitation'))[0]);
    await notMe(path);
    expect(await opens(path)).toBe(false);
    expect(await takesNoMail('an@example.vn')).toEqual([]);
    expect(await waiting('invitation')).toEqual([]);
    expect(await personPage()).toContain('Ngày 20/06/2025, người nhận đường dẫn báo không phải người này');
    expect(await invite()).toMatchObject({ written: 1 });
    expect(await opens(pathIn((await waiting('invitation'))[0]))).toBe(true);
  });
});
