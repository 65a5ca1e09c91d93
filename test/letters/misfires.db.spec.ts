import { RosterRemovals } from '../../src/activities/roster-removals.js';
import { setClock } from '../../src/config/clock.js';
import { LetterChoices } from '../../src/letters/letter-choices.js';
import { Reminders } from '../../src/letters/reminders.js';
import { Batches } from '../../src/mail/batches.js';
import { Outbox } from '../../src/mail/outbox.js';
import { type Holder, ParticipantLinks } from '../../src/mine/participant-links.js';
import { ParticipantChoices } from '../../src/mine/participant-choices.js';
import { PersonMerges } from '../../src/people/person-merges.js';
import { julyClass } from './july.js';

const july = julyClass('an,teacher', 'binh,parent', 'cuc,child', 'dung,teacher');
const { get, sql, invite, allLeave, rowsOf, move, change } = july;

const toWhom = async (kind: string, state = 'waiting'): Promise<string[]> =>
  (await rowsOf(kind, state)).map(({ recipient }) => recipient.replace('@example.vn', '')).sort();
const person = (ref: string): Promise<number> => july.hall.field.id('people', 'ref', ref);
const choose = async (reminder_days: number[], version = 0): Promise<void> =>
  get(LetterChoices).choose('F', version, { reminder_days, tells_changes: 1, certificate_as: 'link' });
const sweep = (at: string): Promise<number> => {
  setClock(() => new Date(at));
  return get(Reminders).sweep();
};

describe('an invitation that has not left', () => {
  it('is written anew in its batch when the schedule changes, and nothing else is', async () => {
    const { batch } = await invite();
    await move({ date: '2025-07-02' });
    expect(await rowsOf('change')).toEqual([]);
    expect(await toWhom('invitation', 'cancelled')).toEqual(['an', 'dung']);
    const letters = await rowsOf('invitation');
    expect(letters.map(({ batch_id }) => batch_id)).toEqual([batch, batch]);
    expect(letters[0]?.body).toContain('02/07/2025');
    expect(letters[0]?.body).not.toContain('01/07/2025');
    expect(await invite()).toMatchObject({ written: 0 });
  });

  it('stays stopped with its batch', async () => {
    const { batch } = await invite();
    await get(Batches).stop(Number(batch));
    await move({ date: '2025-07-02' });
    expect(await toWhom('invitation', 'stopped')).toEqual(['an', 'dung']);
    expect(await rowsOf('invitation')).toEqual([]);
  });

  it('is taken back with what it invites to, and can be sent again', async () => {
    await invite();
    await change({ status: 'cancelled' });
    expect([...(await rowsOf('invitation')), ...(await rowsOf('change'))]).toEqual([]);
    await change({ status: 'open' });
    expect([...(await rowsOf('invitation')), ...(await rowsOf('change'))]).toEqual([]);
    expect(await invite()).toMatchObject({ written: 2 });
  });

  it('runs out with the last session, and says only what is still to come', async () => {
    setClock(() => new Date('2025-07-03T03:00:00Z'));
    await invite();
    const [letter] = await rowsOf('invitation');
    expect(letter?.expires_at).toBe('2025-07-08T04:00:00.000Z');
    expect(letter?.body).toContain('08/07/2025');
    expect(letter?.body).not.toContain('01/07/2025');
    expect(letter?.attachments).not.toContain('20250701T');
    expect(letter?.attachments).toContain('20250708T');
  });
});

describe('whoever wants no letters', () => {
  const giveBack = async (by: 'not_me' | 'unwanted'): Promise<void> => {
    const id = await person('an');
    const links = get(ParticipantLinks);
    const [link] = await links.inUse([id]);
    await links.giveBack({ link: { id: link?.id, person_id: id }, person: { id } } as Holder, by);
  };

  it('gets none of those that wait', async () => {
    await invite();
    await get(ParticipantChoices).unsubscribe(await person('an'));
    expect(await toWhom('invitation')).toEqual(['dung']);
    await get(ParticipantChoices).choose(await person('dung'), { locale: null, mails: 'certificates' });
    expect(await toWhom('invitation')).toEqual([]);
  });

  it('keeps those that the choice lets through', async () => {
    await invite();
    await allLeave();
    await move({ date: '2025-07-02' });
    await get(ParticipantChoices).choose(await person('an'), { locale: null, mails: 'certificates' });
    expect(await toWhom('change')).toEqual(['an', 'dung']);
    await giveBack('unwanted');
    expect(await toWhom('change')).toEqual(['dung']);
  });

  it('is not written to at an address of somebody else, and again at the right one', async () => {
    await invite();
    await sql("UPDATE outbox SET state = 'sent' WHERE recipient = 'an@example.vn'");
    await giveBack('not_me');
    expect(await toWhom('invitation')).toEqual(['dung']);
    const page = await july.hall.organizer.get('/activities/F/letters/invitation?way=paper').expect(200);
    expect(page.text).toContain('địa chỉ thư không nhận được thư');
    await july.hall.field.good('people', 'ref,full_name,unit,email\nan,Lò Văn An,C,an2@example.vn');
    expect(await invite()).toMatchObject({ written: 1 });
    expect(await toWhom('invitation')).toEqual(['an2', 'dung']);
  });

  it('is not told of changes of what they were never invited to', async () => {
    await invite();
    await get(ParticipantChoices).choose(await person('an'), { locale: null, mails: 'certificates' });
    await allLeave();
    await move({ date: '2025-07-02' });
    expect(await toWhom('change')).toEqual(['dung']);
  });
});

