import { SignInSheets } from '../../src/activities/sign-in-sheets.js';
import { SigningKeys } from '../../src/certificates/signing-keys.js';
import { MemberDesk } from '../../src/people/member-desk.js';
import { attachTo } from '../support/attachments.js';
import { banked } from '../support/banked.js';
import { participated } from '../support/register.js';
import { tested } from '../support/tested.js';
import type { World } from '../support/world.js';
import { ATTEMPT_PAGES, attemptOf } from './attempt-addresses.js';
import { BANK_PAGES } from './bank-addresses.js';
import { CERTIFICATE_PAGES, certificatesOf } from './certificate-addresses.js';
import { KNOWLEDGE_PAGES } from './knowledge-addresses.js';
import { learnedOf, LEARNING_PAGES } from './learning-addresses.js';
import { PARTICIPANT_PAGES } from './participant-addresses.js';

/** What stands for the parameters of addresses, from the demonstration. */
export async function parametersOf(world: World): Promise<Record<string, string>> {
  const { database } = world;
  const one = async (sql: string): Promise<string> => {
    const row = await database.row<{ it: string | number }>(sql);
    if (!row) throw new Error(`nothing in the demonstration: ${sql}`);
    return String(row.it);
  };
  const training = await one(
    `SELECT a.code AS it FROM activities a JOIN participations p ON p.activity_id = a.id
     WHERE a.kind = 'training' GROUP BY a.code ORDER BY COUNT(*) DESC, a.code LIMIT 1`,
  );
  const person = await one(
    'SELECT person_id AS it FROM participations GROUP BY person_id ORDER BY COUNT(*) DESC, person_id LIMIT 1',
  );
  const organisation = await one(
    `SELECT organisation_id AS it FROM participations WHERE organisation_id IS NOT NULL
       GROUP BY organisation_id ORDER BY COUNT(*) DESC, organisation_id LIMIT 1`,
  );
  await attachTo(world, training);
  const { ownPage, correction } = await participated(
    world,
    await one(`SELECT ref AS it FROM people WHERE id = ${person}`),
  );
  return {
    ...{ ownPage, correction: String(correction) },
    ...(await learnedOf(world, person)),
    question: String((await banked(world, 'TD-CLD-2021')).question),
    training,
    ...(await certificatesOf(world, training)),
    ...(await attemptOf(world, training)),
    ...(await tested(world, training, await one(`SELECT ref AS it FROM people WHERE id = ${person}`))),
    line: await one(
      `SELECT p.id AS it FROM participations p JOIN activities a ON a.id = p.activity_id WHERE a.code = '${training}' LIMIT 1`,
    ),
    sheet: (await world.get(SignInSheets).make(training, 1)).code,
    campaign: await one(
      `SELECT a.code AS it FROM activities a JOIN sessions s ON s.activity_id = a.id
       JOIN headcounts h ON h.session_id = s.id WHERE s.number = 1 GROUP BY a.code ORDER BY COUNT(*) DESC, a.code LIMIT 1`,
    ),
    person,
    another: await one(
      'SELECT person_id AS it FROM participations GROUP BY person_id ORDER BY COUNT(*), person_id LIMIT 1',
    ),
    child: await one(
      'SELECT id AS it FROM people WHERE consent_on IS NOT NULL AND birth_year > 2010 ORDER BY id LIMIT 1',
    ),
    organisation,
    member: await memberOf(world, Number(organisation), Number(person)),
    place: await one(`SELECT id AS it FROM places WHERE code = '03424' AND valid_to = '9999-12-31'`),
    former: await one(`SELECT id AS it FROM places WHERE code = '03427'`),
    key: (await world.get(SigningKeys).current()).kid,
    district: await one(`SELECT id AS it FROM places WHERE code = '106'`),
    succession: await one('SELECT MAX(id) AS it FROM successions'),
    user: await one(`SELECT id AS it FROM users WHERE role = 'trainer' ORDER BY id LIMIT 1`),
    baseline: await one(
      `SELECT CONCAT(unit_code, '/', group_code, '/', year) AS it FROM baselines ORDER BY revision DESC, id LIMIT 1`,
    ),
  };
}

/** Somebody who belongs to an organisation: the demonstration has nobody. */
async function memberOf(world: World, organisation: number, person_id: number): Promise<string> {
  await world.get(MemberDesk).add(organisation, { person_id, role: 'head', since: '2024-01-05' });
  const row = await world.database.row<{ id: number }>('SELECT MAX(id) AS id FROM organisation_members');
  return String(row?.id);
}

