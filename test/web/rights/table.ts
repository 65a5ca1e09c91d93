import { Shell } from '../../../src/web/shell.js';
import type { Territory } from '../../support/communes.js';

import { ACTIVITIES } from './activities.js';
import { ATTEMPTS } from './attempts.js';
import { BANK } from './bank.js';
import { CERTIFICATES } from './certificates.js';
import { COURSES } from './courses.js';
import { KNOWLEDGE } from './knowledge.js';
import { LEARNING } from './learning.js';
import { LETTERS } from './letters.js';
import { all, allOf, record, ofPlan, bystander, type Row } from './rows.js';

const signingKey: Row = { of: 'all', params: (_, { signingKey: kid }) => ({ kid }) };
const batch: Row = { of: 'author', params: ({ batch: id }) => ({ id }) };
const ACCOUNTS: Record<string, Row> = {
  '/account': all,
  '/account/confirm': all,
  '/account/password': all,
  '/account/recovery-codes': all,
  '/account/second-factor': all,
  '/account/second-factor/removal': all,
  '/account/sessions': all,
  '/account/sessions/closure': all,
  '/account/sessions/{id}/closure': { of: 'owner', params: ({ session: id }) => ({ id }) },
  '/account/tokens': all,
  '/account/tokens/{id}/revocation': { of: 'owner', params: ({ token: id }) => ({ id }) },
  '/api/v1/me': all,
  '/certificates/keys': all,
  '/certificates/keys/rotation': all,
  '/certificates/keys/{kid}/revocation': signingKey,
  '/outbox': all,
  '/outbox/sending': all,
  '/outbox/{id}': { of: 'all', params: (_, { message: id }) => ({ id }) },
  '/outbox/{id}/attachments/{n}': { of: 'all', params: (_, { message: id }) => ({ id, n: 1 }) },
  '/outbox/{id}/passing-on': { of: 'all', params: (_, { message: id }) => ({ id }) },
  '/outbox/{id}/return': { of: 'all', params: (_, { sentMessage: id }) => ({ id }) },
  '/outbox/{id}/sending-again': { of: 'all', params: (_, { failedMessage: id }) => ({ id }) },
  '/outbox/{id}/suppression-lifting': { of: 'all', params: (_, { message: id }) => ({ id }) },
  '/outbox/{id}/taking-back': { of: 'all', params: (_, { message: id }) => ({ id }) },
  '/outbox/batches': all,
  '/outbox/batches/{id}': batch,
  '/outbox/batches/{id}/resuming': batch,
  '/outbox/batches/{id}/stopping': batch,
  '/users': all,
  '/users/new': all,
  '/users/{id}': bystander,
  '/users/{id}/closure': bystander,
  '/users/{id}/edit': bystander,
  '/users/{id}/first-password': bystander,
  '/users/{id}/opening': bystander,
  '/users/{id}/password-link': bystander,
  '/users/{id}/second-factor-reset': bystander,
  '/users/{id}/sessions-closure': bystander,
};

const consent = record(({ childId: id, consent: at }) => ({ id, consent: at }));
const member = record(({ organisationId: id, member: at }) => ({ id, member: at }));
const pair = record(({ personId: one, twinId: other }) => ({ one, other }));
const PEOPLE: Record<string, Row> = {
  '/people': all,
  '/people/list.csv': all,
  '/people/new': all,
  '/people/{id}/edit': record(({ personId: id }) => ({ id })),
  '/people/{id}/suppression-lifting': record(({ personId: id }) => ({ id })),
  '/people/{id}/consents/new': record(({ childId: id }) => ({ id })),
  '/people/{id}/consents/{consent}': consent,
  '/people/{id}/consents/{consent}/own': consent,
  '/people/{id}/consents/{consent}/withdrawal': consent,
  '/people/duplicates': all,
  '/people/duplicates/{one}/{other}': pair,
  '/people/duplicates/{one}/{other}/merge': pair,
  '/people/duplicates/{one}/{other}/distinction': pair,
  '/people/duplicates/{one}/{other}/distinction/withdrawal': pair,
  '/people/merges/{id}/undoing': record(({ merge: id }) => ({ id })),
  '/people/{id}': record(({ personId: id }) => ({ id })),
  '/organisations': all,
  '/organisations/list.csv': all,
  '/organisations/new': all,
  '/organisations/{id}/edit': record(({ organisationId: id }) => ({ id })),
  '/organisations/{id}/members/new': record(({ organisationId: id }) => ({ id })),
  '/organisations/{id}/members/{member}': member,
  '/organisations/{id}/members/{member}/removal': member,
  '/organisations/{id}': record(({ organisationId: id }) => ({ id })),
  '/api/v1/merges/{id}/undoing': record(({ merge: id }) => ({ id })),
  '/api/v1/organisations': all,
  '/api/v1/organisations/{ref}': record(({ organisation: ref }) => ({ ref })),
  '/api/v1/people': all,
  '/api/v1/people/{ref}': record(({ person: ref }) => ({ ref })),
  '/api/v1/people/{ref}/merge': record(({ person: ref }) => ({ ref })),
};

