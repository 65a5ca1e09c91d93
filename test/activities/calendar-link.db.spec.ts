import { CalendarLinks } from '../../src/accounts/calendar-links.js';
import { Sessions } from '../../src/accounts/sessions.js';
import { UserActs } from '../../src/accounts/user-acts.js';
import { Users } from '../../src/accounts/users.js';
import { setClock } from '../../src/config/clock.js';
import { newFormKey } from '../../src/web/form-key.js';
import { Log } from '../../src/web/log.js';
import type { Member } from '../support/world.js';
import { ALL, fetched, linkOf, pathIn, sessionsAround, sessionsOf } from './feed-field.js';
import type { Field } from './field.js';

let field: Field;
let organizer: Member;
let trainer: Member;
let viewer: Member;

beforeAll(async () => {
  ({ field } = await sessionsAround());
});
beforeEach(async () => {
  setClock(() => new Date('2025-05-09T03:00:00Z'));
  // The guesses of one test are not those of the next.
  await field.world.database.transaction(() => field.world.database.execute('DELETE FROM throttles', []));
  organizer = await field.world.member('organizer');
  trainer = await field.world.member('trainer', field.places.get('C'));
  viewer = await field.world.member('viewer', field.places.get('C'));
});
afterAll(async () => {
  setClock();
  await field.world.close();
});

const gone = (path: string): Promise<unknown> => field.world.request().get(path).expect(404);
const tokenOf = (path: string): string => path.slice('/calendar/feed/'.length, -'.ics'.length);