const PLAN = '/plans/{code}';
const COURSE = '/courses/{code}';
const KH = '/courses/{course}';
const TD = '/plans/TD-CLD-2021';

/**
 * The pages of the product by the pattern of their route, each with what is worth looking at: `{name}` is filled from
 * the demonstration, `{file}`, `{saved}`, `{unread}`, `{message}`, `{returned}` and `{batch}` from what the visitors did before.
 */
export const PAGES: Record<string, string[] | undefined> = {
  '/': ['/'],
  '/account': ['/account'],
  '/account/confirm': ['/account/confirm'],
  '/account/password': ['/account/password'],
  '/account/second-factor': ['/account/second-factor', '/account/second-factor?again=1'],
  '/account/sessions': ['/account/sessions'],
  '/account/tokens': ['/account/tokens'],
  '/activities': ['/activities', '/activities?kind=campaign', '/activities?from=2030-01-01'],
  '/activities/new': ['/activities/new', '/activities/new?kind=campaign&copy={training}'],
  '/activities/{code}/edit': ['/activities/{training}/edit'],
  '/activities/{code}': ['/activities/{training}', '/activities/{campaign}'],
  '/activities/{code}/roster': ['/activities/{training}/roster'],
  '/activities/{code}/roster/additions': [
    '/activities/{training}/roster/additions',
    '/activities/{training}/roster/additions?q=nguyen',
  ],
  '/activities/{code}/roster/{line}/removal': ['/activities/{training}/roster/{line}/removal'],
  '/activities/{code}/roster/candidates': ['/activities/{training}/roster/candidates'],
  '/activities/{code}/roster/organisations': [
    '/activities/{training}/roster/organisations?q=a',
    '/activities/{training}/roster/organisations?organisation={organisation}&q=nguyen',
  ],
  '/activities/{code}/sessions/{number}/attendance': [
    '/activities/{training}/sessions/1/attendance',
    '/activities/{campaign}/sessions/1/attendance',
  ],
  '/activities/{code}/sessions/{number}/attendance/numbers': [
    '/activities/{training}/sessions/1/attendance/numbers',
    '/activities/{training}/sessions/1/attendance/numbers?present=1-3&late=4&excused=99',
  ],
  '/activities/{code}/sessions/new': ['/activities/{training}/sessions/new?makes_up=1'],
  '/activities/{code}/sessions/{number}/edit': ['/activities/{training}/sessions/1/edit'],
  '/activities/{code}/sessions/{number}/cancellation': ['/activities/{training}/sessions/1/cancellation'],
  '/activities/{code}/sessions/{number}/sheets/{sheet}': ['/activities/{training}/sessions/1/sheets/{sheet}'],
  '/activities/{code}/sessions/{number}': ['/activities/{training}/sessions/1', '/activities/{campaign}/sessions/1'],
  '/activities/{code}/materials': ['/activities/{training}/materials'],
  // To be saved, and no page.
  '/activities/{code}/materials/{material}': [],
  '/activities/{code}/sessions/{number}/photos': [
    '/activities/{training}/sessions/1/photos',
    '/activities/{campaign}/sessions/1/photos',
  ],
  '/activities/{code}/certificates/design': ['/activities/{training}/certificates/design'],
  // A picture, which the page of the design shows.
  '/activities/{code}/certificates/design/pictures/{which}': [],
  // Pictures, which the page of their session shows.
  '/activities/{code}/sessions/{number}/photos/{photo}': [],
  '/activities/{code}/sessions/{number}/photos/{photo}/preview': [],
  '/calendar': ['/calendar', '/calendar?month=2025-05&view=list', '/calendar?month=2030-01&kind=campaign'],
  '/calendar/link': ['/calendar/link', '/calendar/link?unit=03424&kind=training'],
  ...ATTEMPT_PAGES,
  ...BANK_PAGES,
  ...CERTIFICATE_PAGES,
  ...KNOWLEDGE_PAGES,
  ...LEARNING_PAGES,
  '/certificates/keys': ['/certificates/keys'],
  '/certificates/keys/{kid}/revocation': ['/certificates/keys/{key}/revocation'],
  // For telephones, and no page.
  '/calendar/feed/{token}.ics': [],
  '/first-run': [],
  '/imports': ['/imports', '/imports?kind=people'],
  '/imports/{token}': ['/imports/{file}', '/imports/{saved}', '/imports/{unread}'],
  '/my-sessions': ['/my-sessions'],
  '/activities/{code}/sessions/{number}/check-in': ['/activities/{training}/sessions/1/check-in'],
  // Read from the wall, on the day of a session: test/check-in.
  '/check-in/{ticket}': [],
  '/check-in/here/{pass}': [],

  '/differences': ['/differences'],
  ...PARTICIPANT_PAGES,
  '/offline': ['/offline'],
  '/scripts/{folder}/{name}.js': [],
  // What packages are made of, in their frames: test/packages.
  '/content/-/{name}.js': [],
  '/content/{ticket}/{*path}': [],
  '/activities/{code}/roster/known': [],

  '/organisations': ['/organisations', '/organisations?q=kh%C3%B4ng%20c%C3%B3'],
  '/organisations/new': ['/organisations/new'],
  '/organisations/{id}/edit': ['/organisations/{organisation}/edit'],
  '/organisations/{id}/members/new': [
    '/organisations/{organisation}/members/new',
    '/organisations/{organisation}/members/new?q=lo',
  ],
  '/organisations/{id}/members/{member}': ['/organisations/{organisation}/members/{member}'],
  '/organisations/{id}': ['/organisations/{organisation}'],
  '/outbox': ['/outbox'],
  '/outbox/{id}': ['/outbox/{message}', '/outbox/{returned}'],
  // A file, which the page of the message links.
  '/outbox/{id}/attachments/{n}': [],
  '/outbox/batches': ['/outbox/batches'],
  '/outbox/batches/{id}': ['/outbox/batches/{batch}'],
  '/password/forgotten': ['/password/forgotten'],
  '/password/reset': ['/password/reset?token=none'],
  '/people': ['/people', '/people?q=lo', '/people?q=kh%C3%B4ng%20c%C3%B3'],
  '/people/duplicates': [
    '/people/duplicates',
    '/people/duplicates?reason=distinct',
    '/people/duplicates?reason=national_id&unit=03424',
  ],
  '/people/duplicates/{one}/{other}': ['/people/duplicates/{person}/{another}'],
  '/people/new': ['/people/new'],
  '/people/{id}': ['/people/{person}', '/people/{child}'],
  '/people/{id}/edit': ['/people/{person}/edit'],
  '/people/{id}/consents/new': ['/people/{child}/consents/new'],
  '/people/{id}/consents/{consent}': ['/people/{child}/consents/file'],
  '/plans': ['/plans?all=1'],
  '/plans/{code}/certificates/design': [`${TD}/certificates/design`],
  // A picture, which the page of the design shows.
  '/plans/{code}/certificates/design/pictures/{which}': [],
  '/plans/new': ['/plans/new'],
  [PLAN]: [TD, `${TD}?to=31/12/2023`, `${TD}?to=31/02/2024`, `${TD}?unit=03424`, `${TD}?to=01/01/2019`],
  [`${PLAN}/agencies/new`]: [`${TD}/agencies/new`],
  [`${PLAN}/agencies/{agency}`]: [`${TD}/agencies/GDDT`],
  [`${PLAN}/content`]: [`${TD}/content`],
  [`${PLAN}/edit`]: [`${TD}/edit`],
  [`${PLAN}/indicators/{indicator}`]: [
    ...['2.1', '2.2', '2.3', '2.4', '3.1', '3.2'].map((code) => `${TD}/indicators/${code}`),
    ...['elsewhere', 'possible', 'no_longer'].map((reason) => `${TD}/indicators/3.2?unit=03424&reason=${reason}`),
  ],
  [`${PLAN}/indicators/{indicator}/edit`]: [`${TD}/indicators/2.4/edit`, `${TD}/indicators/1.1/edit`],
  [`${PLAN}/indicators/{indicator}/values`]: [
    `${TD}/indicators/1.1/values`,
    `${TD}/indicators/1.3/values?as_of=2025-06-15`,
  ],
  [`${PLAN}/planner`]: [`${TD}/planner`, `${TD}/planner?unit=03390`],
  [`${PLAN}/planner/{indicator}`]: [`${TD}/planner/3.4`],
  [`${PLAN}/planner/{indicator}/invitations`]: [`${TD}/planner/3.4/invitations`],
  [`${PLAN}/matrix`]: [`${TD}/matrix`, `${TD}/matrix?sort=fewest`, `${TD}/matrix?unit=03390`],
  [`${PLAN}/method`]: [`${TD}/method`],
  [`${PLAN}/objectives/new`]: [`${TD}/objectives/new`],
  [`${PLAN}/objectives/{objective}`]: [`${TD}/objectives/MT2`],
  [`${PLAN}/objectives/{objective}/indicators/new`]: [`${TD}/objectives/MT2/indicators/new`],
  [`${PLAN}/reporting-dates`]: [`${TD}/reporting-dates`],
  [`${PLAN}/tasks/new`]: [`${TD}/tasks/new`],
  [`${PLAN}/tasks/{task}`]: [`${TD}/tasks/NV1`],
  '/courses': ['/courses', '/courses?state=draft', '/courses?state=changing'],
  '/courses/new': ['/courses/new'],
  '/courses/new/import': ['/courses/new/import'],
  [COURSE]: [KH],
  [`${COURSE}/edit`]: [`${KH}/edit`],
  [`${COURSE}/import`]: [`${KH}/import`],
  [`${COURSE}/draft`]: [`${KH}/draft`],
  [`${COURSE}/draft/removal`]: [`${KH}/draft/removal`],
  [`${COURSE}/draft/lessons/{lesson}`]: [`${KH}/draft/lessons/{lesson}`, `${KH}/draft/lessons/trang-web`],
  [`${COURSE}/draft/lessons/{lesson}/removal`]: [`${KH}/draft/lessons/{lesson}/removal`],
  [`${COURSE}/versions/{number}.zip`]: [], // A file.
  [`${COURSE}/versions/{number}`]: [`${KH}/versions/1`, `${KH}/versions/2`],
  [`${COURSE}/versions/{number}/lessons/{lesson}`]: ['{lesson}', 'to-roi'].map(
    (key) => `${KH}/versions/1/lessons/${key}`,
  ),
  [`${COURSE}/media`]: [`${KH}/media`],
  // A file, and no page.
  [`${COURSE}/media/{name}`]: [],
  '/sheets': ['/sheets', '/sheets?code=none'],
  // It leads on to the session.
  '/sheets/{code}': [],
  '/sign-in': [],
  '/sign-in/code': [],
  '/territory': ['/territory', '/territory?as_of=2025-01-01'],
  '/territory/baselines': ['/territory/baselines', '/territory/baselines?missing=1', '/territory/baselines?year=x'],
  '/territory/baselines/new': [
    '/territory/baselines/new',
    '/territory/baselines/new?unit=03424&group=teacher&year=2026',
  ],
  '/territory/baselines/{unit}/{group}/{year}': ['/territory/baselines/{baseline}'],
  '/territory/groups': ['/territory/groups'],
  '/territory/groups/new': ['/territory/groups/new'],
  '/territory/groups/{code}': ['/territory/groups/officers'],
  '/territory/places/new': ['/territory/places/new'],
  '/territory/places/{id}': ['/territory/places/{place}', '/territory/places/{former}', '/territory/places/{district}'],
  '/territory/places/{id}/edit': ['/territory/places/{place}/edit'],
  '/territory/successions': ['/territory/successions'],
  '/territory/successions/new': ['merge', 'split', 'rename', 'end'].map(
    (kind) => `/territory/successions/new?kind=${kind}&from={place}`,
  ),
  '/territory/successions/{id}': ['/territory/successions/{succession}'],
  '/verify/offline': ['/verify/offline'],
  // The same to be kept.
  '/verify/offline.html': [],
  '/users': ['/users'],
  '/users/new': ['/users/new'],
  '/users/{id}': ['/users/{user}'],
  '/users/{id}/edit': ['/users/{user}/edit'],
};

/** Pages with a form that is sent as it is, empty or wrong: what is then said is a page too. */
export const FORMS = [
  '/account/password',
  '/account/tokens',
  '/imports',
  '/organisations/new',
  '/people/new',
  '/plans/new',
  `${TD}/indicators/1.1/values`,
  `${TD}/objectives/new`,
  `${TD}/objectives/MT2/indicators/new`,
  '/territory/baselines/new',
  '/territory/groups/new',
  '/territory/places/new',
  '/territory/successions/new?kind=merge',
  '/users/new',
];

/** Whether a route shows a page, and neither a file nor an answer for programs. */
export const isPage = (path: string): boolean => !/^\/(api|assets|healthz|readyz|locale)\b|\.(csv|json)$/.test(path);
