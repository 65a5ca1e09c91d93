import { LetterChoices } from '../../src/letters/letter-choices.js';
import { AlreadyDone } from '../../src/errors.js';
import type { OutboxMessage } from '../../src/mail/mail.entities.js';
import { Outbox } from '../../src/mail/outbox.js';
import { messageRows } from '../support/letters.js';
import { julyClass } from './july.js';

const july = julyClass('an,teacher', 'binh,parent');
const { get, sql, invite, move, change } = july;

/** A mail server refuses for now what waits. */
const refuse = () => sql("UPDATE outbox SET attempts = attempts + 1, last_error = '450 busy' WHERE state = 'waiting'");
/** What still waits leaves, hours later. */
const leave = () =>
  sql(
    "UPDATE outbox SET state = 'sent' WHERE state = 'waiting' AND (expires_at IS NULL OR expires_at > '2025-06-20T03:00:00.000Z')",
  );
const rows = async (...states: string[]): Promise<OutboxMessage[]> =>
  (await messageRows(july.hall.field.world)).filter(({ state }) => states.includes(state));
const kinds = async (...states: string[]): Promise<string[]> => (await rows(...states)).map(({ kind }) => kind);
/** What has left, in the order in which it was written: the kind, and the day of the first session as it stands. */
const delivered = async (): Promise<string[]> =>
  (await rows('sent')).map(({ kind, body }) => {
    const days = [...body.matchAll(/^- Buổi 1: (\d\d)\/07/gm)].map(([, day]) => day);
    return `${kind} ${days.at(-1)}`;
  });
const tellNoChanges = (): Promise<void> =>
  get(LetterChoices).choose('F', 0, { reminder_days: [], tells_changes: 0, certificate_as: 'link' });

describe('an invitation that was tried and waits', () => {
  beforeEach(async () => {
    await invite();
    await refuse();
  });

  it('leaves once, with the schedule of now, and under a Message-ID of its own', async () => {
    const [old] = await rows('waiting');
    await move({ date: '2025-07-02' });
    const [fresh] = await rows('waiting');
    expect(fresh).toMatchObject({ kind: 'invitation', batch_id: old?.batch_id, attempts: 0 });
    expect(fresh?.message_id).not.toBe(old?.message_id);
    await leave();
    expect(await delivered()).toEqual(['invitation 02']);
    await move({ date: '2025-07-03' });
    expect(await kinds('waiting')).toEqual(['change']);
  });

  it('does so where changes are not told, and where the change is taken back', async () => {
    await tellNoChanges();
    await move({ date: '2025-07-02' });
    await move({ date: '2025-07-01' });
    expect(await kinds('waiting')).toEqual(['invitation']);
    await leave();
    expect(await delivered()).toEqual(['invitation 01']);
  });

  it('may have arrived: of a cancellation its reader hears, also after it was written anew', async () => {
    await move({ date: '2025-07-02' });
    await change({ status: 'cancelled' });
    expect(await kinds('waiting')).toEqual(['change']);
    expect((await rows('waiting'))[0]?.subject).toBe('Đã hủy: Lớp tháng bảy');
  });

  it('and then was cancelled can be pressed again when it is not; that says what stands', async () => {
    await change({ status: 'cancelled' });
    await leave();
    await change({ status: 'open' });
    expect(await kinds('waiting')).toEqual(['change']);
    expect(await invite()).toMatchObject({ written: 1 });
    expect(await kinds('waiting')).toEqual(['invitation']);
  });
});

it('an invitation to what is cancelled that nobody tried to send is told to nobody', async () => {
  await invite();
  await change({ status: 'cancelled' });
  expect(await kinds('waiting')).toEqual([]);
});

it('an invitation that is on its way counts as told, and is not tried once more', async () => {
  await invite();
  await refuse();
  await sql("UPDATE outbox SET leased_until = '2025-06-20T03:05:00.000Z'");
  await move({ date: '2025-07-02' });
  expect(await kinds('waiting')).toEqual(['invitation', 'change']);
  await sql('UPDATE outbox SET leased_until = NULL');
  await leave();
  expect(await delivered()).toEqual(['change 02']);
});

it('an invitation that was given up is not sent again once it is wrong', async () => {
  await invite();
  await sql("UPDATE outbox SET state = 'failed'");
  await move({ date: '2025-07-02' });
  const [old] = await rows('failed');
  await expect(get(Outbox).sendAgain(Number(old?.id))).rejects.toThrow(AlreadyDone);
});

describe('a letter about a change that was tried and waits', () => {
  beforeEach(async () => {
    await invite();
    await leave();
    await move({ date: '2025-07-02' });
    await refuse();
  });

  it('is replaced by the next, which tells from what surely arrived', async () => {
    await move({ date: '2025-07-03' });
    const [letter] = await rows('waiting');
    expect(letter?.body).toContain('01/07/2025, 08:00–11:00, Hội trường → 03/07/2025');
    await leave();
    expect(await delivered()).toEqual(['invitation 01', 'change 03']);
  });

  it('is followed by another where the change is taken back: it may have arrived', async () => {
    await move({ date: '2025-07-01' });
    expect((await rows('waiting'))[0]?.body).toContain('02/07/2025, 08:00–11:00, Hội trường → 01/07/2025');
    await leave();
    expect(await delivered()).toEqual(['invitation 01', 'change 01']);
  });

  it('leaves as it is while it says what stands', async () => {
    await move({ date: '2025-07-03' });
    await move({ date: '2025-07-02' });
    await leave();
    expect(await delivered()).toEqual(['invitation 01', 'change 02']);
  });

  it('is taken back where changes are told no more', async () => {
    await tellNoChanges();
    await move({ date: '2025-07-03' });
    expect(await kinds('waiting')).toEqual([]);
  });
});
