import { setClock } from '../../src/config/clock.js';
import { Secret } from '../../src/config/secret.js';
import { ParticipantLinks } from '../../src/mine/participant-links.js';
import { PersonMerges } from '../../src/people/person-merges.js';
import { Log } from '../../src/web/log.js';
import { SettingsHolder } from '../../src/web/settings-holder.js';
import { activities, AN, commune, type Commune, idOf, linkOf, read, send } from './participants.js';

let at: Commune;
let links: ParticipantLinks;

beforeAll(async () => {
  at = await commune();
  await activities(at.field);
  links = at.field.world.get(ParticipantLinks);
});
beforeEach(async () => {
  setClock(() => new Date('2025-05-09T03:00:00Z'));
  const { database } = at.field.world;
  await database.transaction(async () => {
    for (const table of ['throttles', 'participant_links', 'participant_choices', 'events'])
      await database.execute(`DELETE FROM ${table}`);
  });
});
afterAll(async () => {
  setClock();
  await at.field.world.close();
});

const id = (ref: string): Promise<number> => idOf(at.field, ref);
const rows = (): Promise<Record<string, unknown>[]> => at.field.world.database.rows('SELECT * FROM participant_links');
const kinds = async (): Promise<string[]> => {
  const told = await at.field.world.database.rows<{ kind: string; door: string }>(
    "SELECT kind, door FROM events WHERE kind LIKE 'person.%' ORDER BY id",
  );
  return told.map(({ kind, door }) => `${kind} ${door}`);
};
const section = async (ref: string, who = at.trainer): Promise<string> =>
  (await who.get(`/people/${await id(ref)}`).expect(200)).text;

describe('the link of a participant', () => {
  it('is the same in each letter, also of two that are written at once, and is not kept', async () => {
    const [one, other] = await Promise.all([linkOf(at.field, 'an'), linkOf(at.field, 'an')]);
    expect([one, await linkOf(at.field, 'an')]).toEqual([other, other]);
    expect(one).toMatch(/^\/mine\/[\w-]{43}$/);
    expect(await rows()).toHaveLength(1);
    expect(JSON.stringify(await rows())).not.toContain(one?.slice('/mine/'.length));
    expect(await kinds()).toEqual(['person.link_made command']);
  });

  it('opens the page of its person and no other door', async () => {
    const path = await linkOf(at.field, 'an');
    expect(await read(at.field, path)).toContain(AN);
    const token = path.slice('/mine/'.length);
    await at.field.world.request().get(`/calendar/feed/${token}.ics`).expect(404);
    await at.field.world.request().get('/people').set('Authorization', `Bearer ${token}`).expect(303);
  });

  it('answers alike when it never was, was withdrawn, or has ended after three years', async () => {
    const path = await linkOf(at.field, 'an');
    const answer = async (address: string): Promise<string> =>
      (await read(at.field, address, 404))
        .replaceAll(encodeURIComponent(address), '')
        .replaceAll(/404-[A-Z0-9]{4}/g, '');
    const none = await answer(`/mine/${'x'.repeat(43)}`);
    expect(none).toContain('Đường dẫn này không mở được nữa');
    await links.withdraw(await id('an'));
    expect(await answer(path)).toBe(none);
    const later = await linkOf(at.field, 'an');
    expect(later).not.toBe(path);
    setClock(() => new Date('2028-05-07T03:00:00Z'));
    await read(at.field, later);
    setClock(() => new Date('2028-05-09T03:00:00Z'));
    await read(at.field, later, 404);
  });

  it('is renewed in a letter before its end is near, and the former one opens until then', async () => {
    const first = await linkOf(at.field, 'an');
    setClock(() => new Date('2027-06-09T03:00:00Z'));
    const second = await linkOf(at.field, 'an');
    expect(second).not.toBe(first);
    await read(at.field, first);
    await read(at.field, second);
  });

  it('goes on opening after the secret was lost, and a letter then has a new one', async () => {
    const before = await linkOf(at.field, 'an');
    const { secret } = at.field.world.get(SettingsHolder);
    const lost = jest
      .spyOn(secret, 'hash')
      .mockImplementation((purpose, text) => new Secret('x'.repeat(32)).hash(purpose, text));
    const after = await linkOf(at.field, 'an');
    expect(after).not.toBe(before);
    for (const path of [before, after]) expect(await read(at.field, path)).toContain(AN);
    lost.mockRestore();
    expect(await linkOf(at.field, 'an')).toBe(before);
  });

  it('does not live on when the record has gone', async () => {
    await at.field.good('people', 'ref,full_name,unit\ntam,Người Tạm,C');
    const path = await linkOf(at.field, 'tam');
    await read(at.field, path);
    await at.field.world.database.transaction(() =>
      at.field.world.database.execute("DELETE FROM people WHERE ref = 'tam'"),
    );
    await read(at.field, path, 404);
  });

  it('counts guesses for the whole address, and right ones never', async () => {
    const path = await linkOf(at.field, 'an');
    for (let guess = 0; guess < 100; guess += 1) await read(at.field, `/mine/guess-${guess}`, 404);
    const { headers } = await at.field.world.request().get('/mine/one-more').expect(429);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    await send(at.field, '/mine/one-more/mail').expect(429);
    await read(at.field, path);
  });

  it('stands in no line of the log', async () => {
    const path = await linkOf(at.field, 'an');
    const lines: string[] = [];
    const log = at.field.world.get(Log);
    const spies = (['warn', 'error'] as const).map((level) =>
      jest.spyOn(log, level).mockImplementation((...said: unknown[]) => void lines.push(JSON.stringify(said))),
    );
    await at.trainer.get(`${path}/correction`).expect(200);
    // Another site sends a form: refused, and written down.
    await at.field.world.request().post(`${path}/mail`).set('Sec-Fetch-Site', 'cross-site').expect(403);
    for (const spy of spies) spy.mockRestore();
    expect(lines).toEqual([expect.stringContaining('/mine/…')]);
    expect(lines.join()).not.toContain(path.slice('/mine/'.length));
  });
});