const mine = record(({ ownPage: token }) => ({ token }));
const correction = record(({ correction }) => ({ correction }));
const personLink = record(({ personId: id }) => ({ id }));
/** The pages of participants, and what the staff does about them. */
const MINE: Record<string, Row> = {
  '/mine/{token}': { ...mine, of: 'all' },
  '/mine/{token}/calendar.ics': { ...mine, of: 'all' },
  '/mine/{token}/certificates/{code}.jwt': {
    params: (about, story) => ({ ...mine.params?.(about, story), code: about.certificateCode }),
    of: 'all',
  },
  '/mine/{token}/certificates/{code}.pdf': {
    params: (about, story) => ({ ...mine.params?.(about, story), code: about.certificateCode }),
    of: 'all',
  },
  '/mine/{token}/choices': { ...mine, of: 'all' },
  '/mine/{token}/correction': { ...mine, of: 'all' },
  '/mine/{token}/mail': { ...mine, of: 'all' },
  '/mine/{token}/withdrawal': { ...mine, of: 'all' },
  '/people/corrections': all,
  '/people/corrections/{correction}': correction,
  '/people/corrections/{correction}/acceptance': correction,
  '/people/corrections/{correction}/refusal': correction,
  '/people/{id}/link': personLink,
  '/people/{id}/link/withdrawal': personLink,
};

const counted = ofPlan(({ parts }) => ({ indicator: parts.counted }));
const entered = ofPlan(({ parts }) => ({ indicator: parts.entered }));
const value = ofPlan(({ parts, value: id }) => ({ indicator: parts.entered, value: id }));
const table = ofPlan(({ parts }) => ({ indicator: parts.counted, table: 'counted' }));
const objective = ofPlan(({ parts }) => ({ objective: parts.objective }));
const task = ofPlan(({ parts }) => ({ task: parts.task }));
const agency = ofPlan(({ parts }) => ({ agency: parts.agency }));
const PLANS: Record<string, Row> = {
  '/': all,
  '/plans': all,
  '/plans/new': all,
  '/plans/{code}': ofPlan(),
  '/plans/{code}/certificates/design': ofPlan(),
  '/plans/{code}/certificates/design/pictures/{which}': ofPlan(() => ({ which: 'seal' })),
  '/plans/{code}/certificates/design/pictures/{which}/removal': ofPlan(() => ({ which: 'seal' })),
  '/plans/{code}/agencies': ofPlan(),
  '/plans/{code}/agencies/new': ofPlan(),
  '/plans/{code}/agencies/{agency}': agency,
  '/plans/{code}/agencies/{agency}/removal': agency,
  '/plans/{code}/content': ofPlan(),
  '/plans/{code}/coverage.csv': ofPlan(),
  '/plans/{code}/edit': ofPlan(),
  '/plans/{code}/indicators/{indicator}': counted,
  '/plans/{code}/indicators/{indicator}/edit': counted,
  '/plans/{code}/indicators/{indicator}/removal': entered,
  '/plans/{code}/indicators/{indicator}/values': entered,
  '/plans/{code}/indicators/{indicator}/values/{value}/withdrawal': value,
  '/plans/{code}/indicators/{indicator}/{table}.csv': table,
  '/plans/{code}/matrix': ofPlan(),
  '/plans/{code}/method': ofPlan(),
  '/plans/{code}/planner': ofPlan(),
  '/plans/{code}/planner/{indicator}': counted,
  '/plans/{code}/planner/{indicator}/invitations': counted,
  '/plans/{code}/planner/{indicator}/invitations.csv': counted,
  '/plans/{code}/objectives': ofPlan(),
  '/plans/{code}/objectives/new': ofPlan(),
  '/plans/{code}/objectives/{objective}': objective,
  '/plans/{code}/objectives/{objective}/indicators': objective,
  '/plans/{code}/objectives/{objective}/indicators/new': objective,
  '/plans/{code}/objectives/{objective}/removal': objective,
  '/plans/{code}/plan.json': ofPlan(),
  '/plans/{code}/reporting-dates': ofPlan(),
  '/plans/{code}/tasks': ofPlan(),
  '/plans/{code}/tasks/new': ofPlan(),
  '/plans/{code}/tasks/{task}': task,
  '/plans/{code}/tasks/{task}/removal': task,
  '/api/v1/plans': all,
  '/api/v1/plans/{code}': ofPlan(),
  '/api/v1/plans/{code}/coverage': ofPlan(),
  '/api/v1/plans/{code}/reported-values': ofPlan(),
};

