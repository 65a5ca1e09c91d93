import { setClock } from '../../src/config/clock.js';
import { LetterChoices } from '../../src/letters/letter-choices.js';
import { Reminders } from '../../src/letters/reminders.js';
import { julyClass } from './july.js';

const july = julyClass('an,teacher', 'binh,parent', 'dung,teacher');
const { get, sql, invite, rowsOf, move } = july;

const batches = (): Promise<{ id: number; title: string; author_id: number | null }[]> =>
  july.hall.field.world.database.rows(
    "SELECT id, title, author_id FROM mail_batches WHERE kind <> 'invitation' ORDER BY id",
  );
const batchOf = async (kind: string): Promise<number> => Number((await rowsOf(kind, 'waiting'))[0]?.batch_id);

describe('reminders', () => {
  const sweep = (at: string): Promise<number> => {
    setClock(() => new Date(at));
    return get(Reminders).sweep();
  };
  beforeEach(() =>
    get(LetterChoices).choose('F', 0, { reminder_days: [3, 1], tells_changes: 1, certificate_as: 'link' }),
  );

  it('of a session on one day are a batch, which lets password links go first', async () => {
    expect(await sweep('2025-06-28T01:00:00Z')).toBe(2);
    await sweep('2025-06-28T02:00:00Z');
    expect(await sweep('2025-06-30T01:00:00Z')).toBe(2);
    expect(await batches()).toMatchObject([
      { title: 'Nhắc lịch: Lớp tháng bảy, buổi 1, 01/07/2025', author_id: null },
      { title: 'Nhắc lịch: Lớp tháng bảy, buổi 1, 01/07/2025', author_id: null },
    ]);
    const letters = await rowsOf('reminder', 'waiting');
    expect(letters.map(({ priority }) => priority)).toEqual([1, 1, 1, 1]);
    expect(new Set(letters.map(({ batch_id }) => batch_id)).size).toBe(2);
  });

  it('are stopped by whoever may write letters of the activity, with those that are written later', async () => {
    await sweep('2025-06-28T01:00:00Z');
    const [of] = [await batchOf('reminder')];
    const trainer = await july.hall.field.world.member('trainer', july.hall.field.places.get('C'));
    expect((await trainer.get('/activities/F/letters').expect(200)).text).toContain(`href="/outbox/batches/${of}"`);
    await trainer.post(`/outbox/batches/${of}/stopping`).expect(303);
    await july.hall.field.good('people', 'ref,full_name,unit,email\nbinh,Mào Thị Bình,C,binh@example.vn');
    expect(await sweep('2025-06-28T02:00:00Z')).toBe(1);
    expect(await rowsOf('reminder', 'waiting')).toEqual([]);
    expect(await rowsOf('reminder', 'stopped')).toHaveLength(3);
    expect(await batches()).toHaveLength(1);
  });

  it('that two processes write at the same time are one batch', async () => {
    setClock(() => new Date('2025-06-28T01:00:00Z'));
    const counts = await Promise.all([get(Reminders).sweep(), get(Reminders).sweep()]);
    expect(counts[0] + counts[1]).toBe(2);
    expect(await batches()).toHaveLength(1);
  });
});

describe('letters about a change', () => {
  beforeEach(async () => {
    await invite();
    await sql("UPDATE outbox SET state = 'sent'");
  });

  it('are a batch, which a further change before they leave goes on with', async () => {
    await move({ date: '2025-07-02' });
    await move({ date: '2025-07-03' });
    expect(await batches()).toMatchObject([{ title: 'Báo thay đổi: Lớp tháng bảy' }]);
    const letters = await rowsOf('change', 'waiting');
    expect(letters).toHaveLength(2);
    for (const letter of letters)
      expect(letter).toMatchObject({ priority: 1, next_attempt_at: '2025-06-20T03:10:00.000Z' });
    expect(new Set((await rowsOf('change', 'waiting', 'cancelled')).map(({ batch_id }) => batch_id)).size).toBe(1);
  });

  it('can be stopped; a further change is told all the same', async () => {
    await move({ date: '2025-07-02' });
    await july.hall.organizer.post(`/outbox/batches/${await batchOf('change')}/stopping`).expect(303);
    expect(await rowsOf('change', 'stopped')).toHaveLength(2);
    await move({ date: '2025-07-03' });
    expect(await rowsOf('change', 'stopped')).toEqual([]);
    expect(await rowsOf('change', 'waiting')).toHaveLength(2);
    expect(await batches()).toHaveLength(2);
  });

  it('are no batch where there is nothing to tell', async () => {
    await move({ date: '2025-07-02' });
    await move({ date: '2025-07-01' });
    expect(await batches()).toHaveLength(1);
    setClock(() => new Date('2025-07-20T03:00:00Z'));
    await move({ date: '2025-07-03' });
    expect(await batches()).toHaveLength(1);
  });
});