describe('two records of one person', () => {
  it('have one page while they are merged, and each its own again afterwards', async () => {
    const [first, second] = [await linkOf(at.field, 'an'), await linkOf(at.field, 'an2')];
    expect(await read(at.field, second)).not.toContain('Kỹ năng bảo vệ trẻ');
    const merges = at.field.world.get(PersonMerges);
    const { id: merge } = await merges.merge('an2', 'an', null);
    for (const path of [first, second]) {
      const text = await read(at.field, path);
      expect([text.includes(AN), text.includes('Kỹ năng bảo vệ trẻ')]).toEqual([true, true]);
    }
    await merges.undo(merge);
    const text = await read(at.field, second);
    expect(text).toContain('Nguyễn Thị Ân');
    expect(text).not.toContain('Kỹ năng bảo vệ trẻ');
    expect(await read(at.field, first)).toContain(AN);
  });

  it('lose both links when the staff withdraws them while merged', async () => {
    const paths = [await linkOf(at.field, 'an'), await linkOf(at.field, 'an2')];
    const merges = at.field.world.get(PersonMerges);
    const { id: merge } = await merges.merge('an2', 'an', null);
    await at.trainer.post(`/people/${await id('an')}/link/withdrawal`).expect(303);
    await merges.undo(merge);
    for (const path of paths) await read(at.field, path, 404);
  });
});

describe('the staff', () => {
  it('makes a link on the person’s page once, prints it with its code, and withdraws it', async () => {
    const here = `/people/${await id('an')}/link`;
    expect(await section('an')).toContain('Chưa có đường dẫn nào đang dùng.');
    await Promise.all([1, 2].map(() => at.trainer.post(here).expect(303)));
    expect(await rows()).toMatchObject([{ author_id: at.trainer.id, last_used_on: null }]);
    const path = await linkOf(at.field, 'an');
    const slip = (await at.trainer.get(here).expect(200)).text;
    expect(slip).toContain(`http://localhost:3000${path}`);
    expect(slip).toMatch(/<path fill="#000000" d="M/);
    expect(slip).toContain('My trainings and certificates');
    expect(slip).toContain('Dùng được đến ngày 08/05/2028');
    expect(await section('an')).toContain('Mở lần cuối: chưa mở');
    await read(at.field, path);
    expect(await section('an')).toContain('Mở lần cuối: 09/05/2025');
    await at.trainer.post(`${here}/withdrawal`).expect(303);
    await at.trainer.post(`${here}/withdrawal`).expect(303);
    await read(at.field, path, 404);
    expect(await kinds()).toEqual(['person.link_made page', 'person.link_withdrawn page']);
  });

  it('of elsewhere finds nobody here, and who may not write is refused', async () => {
    const here = `/people/${await id('an')}/link`;
    await linkOf(at.field, 'an');
    for (const [who, status] of [
      [at.elsewhere, 404],
      [at.viewer, 403],
    ] as const) {
      await who.get(here).expect(status);
      await who.post(here).expect(status);
      await who.post(`${here}/withdrawal`).expect(status);
    }
    expect(await rows()).toMatchObject([{ withdrawn_at: null }]);
  });
});

describe('whoever gives a link back', () => {
  it('ends it and all letters, and the staff reads why', async () => {
    const path = await linkOf(at.field, 'an');
    expect(await read(at.field, `${path}/withdrawal`)).toContain('Tôi không phải người này');
    expect((await send(at.field, `${path}/withdrawal`, {}).expect(422)).text).toContain('Bỏ đường dẫn');
    const { text } = await send(at.field, `${path}/withdrawal`, { reason: 'not_me' }).expect(200);
    expect(text).toContain('Đã bỏ đường dẫn');
    await read(at.field, path, 404);
    await send(at.field, `${path}/withdrawal`, { reason: 'not_me' }).expect(404);
    const told = await section('an');
    expect(told).toContain('Ngày 09/05/2025, người nhận đường dẫn báo không phải người này');
    expect(told).not.toContain('Người này không muốn nhận thư.');
    expect(await kinds()).toEqual(['person.link_made command', 'person.link_not_me link']);
    expect((await at.organizer.get(`/people/${await id('an')}`)).text).toContain('Người dự, bằng đường dẫn riêng');
  });
});