describe('people who turn out to be one', () => {
  it('are told as whoever was invited, and not invited again', async () => {
    await invite();
    await allLeave();
    await july.hall.field.good('people', 'ref,full_name,unit,email\nan0,Lò Văn An,C,an@example.vn');
    await get(PersonMerges).merge('an', 'an0', null);
    expect(await invite()).toEqual({ written: 0, batch: null });
    await move({ date: '2025-07-02' });
    expect(await toWhom('change')).toEqual(['an', 'dung']);
  });

  it('are reminded once', async () => {
    await choose([1]);
    expect(await sweep('2025-06-30T01:00:00Z')).toBe(2);
    await july.hall.field.good('people', 'ref,full_name,unit,email\nan0,Lò Văn An,C,an@example.vn');
    await get(PersonMerges).merge('an', 'an0', null);
    expect(await sweep('2025-06-30T02:00:00Z')).toBe(0);
  });
});

describe('a reminder that waits', () => {
  beforeEach(() => choose([2, 1]));

  it('is of one day only where several are due', async () => {
    expect(await sweep('2025-06-30T01:00:00Z')).toBe(2);
    expect(await sweep('2025-06-30T02:00:00Z')).toBe(0);
  });

  it.each([
    ['the hour changed', () => move({ start: '09:00' })],
    ['the venue changed', () => move({ venue: 'Trường học' })],
  ])('is written anew when %s', async (_, act) => {
    await sweep('2025-06-30T01:00:00Z');
    await act();
    expect(await toWhom('reminder')).toEqual([]);
    expect(await sweep('2025-06-30T02:00:00Z')).toBe(2);
    expect((await rowsOf('reminder'))[0]?.body).toMatch(/09:00|Trường học/);
  });

  it.each([
    ['nobody is to be reminded', () => choose([], 1)],
    ['the whole is a draft again', () => change({ status: 'draft' })],
    ['the whole is done', () => change({ status: 'done' })],
  ])('is taken back when %s', async (_, act) => {
    await sweep('2025-06-30T01:00:00Z');
    await act();
    expect(await toWhom('reminder')).toEqual([]);
  });

  it('is not written a second time when it has left', async () => {
    await sweep('2025-06-30T01:00:00Z');
    await allLeave();
    await move({ start: '09:00' });
    expect(await sweep('2025-06-30T02:00:00Z')).toBe(0);
  });
});

describe('letters that wait', () => {
  it('are taken back when the activity is a draft again, and written by the next press', async () => {
    await invite();
    await change({ status: 'draft' });
    expect(await toWhom('invitation')).toEqual([]);
    await change({ status: 'open' });
    expect(await toWhom('invitation')).toEqual([]);
    await invite();
    expect(await toWhom('invitation')).toEqual(['an', 'dung']);
    expect(await toWhom('change')).toEqual([]);
  });

  it('are taken back from whoever is taken off the roster', async () => {
    await choose([11]);
    await invite();
    await sweep('2025-06-20T03:00:00Z');
    expect(await toWhom('reminder')).toEqual(['an', 'dung']);
    await get(RosterRemovals).removeByRef('F', 'an', 'teacher');
    expect(await toWhom('invitation')).toEqual(['dung']);
    expect(await toWhom('reminder')).toEqual(['dung']);
  });

  it('do not go to an address that was corrected; a change is told at the new one', async () => {
    await invite();
    await july.hall.field.good('people', 'ref,full_name,unit,email\nan,Lò Văn An,C,an2@example.vn');
    expect(await toWhom('invitation')).toEqual(['dung']);
    expect(await invite()).toMatchObject({ written: 1 });
    expect(await toWhom('invitation')).toEqual(['an2', 'dung']);
    await allLeave();
    await move({ date: '2025-07-02' });
    await july.hall.field.good('people', 'ref,full_name,unit,email\nan,Lò Văn An,C,an3@example.vn');
    expect(await toWhom('change')).toEqual(['an3', 'dung']);
  });

  it('are told apart by the whole of their key', async () => {
    await invite();
    const [first] = await rowsOf('invitation');
    const { database } = july.hall.field.world;
    const key = (first?.dedupe_key ?? '').slice(0, -1);
    expect(await database.transaction(() => get(Outbox).cancel({ keys: [key] }))).toBe(0);
  });
});