const place = record(({ place: id }) => ({ id }));
const succession = record(({ succession: id }) => ({ id }));
const figure = record(({ unit, on }) => ({ unit, group: 'teacher', year: on < '2025-07-01' ? 2025 : 2026 }));
const TERRITORY: Record<string, Row> = {
  '/territory': all,
  '/territory/list.csv': all,
  '/territory/baselines/list.csv': all,
  '/territory/baselines/{unit}/{group}/{year}/versions/{revision}/withdrawal': record(({ unit, on }) => ({
    ...{ unit, group: 'teacher', year: on < '2025-07-01' ? 2025 : 2026, revision: 1 },
  })),
  '/territory/baselines': all,
  '/territory/baselines/new': all,
  '/territory/baselines/{unit}/{group}/{year}': figure,
  '/territory/groups': all,
  '/territory/groups/new': all,
  '/territory/groups/{code}': { of: 'all', params: ({ group: code }) => ({ code }) },
  '/territory/places/new': all,
  '/territory/places/{id}': place,
  '/territory/places/{id}/edit': place,
  '/territory/places/{id}/removal': place,
  '/territory/reforms/{id}/undoing': record(({ reform: id }) => ({ id })),
  '/territory/successions': all,
  '/territory/successions/new': all,
  '/territory/successions/{id}': succession,
  '/territory/successions/{id}/main': succession,
  '/territory/successions/{id}/removal': succession,
  '/api/v1/baselines': all,
  '/api/v1/baselines/{unit}/{group}/{year}': figure,
  '/api/v1/groups': all,
  '/api/v1/successions': all,
  '/api/v1/units': all,
  '/api/v1/units/{code}': { ...record(({ unit: code }) => ({ code })), query: ({ on }) => `?as_of=${on}` },
};

const FILES: Record<string, Row> = {
  '/imports': all,
  '/imports/templates/{kind}.csv': allOf({ kind: 'people' }),
  '/imports/{token}': { of: 'owner', params: ({ file: token }) => ({ token }) },
  '/imports/{token}/confirmation': { of: 'owner', params: ({ file: token }) => ({ token }) },
  '/imports/{token}/faulty-rows.csv': { of: 'owner', params: ({ file: token }) => ({ token }) },
  '/imports/{token}/removal': { of: 'owner', params: ({ file: token }) => ({ token }) },
  '/api/v1/imports/{kind}': allOf({ kind: 'people' }),
};

const OPEN: Record<string, Row> = {
  '/.well-known/lan-toa-keys.json': all,
  '/.well-known/lan-toa-keys/{kid}.json': signingKey,
  '/verify/offline': all,
  '/verify/offline.html': all,
  '/api/v1/openapi.json': all,
  '/assets/lan-toa.{hash}.css': {
    of: 'all',
    params: (_, { world }) => ({ hash: world.get(Shell).sheet.hash }),
  },
  '/first-run': all,
  '/healthz': all,
  '/locale': all,
  '/password/forgotten': all,
  '/password/reset': all,
  '/readyz': all,
  '/sign-in': all,
  '/sign-in/code': all,
  '/sign-out': all,
};

/** Every address of the application, by its pattern. */
export const TABLE: Record<string, Row | undefined> = {
  ...{ ...ACCOUNTS, ...ACTIVITIES, ...ATTEMPTS, ...BANK, ...CERTIFICATES, ...COURSES, ...KNOWLEDGE, ...LEARNING },
  ...{ ...LETTERS, ...PEOPLE, ...MINE, ...PLANS },
  ...{ ...TERRITORY, ...FILES, ...OPEN },
};

/** What a person does only with a browser: a stolen token must not do it. */
export const BROWSER_ONLY = new Set([
  'POST /account',
  'GET /offline/packet.json',
  'GET /account/confirm',
  'POST /account/confirm',
  'POST /account/password',
  'POST /account/recovery-codes',
  'POST /account/second-factor',
  'POST /account/second-factor/removal',
  'POST /account/sessions/closure',
  'POST /account/sessions/{id}/closure',
  'POST /certificates/keys/rotation',
  ...['GET', 'POST'].map((method) => `${method} /certificates/keys/{kid}/revocation`),
  ...['POST /calendar/link', 'POST /calendar/link/closure'],
  'POST /account/tokens',
  'POST /account/tokens/{id}/revocation',
  ...['POST /users', 'POST /users/{id}'],
  ...['closure', 'opening', 'sessions-closure', 'second-factor-reset', 'password-link', 'first-password'].map(
    (act) => `POST /users/{id}/${act}`,
  ),
]);

export const TERRITORIES: readonly Territory[] = ['own', 'former', 'foreign'];
