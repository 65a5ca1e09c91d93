import { enrolled } from '../support/enrolled.js';
import { taught } from '../support/taught.js';
import type { World } from '../support/world.js';

/** Pages of the staff for those who learn, and pages of learners; filled as those of addresses.ts. */
export const LEARNING_PAGES: Record<string, string[] | undefined> = {
  '/enrolments/{code}': [
    '/enrolments/{course}',
    '/enrolments/{course}?stand=not_begun&place=03424',
    '/enrolments/{unlearned}',
  ],
  '/enrolments/{code}/additions': ['/enrolments/{course}/additions', '/enrolments/{course}/additions?q=lo'],
  '/enrolments/{code}/candidates': [
    '/enrolments/{course}/candidates',
    '/enrolments/{course}/candidates?unit=03430&group=teacher',
    '/enrolments/{course}/candidates?unit=03430&group=enterprise',
  ],
  '/enrolments/{code}/link': ['/enrolments/{course}/link', '/enrolments/{unlearned}/link'],
  '/enrolments/{code}/requests': ['/enrolments/{course}/requests', '/enrolments/{unlearned}/requests'],
  '/enrolments/{code}/codes': ['/enrolments/{course}/codes'],
  '/enrolments/{code}/message': [
    '/enrolments/{course}/message?stand=all',
    '/enrolments/{course}/message',
    '/enrolments/{unlearned}/message',
  ],
  '/enrolments/{code}/reminders': ['/enrolments/{course}/reminders', '/enrolments/{unlearned}/reminders'],
  // To be printed.
  '/enrolments/{code}/slips.pdf': [],
  '/enrolments/{code}/learners/{id}': ['/enrolments/{course}/learners/{enrolment}'],
  '/people/{id}/learning-code': ['/people/{learnerId}/learning-code', '/people/{another}/learning-code'],
  '/people/{id}/learning-account': ['/people/{learnerId}/learning-account'],
  '/learning': ['/learning'],
  // To be kept.
  '/learning/certificates/{code}.pdf': [],
  // It leads on to the own courses; before anybody has signed in: LEARNERS_DOORS.
  '/learning/sign-in': [],
  '/learning/in/{token}': ['/learning/in/{mailedLink}', '/learning/in/none'],
  '/learning/code/{code}': ['/learning/code/{slipCode}'],
  '/learning/join/{token}': ['/learning/join/{joining}', '/learning/join/{joining}?asked=1', '/learning/join/none'],
  '/learning/{code}': ['/learning/{course}', '/learning/none'],
  '/learning/{code}/media/{name}': [],
  '/learning/{code}/pictures/{name}': [],
  '/learning/{code}/{lesson}': [
    '/learning/{course}/{lesson}',
    '/learning/{course}/to-roi',
    '/learning/{course}/to-roi?not_yet=1',
    '/learning/{course}/{quiz}',
  ],
  '/learning/{code}/{lesson}/attempts/{attempt}': [
    '/learning/{course}/{quiz}/attempts/{quizAttempt}',
    '/learning/{course}/{quiz}/attempts/{quizAttempt}?done=saved',
  ],
};

/** What learners meet before they are known. */
export const LEARNERS_DOORS = [
  ...['/learning/sign-in', '/learning/sign-in?out=1', '/learning/sign-in?unlinked=1'],
  ...['/learning/in/{mailedLink}', '/learning/code/{slipCode}', '/learning/join/{joining}'],
];

/** A course that somebody learns, with the cookie they learn by, and one that nobody does. */
export async function learnedOf(world: World, learnerId: string): Promise<Record<string, string>> {
  const person = await world.database.row<{ ref: string }>('SELECT ref FROM people WHERE id = ?', [learnerId]);
  const plan = 'TD-CLD-2021';
  const { course: unlearned } = await taught(world, 'KH-MOI', plan, '03424');
  const made = await taught(world, 'KH-TD', plan, '03424');
  const known = await enrolled(world, made, { person: person?.ref ?? '', unit: '03424' });
  const named = Object.entries({ ...made, ...known }).map(([name, value]) => [name, String(value)]);
  return { ...(Object.fromEntries(named) as Record<string, string>), unlearned, learnerId };
}