describe('the link of a calendar', () => {
  const rows = (): Promise<object[]> =>
    field.world.database.rows('SELECT * FROM calendar_links WHERE user_id = ?', [trainer.id]);
  const events = async (): Promise<string[]> => {
    const sql = "SELECT kind FROM events WHERE kind LIKE 'user.calendar%' AND subject_id = ? ORDER BY id";
    return (await field.world.database.rows<{ kind: string }>(sql, [trainer.id])).map(({ kind }) => kind);
  };

  it('is one of each person: a new one ends the former, whose answer is that of one that never was', async () => {
    const first = await linkOf(trainer);
    const other = await linkOf(viewer);
    const second = await linkOf(trainer);
    await gone(first);
    expect(await sessionsOf(field, second)).toContain('T 1');
    expect(await sessionsOf(field, other)).toContain('T 1');
    const plain = async (path: string): Promise<string> => {
      const { text } = await field.world.request().get(path).expect(404);
      return text.replaceAll(tokenOf(path), '').replaceAll(/404-[A-Z0-9]{4}/g, '');
    };
    expect(await plain(first)).toBe(await plain(`/calendar/feed/${newFormKey()}.ics`));
    expect(await events()).toEqual(Array(2).fill('user.calendar_link_made'));
  });

  it('is not kept, and not shown again', async () => {
    const path = await linkOf(trainer);
    const token = tokenOf(path);
    expect(JSON.stringify([await rows(), await field.world.database.rows('SELECT * FROM events')])).not.toContain(
      token,
    );
    for (const page of ['/calendar/link', '/calendar']) {
      const { text } = await trainer.get(page).expect(200);
      expect(text).toContain('chưa lần nào');
      expect(text).not.toContain(token);
    }
  });

  it('is made once by a form that is sent twice, also at once; both times it is shown', async () => {
    const body = { ...ALL, form_key: newFormKey() };
    const answers = await Promise.all([1, 2].map(() => trainer.post('/calendar/link', body).expect(201)));
    const [one, two] = answers.map(({ text }) => pathIn(text));
    expect(one).toBe(two);
    expect(await sessionsOf(field, one ?? '')).toContain('T 1');
    expect(await rows()).toHaveLength(1);
    expect(await events()).toHaveLength(1);
  });

  it('leaves one in use of two made at once', async () => {
    const paths = await Promise.all([linkOf(trainer), linkOf(trainer)]);
    const statuses = await Promise.all(paths.map(async (path) => (await field.world.request().get(path)).status));
    expect(statuses.sort()).toEqual([200, 404]);
  });

  it('ends at a press, and does not come back with the form that made it', async () => {
    const body = { form_key: newFormKey() };
    const path = await linkOf(trainer, body);
    await trainer.post('/calendar/link/closure').expect(303);
    await trainer.post('/calendar/link/closure').expect(303);
    await gone(path);
    expect(await events()).toEqual(['user.calendar_link_made', 'user.calendar_link_ended']);
    const again = await trainer.post('/calendar/link', { ...ALL, ...body }).expect(303);
    expect((await trainer.get(again.headers.location ?? '')).text).toContain('đã hết hiệu lực');
    await gone(path);
  });

  it.each<[string, (id: number) => Promise<unknown>]>([
    ['the account is closed', (id) => field.world.get(UserActs).disable(id)],
    ['a first password is given', (id) => field.world.get(UserActs).newPassword(id)],
    ['the account is closed and opened again', async (id) => {
      await field.world.get(UserActs).disable(id);
      await field.world.get(UserActs).enable(id);
    }], // prettier-ignore
  ])('ends when %s', async (_what, end) => {
    const path = await linkOf(trainer);
    await end(trainer.id);
    await gone(path);
  });

  it('is that of nobody while the account is closed, however it was closed', async () => {
    const path = await linkOf(trainer);
    await field.world.database.transaction(() =>
      field.world.database.execute('UPDATE users SET disabled_at = ? WHERE id = ?', [
        '2025-05-01T00:00:00.000Z',
        trainer.id,
      ]),
    );
    await gone(path);
  });

  it('follows the territory at once: of a place that lies outside now there is nothing', async () => {
    const [all, place] = [await linkOf(viewer), await linkOf(trainer, { unit: 'C' })];
    const { name, email, version } = (await field.world.database.row<{ name: string; email: string; version: number }>(
      'SELECT name, email, version FROM users WHERE id = ?', [viewer.id])) ?? { name: '', email: '', version: 0 }; // prettier-ignore
    await field.world.get(Users).edit(viewer.id, version, {
      ...{ name, email, role: 'viewer', locale: 'vi', place_id: field.places.get('A') ?? 0 },
    });
    await field.world.database.transaction(() =>
      field.world.database.execute('UPDATE users SET place_id = ? WHERE id = ?', [
        field.places.get('B') ?? 0,
        trainer.id,
      ]),
    );
    expect(await sessionsOf(field, all)).toEqual(['A1 1']);
    expect(await sessionsOf(field, place)).toEqual([]);
  });

  it('refuses a filter that the page does not offer, a foreign place, and one’s own sessions of who trains nothing', async () => {
    const refused = (member: Member, body: object) => member.post('/calendar/link', { ...ALL, ...body }).expect(422);
    await refused(organizer, { kind: 'feast' });
    await refused(organizer, { agency: 'nobody' });
    await refused(viewer, { trainer: 'khac@example.vn' });
    await refused(viewer, { covers: 'mine' });
    await refused(organizer, { covers: '' });
    await trainer.post('/calendar/link', { ...ALL, unit: 'A' }).expect(404);
    await trainer.get('/calendar/link?unit=A').expect(404);
    expect(await rows()).toEqual([]);
  });

  it('is made and ended in the browser, and not by a program', async () => {
    await trainer.api('get', '/calendar/link').expect(200);
    await trainer.api('post', '/calendar/link').type('form').send(ALL).expect(403);
    await trainer.api('post', '/calendar/link/closure').expect(403);
    await trainer.get('/calendar/link/closure').expect(404);
  });

  it('says when it was last fetched', async () => {
    const path = await linkOf(trainer);
    setClock(() => new Date('2025-05-09T05:04:00Z'));
    await fetched(field, path);
    await field.world.get(Sessions).onApplicationShutdown();
    const { text } = await trainer.get('/calendar/link').expect(200);
    expect(text).toMatch(/Tải lần cuối<\/dt><dd>[^<]*12:04/);
    expect((await trainer.get('/calendar')).text).toContain('Điện thoại tải lịch lần cuối');
  });

  it('cannot be guessed at will, while those of others go on', async () => {
    const path = await linkOf(trainer);
    const guess = async (): Promise<number> =>
      (await field.world.request().get(`/calendar/feed/${newFormKey()}.ics`)).status;
    for (let tries = 0; tries < 100; tries += 1) expect(await guess()).toBe(404);
    expect(await guess()).toBe(429);
    expect(await sessionsOf(field, path)).toContain('T 1');
  });

  it('stands in no line of the log', async () => {
    const path = await linkOf(trainer);
    const log = field.world.get(Log);
    const lines = [jest.spyOn(log, 'warn').mockReturnValue(), jest.spyOn(log, 'error').mockReturnValue()];
    await field.world.request().get(path).set('Authorization', 'Bearer none').expect(303);
    const failing = jest.spyOn(field.world.get(CalendarLinks), 'ownerOf').mockRejectedValue(new Error('down'));
    await field.world.request().get(path).expect(500);
    failing.mockRestore();
    const said = JSON.stringify(lines.map((line) => line.mock.calls));
    expect(said).toContain('/calendar/feed/…');
    expect(said).not.toContain(tokenOf(path));
    for (const line of lines) line.mockRestore();
  });
});
