import type { Response } from 'supertest';
import { CalendarLinks } from '../../../src/accounts/calendar-links.js';
import { nowIso } from '../../../src/config/clock.js';
import { MailBatch } from '../../../src/mail/mail.entities.js';
import type { DeclaredRoute } from '../../../src/web/api/openapi.js';
import { newFormKey } from '../../../src/web/form-key.js';
import { may, type Role } from '../../../src/web/permissions.js';
import type { Territory } from '../../support/communes.js';
import { DISTRICT_PLAN, type Story } from '../../support/story.js';
import type { Member } from '../../support/world.js';
import { BODIES } from './bodies.js';
import type { About } from './rows.js';
import { TABLE } from './table.js';

/** Which way somebody comes in. */
export type Door = 'session' | 'token';

/** Somebody who tries every route. */
export interface Caller {
  role: Role;
  /** Whether the rights end at the commune of the story's own records. */
  local: boolean;
  member: Member;
  /** What is theirs, and what is somebody else's. */
  mine: Pick<About, 'file' | 'gift' | 'session' | 'token' | 'feed' | 'batch'>;
}

const PARTS = { counted: 'C1', entered: 'R1', objective: 'M1', task: 'N1', agency: 'Q1' };
const DISTRICT_PARTS = { counted: '2.1', entered: '1.1', objective: 'MT1', task: 'NV1', agency: 'LDTBXH' };

export const isUnsafe = (route: DeclaredRoute): boolean => route.method !== 'get';
export const isApi = (route: DeclaredRoute): boolean => route.path.startsWith('/api/');
export const nameOf = (route: DeclaredRoute): string => `${route.method.toUpperCase()} ${route.path}`;

/**
 * Lets somebody into the story, with a file that they sent in by page where their role may.
 * @param placeId the place whose territory their rights reach; null: everywhere
 */
export async function callerOf(story: Story, role: Role, placeId: number | null): Promise<Caller> {
  const { world } = story;
  const local = placeId !== null;
  const member = await world.member(role, placeId);
  const idOf = async (sql: string): Promise<number> =>
    Number((await world.database.row<{ id: number }>(sql, [member.id]))?.id);
  const session = await idOf('SELECT id FROM sign_ins WHERE user_id = ?');
  const token = await idOf('SELECT id FROM api_tokens WHERE user_id = ?');
  const mayLoad = role === 'administrator' || role === 'organizer';
  const file = mayLoad ? await sendFile(story, member) : 'none';
  const gift = may(role, 'question.write') ? await sendGift(story, member) : 'none';
  const feed = await world.get(CalendarLinks).make(member.id, newFormKey(), {});
  const batch = await world.database.transaction(() =>
    world.database.insertOne(MailBatch, { kind: 'test', title: 'Thư', author_id: member.id, created_at: nowIso() }),
  );
  return { role, local, member, mine: { file, gift, session, token, feed, batch } };
}

/** Sends a file of people with a faulty row by page. @returns its token */
async function sendFile({ world }: Story, member: Member): Promise<string> {
  const answer = await world
    .request()
    .post('/imports')
    .set('Cookie', member.cookie)
    .field('_csrf', member.csrf)
    .field('kind', 'people')
    .attach('file', Buffer.from('ref,full_name,unit\nX1,,03424\n'), 'people.csv')
    .expect(303);
  return (answer.headers.location ?? '').replace('/imports/', '');
}

/** Sends a question into the bank of the commune's plan. @returns by what its check is asked for */
async function sendGift({ world, records }: Story, member: Member): Promise<string> {
  const address = `/quizzes/${records.own.plan}/import`;
  const answer = await world
    .request()
    .post(address)
    .set('Cookie', member.cookie)
    .field('_csrf', member.csrf)
    .field('pasted', '// [id:dung]\nTốt {T}\n')
    .expect(303);
  return (answer.headers.location ?? '').replace(`${address}/`, '');
}

/** What a request is about: the records of a territory, and what belongs to the caller or, where foreign, to another. */
export function aboutOf(story: Story, territory: Territory | 'district', caller: Caller, other: Caller): About {
  const { mine } = territory === 'foreign' ? other : caller;
  if (territory !== 'district') return { ...story.records[territory], ...mine, parts: PARTS };
  return {
    ...story.records.own,
    ...mine,
    plan: DISTRICT_PLAN,
    unit: '106',
    value: story.districtValue,
    parts: DISTRICT_PARTS,
  };
}

/** The address of a route with its parameters filled in. */
export function addressOf(route: DeclaredRoute, about: About, story: Story): string {
  const row = TABLE[route.path];
  const params = row?.params?.(about, story) ?? {};
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`${route.path}: the table has no ${name}`);
    return encodeURIComponent(String(value));
  });
  return path + (row?.query?.(about) ?? '');
}

/** Asks, with the token of the form where a browser would send it. */
export async function ask(
  story: Story,
  route: DeclaredRoute,
  about: About,
  { member }: Pick<Caller, 'member'>,
  door: Door,
  csrf = true,
): Promise<Response> {
  const method = route.method as 'get' | 'post' | 'put' | 'patch' | 'delete';
  const request = story.world.request()[method](addressOf(route, about, story));
  const cookies = [door === 'session' ? member.cookie : '', TABLE[route.path]?.cookie?.(about) ?? ''];
  if (door === 'token') request.set('Authorization', `Bearer ${member.token}`);
  request.set('Cookie', cookies.filter(Boolean).join('; '));
  if (!isUnsafe(route)) return request;
  if (door === 'session' && csrf) request.set('X-CSRF-Token', member.csrf);
  const body = BODIES[nameOf(route)]?.(about) ?? {};
  return isApi(route) ? request.send(body) : request.type('form').send(body);
}
