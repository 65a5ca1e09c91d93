import { tokenHash, newToken } from '../../src/accounts/tokens.js';
import { nowIso } from '../../src/config/clock.js';
import { EnrolmentDesk } from '../../src/learning/enrolment-desk.js';
import { EnrolmentLinks } from '../../src/learning/enrolment-links.js';
import { LearnerCodes } from '../../src/learning/learner-codes.js';
import { LearnerSessions } from '../../src/learning/learner-sessions.js';
import { LearnerLink } from '../../src/learning/learners.entities.js';
import { learnerCookieName } from '../../src/web/cookies.js';
import { newFormKey } from '../../src/web/form-key.js';
import type { Taught } from './taught.js';
import type { World } from './world.js';
import { surveyed } from './tested.js';

/** Later than any test. */
const LATER = '2099-12-31T00:00:00.000Z';

/** Somebody who learns a course, and the ways into it, as addresses name them. */
export interface Enrolled {
  /** The enrolment: one lesson is read, and the quiz begun. */
  enrolment: number;
  quizAttempt: number;
  /** Somebody whom nobody knows asks to learn it. */
  request: number;
  /** The link by which people enrol themselves. */
  joining: string;
  /** The cookie of the learner, their address, the link that was mailed there, and the code on their slip. */
  learner: string;
  learnerEmail: string;
  mailedLink: string;
  slipCode: string;
}

/** Enrols a person in a course and lets them begin it. @param unit where somebody else who wants to learn it lives */
export async function enrolled(
  world: World,
  { course, lesson, quiz }: Taught,
  { person, unit }: { person: string; unit: string },
): Promise<Enrolled> {
  const id = await idOf(world, 'SELECT id FROM people WHERE ref = ?', person);
  const line = { person_id: id, group_code: 'teacher', organisation_id: null };
  await world.get(EnrolmentDesk).enrol(course, [line], { way: 'person', due_on: '2030-12-31' });
  const ways = await waysIn(world, id);
  const post = (path: string, body: object = {}) =>
    world.request().post(`/learning/${course}/${path}`).set('Cookie', ways.learner).type('form').send(body).expect(303);
  await post(`${lesson}/progress`, { act: 'read' });
  const { headers } = await post(`${quiz}/attempts`);
  await world.database.transaction(async () =>
    surveyed(world, await idOf(world, 'SELECT id FROM activities WHERE code = ?', course)),
  );
  return {
    ...ways,
    ...(await asked(world, course, unit)),
    enrolment: await idOf(world, 'SELECT MAX(id) AS id FROM enrolments WHERE person_id = ?', id),
    quizAttempt: Number((headers.location ?? '').split('/').at(-1)),
  };
}

/** By mail, with a code, and a browser in which they are in already. */
async function waysIn(world: World, person_id: number) {
  const { database } = world;
  const [email, mailedLink] = [`hoc-vien-${person_id}@example.vn`, newToken()];
  const token = await database.transaction(async () => {
    await database.execute('UPDATE people SET email = ? WHERE id = ?', [email, person_id]);
    const times = { made_at: nowIso(), expires_at: LATER, used_at: null };
    await database.insert(LearnerLink, [{ email, token_hash: tokenHash(mailedLink), ...times }]);
    return world.get(LearnerSessions).open({ personId: person_id, way: 'link', codeId: null, isOwnDevice: true });
  });
  const codes = await world.get(LearnerCodes).make([person_id]);
  const learner = `${learnerCookieName(world.settings)}=${token}`;
  return { learner, learnerEmail: email, mailedLink, slipCode: codes.get(person_id) ?? '' };
}

async function asked(world: World, course: string, unit_code: string): Promise<{ joining: string; request: number }> {
  const links = world.get(EnrolmentLinks);
  await links.make(course, { ends_on: null, most: null, groups: ['teacher', 'parent'] });
  const activity = await idOf(world, 'SELECT id FROM activities WHERE code = ?', course);
  const joining = (await links.inUse(activity))?.token ?? '';
  const asking = { full_name: 'Sùng Thị Dế', birth_year: 1990, unit_code, group_code: 'teacher', phone: '0912000111' };
  await links.ask(joining, { ...asking, email: null }, { formKey: newFormKey(), address: '192.0.2.1' });
  return { joining, request: await idOf(world, 'SELECT id FROM enrolment_requests WHERE activity_id = ?', activity) };
}

async function idOf({ database }: World, sql: string, param: string | number): Promise<number> {
  return Number((await database.row<{ id: number }>(sql, [param]))?.id);
}
