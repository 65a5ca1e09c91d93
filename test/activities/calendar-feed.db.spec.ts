import { setClock } from '../../src/config/clock.js';
import type { Member } from '../support/world.js';
import { fetched, linkOf, sessionsAround, sessionsOf } from './feed-field.js';
import type { Field } from './field.js';
import { eventsOf, readIcal } from './ical-text.js';

let field: Field;
let organizer: Member;
let trainer: Member;
let viewer: Member;

beforeAll(async () => {
  ({ field, trainer } = await sessionsAround());
  organizer = await field.world.member('organizer');
  viewer = await field.world.member('viewer', field.places.get('C'));
});
afterAll(async () => {
  setClock();
  await field.world.close();
});

const eventOf = async (path: string, end: string): Promise<Map<string, string>> =>
  eventsOf(await fetched(field, path)).find((event) => event.get('URL')?.endsWith(end)) ?? new Map();

describe('the calendar of a telephone', () => {
  it('has the sessions of the territory from 90 days ago to 400 days ahead, and nothing foreign', async () => {
    const own = ['T 3', 'F 1', 'O 1', 'X 1', 'T 1', 'T 2', 'T 7', 'T 5'];
    expect(await sessionsOf(field, await linkOf(trainer))).toEqual(own);
    expect(await sessionsOf(field, await linkOf(viewer))).toEqual(own);
    expect(await sessionsOf(field, await linkOf(organizer))).toContain('A1 1');
  });

  it('is narrowed by what stood on the calendar page, or to what one trains', async () => {
    expect(await sessionsOf(field, await linkOf(organizer, { kind: 'campaign' }))).toEqual(['F 1', 'A1 1']);
    expect(await sessionsOf(field, await linkOf(organizer, { kind: 'campaign', unit: 'C' }))).toEqual(['F 1']);
    expect(await sessionsOf(field, await linkOf(organizer, { trainer: 'khac@example.vn' }))).toEqual(['O 1']);
    const mine = await linkOf(trainer, { covers: 'mine' });
    expect(await sessionsOf(field, mine)).toEqual(['T 3', 'X 1', 'T 1', 'T 2', 'T 7', 'T 5']);
    expect((await eventOf(mine, 'T/sessions/1')).get('TRANSP')).toBe('OPAQUE');
    const { text } = await trainer.get('/calendar/link').expect(200);
    expect(text).toContain('Chỉ các buổi bạn là giảng viên');
  });

  it('says when, where, by whom, and names nobody', async () => {
    const path = await linkOf(organizer);
    const text = await fetched(field, path);
    const event = await eventOf(path, 'T/sessions/1');
    expect(event.get('SUMMARY')).toBe('Kỹ năng, bảo vệ trẻ, buổi 1');
    expect(event.get('DTSTART;TZID=Asia/Ho_Chi_Minh')).toBe('20250520T080000');
    expect(event.get('LOCATION')).toBe('Nhà văn hóa, Xã C');
    expect(event.get('DESCRIPTION')).toContain('Đơn vị tổ chức: Xã C');
    expect(event.get('STATUS')).toBe('CONFIRMED');
    expect(event.get('UID')).toMatch(/^session-\d+@localhost$/);
    expect((await eventOf(path, 'F/sessions/1')).get('STATUS')).toBe('TENTATIVE');
    expect(readIcal(text).properties.get('X-WR-CALNAME')).toBe('Lan Tỏa');
    expect(text).not.toMatch(/Người|p6|@example\.vn|ATTENDEE|ORGANIZER/);
  });

  it('tells of the indicators that an activity serves', async () => {
    const { database } = field.world;
    const activity = await field.id('activities', 'code', 'T');
    await database.transaction(async () => {
      const plan = await field.id('plans', 'code', 'P');
      const sql = `INSERT INTO indicators (plan_id, objective_id, code, title_vi, title_en, unit, measure, comparator, target, due, position)
        VALUES (?, 1, '2.1', 'Chỉ tiêu', '', 'percent', 'trained', 'gte', 90, '2025-12-31', 0)`;
      await database.execute(sql, [plan]);
      const indicator = await field.id('indicators', 'code', '2.1');
      await database.execute('INSERT INTO activity_indicators (activity_id, indicator_id) VALUES (?, ?)', [
        activity,
        indicator,
      ]);
    });
    const path = await linkOf(organizer);
    expect((await eventOf(path, 'T/sessions/1')).get('DESCRIPTION')).toContain('Phục vụ chỉ tiêu: 2.1');
    expect((await eventOf(path, 'O/sessions/1')).get('DESCRIPTION')).not.toContain('chỉ tiêu');
  });

  it('tells what is cancelled, with a higher sequence and the same name', async () => {
    const path = await linkOf(organizer);
    const before = await eventOf(path, 'T/sessions/1');
    expect((await eventOf(path, 'X/sessions/1')).get('STATUS')).toBe('CANCELLED');
    await organizer.post('/activities/T/sessions/1/cancellation', { version: '1' }).expect(303);
    const after = await eventOf(path, 'T/sessions/1');
    expect(after.get('STATUS')).toBe('CANCELLED');
    expect(after.get('SUMMARY')).toBe('Đã hủy: Kỹ năng, bảo vệ trẻ, buổi 1');
    expect(after.get('UID')).toBe(before.get('UID'));
    expect(Number(after.get('SEQUENCE'))).toBeGreaterThan(Number(before.get('SEQUENCE')));
  });

  it('is kept by the telephone alone, which asks each time whether it changed', async () => {
    const path = await linkOf(organizer);
    const { headers } = await field.world.request().get(path).expect(200);
    expect(headers['content-type']).toBe('text/calendar; charset=utf-8');
    expect(headers['cache-control']).toBe('private, no-cache');
    const again = () =>
      field.world
        .request()
        .get(path)
        .set('If-None-Match', headers.etag ?? '');
    await again().expect(304);
    await organizer.post('/activities/T/sessions/7/cancellation', { version: '1' }).expect(303);
    await again().expect(200);
  });

  it('asks no more of the database for many sessions than for few', async () => {
    const [few, many] = [await linkOf(viewer, { kind: 'campaign' }), await linkOf(organizer)];
    const counted = async (path: string): Promise<number> => {
      const spy = jest.spyOn(field.world.database, 'rows');
      await fetched(field, path);
      const { length } = spy.mock.calls;
      spy.mockRestore();
      return length;
    };
    expect(await counted(many)).toBe(await counted(few));
  });
});
