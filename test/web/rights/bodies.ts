import { LEARNING_BODIES } from './learning-bodies.js';
import type { About } from './rows.js';

const RATE = {
  ...{ title: 'Tỷ lệ', measure: 'rate', comparator: 'gte', target: 90, unit: 'percent' },
  due: '2025-12-31',
};
const QUESTION = {
  ...{ text: 'Mấy tuổi?', topic: 'Luật', act: 'save', 'choices.0.text': '16', 'choices.0.is_right': '1' },
  'choices.1.text': '18',
};
const rowOf = (row: object): object => ({ rows: [row] });

/**
 * Bodies with which each post, put and patch of the API does something to the story's own records; also of the page's button
 * that names a person, whom an empty form does not.
 */
export const BODIES: Record<string, (own: About) => object> = {
  'POST /activities/{code}/roster/additions': ({ personId }) => ({ person: String(personId), group: 'parent' }),
  'POST /activities/{code}/roster/candidates': ({ unit, personId }) => ({
    ...{ unit, group: 'parent', chosen: String(personId) },
  }),
  'POST /activities/{code}/roster/organisations': ({ organisationId, personId }) => ({
    ...{ organisation: String(organisationId), person: String(personId) },
  }),
  'POST /activities/{code}/roster/lines': ({ unit }) => ({
    lines: 'Lò Văn Ba',
    lines_unit: unit,
    group: 'parent',
    act: 'save',
  }),
  'POST /activities/{code}/sessions/{number}/check-in/{claim}/decision': () => ({ decision: 'refused' }),
  'POST /activities/{code}/letters/choices': () => ({ reminder_days: '3', certificate_as: 'link', version: '0' }),
  'POST /letters/digest': () => ({ wanted: 'no' }),
  'POST /activities/{code}/certificates/automatic': () => ({ automatic: 'on' }),
  'POST /certificates/{id}/replacement': () => ({ reason: 'other' }),
  'POST /certificates/{id}/revocation': () => ({ reason: 'error' }),
  'POST /quizzes/marking/{attempt}': () => ({ points1: '1', seen1: '', remark1: 'Tốt' }),
  'POST /quizzes/{code}/questions/new': () => QUESTION,
  'POST /quizzes/{code}/questions/{id}/edit': () => ({ ...QUESTION, version: '1' }),
  'POST /k': ({ personalCode: code }) => ({ code }),
  'POST /knowledge/{code}/opening': () => ({ moment: 'before', state: 'closed' }),
  'POST /knowledge/{code}/survey': () => ({ statements: 'Hữu ích', version: '1' }),
  'POST /knowledge/{code}/survey/paper': () => ({ people: '2', version: '1' }),
  'POST /knowledge/{code}/test': () => ({ title: 'Tên khác', version: '1', pass_mark: '50', questions: 'do-tuoi' }),
  ...LEARNING_BODIES,
  'POST /differences/{id}/decision': () => ({ decision: 'noted' }),
  'POST /people/{id}/consents/{consent}/own': () => ({ own_on: '2025-02-01' }),
  'POST /people/{id}/consents/{consent}/withdrawal': () => ({
    ...{ withdrawn_on: '2025-03-01', withdrawn_by: 'minor', reason: 'Đổi ý' },
  }),
  'POST /mine/{token}/choices': () => ({ locale: 'en', mails: 'none' }),
  'POST /mine/{token}/correction': () => ({ wanted_name: 'Tên Khác' }),
  'POST /mine/{token}/withdrawal': () => ({ reason: 'unwanted' }),
  'POST /people/corrections/{correction}/refusal': () => ({ reason: 'Không' }),
  'POST /organisations/{id}/members/new': ({ personId }) => ({ person: String(personId), role: 'worker' }),
  'POST /organisations/{id}/members/{member}': () => ({ ended_on: '2025-03-01' }),
  'POST /courses/new': ({ unit }) => ({ title: 'Khóa mới', unit, language: 'vi' }),
  'POST /courses/{code}/edit': ({ unit }) => ({ title: 'Tên khác', unit, language: 'vi', version: '0' }),
  ...Object.fromEntries(
    [
      ['publication', { note: 'Mới' }],
      ['removal', {}],
      ['sections', { section_title: 'Phần mới' }],
      ['sections/{section}', { act: 'up' }],
      ['lessons', { title: 'Bài mới', section: '1', kind: 'text' }],
      ['lessons/{lesson}', { title: 'Tên khác', markdown: 'x', rule: 'read' }],
      ['lessons/{lesson}/move', { act: 'down' }],
      ['lessons/{lesson}/removal', {}],
    ].map(([act, body]) => [
      `POST /courses/{code}/draft/${act as string}`,
      () => ({ version: '3', ...(body as object) }),
    ]),
  ),
  'POST /calendar/link': () => ({ covers: 'all' }),
  'POST /activities/new': ({ unit }) => ({ act: 'open', title: 'Lớp mới', unit, sessions: '1', s1_date: '5/1/2027' }),
  'POST /activities/{code}/sessions/new': () => ({ date: '5/1/2027', agreement: '2027-01-05', number: '2' }),
  'POST /activities/{code}/sessions/{number}/edit': () => ({ date: '5/1/2027', agreement: '2027-01-05', version: '1' }),
  'POST /activities/{code}/sessions/{number}/cancellation': () => ({ version: '1' }),
  'POST /activities/{code}/status': () => ({ status: 'running', version: '1' }),
  'POST /people/duplicates/{one}/{other}/merge': ({ personId }) => ({ keep: String(personId), versions: '1 1' }),
  'POST /people/duplicates/{one}/{other}/distinction': () => ({ versions: '1 1' }),
  'POST /api/v1/activities': ({ plan }) => rowOf({ code: 'A-2', plan, kind: 'campaign', title: 'Đợt', unit: '03424' }),
  'POST /api/v1/sessions': ({ activity }) => rowOf({ activity, number: 2, date: '2025-09-11' }),
  'POST /api/v1/people': ({ unit }) => rowOf({ ref: 'P-2', full_name: 'Lò Văn Hai', unit }),
  'POST /api/v1/organisations': ({ unit }) => rowOf({ ref: 'O-2', name: 'Hộ ông Hai', group: 'household', unit }),
  'POST /api/v1/participations': ({ activity, person }) => rowOf({ activity, person, group: 'parent' }),
  'POST /api/v1/completions': ({ completed, person, on: date }) =>
    rowOf({ activity: completed, person, group: 'teacher', date }),
  'POST /api/v1/test-results': ({ activity, person, on: date }) => rowOf({ activity, person, date }),
  'POST /api/v1/attendance': ({ activity, person }) => rowOf({ activity, session: 1, person, status: 'late' }),
  'POST /api/v1/headcounts': ({ activity, unit }) => rowOf({ activity, session: 1, unit, group: 'child', count: 5 }),
  'POST /api/v1/baselines': ({ unit }) => rowOf({ unit, group: 'parent', year: 2026, value: 900 }),
  'POST /api/v1/groups': () => rowOf({ code: 'g-2', name: 'Nhóm', counts: 'persons' }),
  'POST /api/v1/units': () =>
    rowOf({ code: 'lop6a', name: 'Lớp 6A', level: 'cohort', parent: '03424', valid_from: '2025-09-01' }),
  'POST /api/v1/successions': () => rowOf({ predecessor: '03427', successor: '03424', date: '2025-07-01' }),
  'POST /api/v1/people/{ref}/merge': ({ person }) => ({ into: person.replace('P-', 'T-'), reason: 'Trùng' }),
  'POST /api/v1/plans/{code}/reported-values': ({ parts }) => ({
    indicator: parts.entered,
    date: '2025-10-01',
    value: 62,
    source: 'Khảo sát',
  }),
  'PUT /api/v1/plans/{code}': ({ plan: code, unit, on: start, parts }) => ({
    ...{ code, title: { vi: 'Kế hoạch' }, unit, start, end: '2025-12-31', version: 1 },
    objectives: [{ code: parts.objective, title: 'Mục tiêu', indicators: [{ code: parts.entered, ...RATE }] }],
  }),
  'PATCH /api/v1/activities/{code}': () => ({ version: 1, capacity: 30 }),
  'PATCH /api/v1/activities/{code}/sessions/{number}': () => ({ version: 1, start: '08:30' }),
};

/** Forms that a person fills in: they are sent empty here, and what they do is held by the tests of their pages. */
export const SENT_EMPTY = new Set(
  [
    ...['/account', '/account/confirm', '/account/password', '/account/tokens', '/users', '/users/{id}'],
    ...['/first-run', '/password/forgotten', '/password/reset', '/sign-in', '/sign-in/code'],
    ...['/imports', '/api/v1/imports/{kind}', '/plans', '/plans/{code}/edit', '/plans/{code}/reporting-dates'],
    ...['agencies', 'agencies/{agency}', 'agencies/{agency}/removal'].map((form) => `/plans/{code}/${form}`),
    '/certificates/keys/{kid}/revocation',
    '/plans/{code}/planner/{indicator}/invitations',
    '/activities/{code}/edit',
    ...[
      '/people/new',
      '/people/{id}/edit',
      '/people/{id}/consents/new',
      '/organisations/new',
      '/organisations/{id}/edit',
    ],
    ...['tasks', 'tasks/{task}', 'tasks/{task}/removal'].map((form) => `/plans/{code}/${form}`),
    ...[
      'objectives',
      'objectives/{objective}',
      'objectives/{objective}/removal',
      'objectives/{objective}/indicators',
    ].map((form) => `/plans/{code}/${form}`),
    ...['edit', 'removal', 'values'].map((form) => `/plans/{code}/indicators/{indicator}/${form}`),
    '/activities/{code}/sessions/{number}/headcounts',
    '/activities/{code}/roster/newcomers',
    // JSON, which a form cannot send.
    '/offline/acts',
    // The door of the hall is open on the day of the session only.
    '/check-in/here/{pass}',
    '/activities/{code}/sessions/{number}/photos',
    '/activities/{code}/materials',
    '/courses/{code}/media',
    ...['new', '{code}'].flatMap((course) => ['', '/{token}'].map((step) => `/courses/${course}/import${step}`)),
    ...['/quizzes/{code}/import', '/quizzes/{code}/pictures', '/learning/{code}/{lesson}/package'],
    '/activities/{code}/certificates/design',
    '/activities/{code}/certificates/design/pictures/{which}',
    '/plans/{code}/certificates/design',
    '/plans/{code}/certificates/design/pictures/{which}',
    ...['baselines/new', 'groups/new', 'groups/{code}', 'places/new', 'places/{id}/edit', 'successions/new'].map(
      (form) => `/territory/${form}`,
    ),
  ].map((path) => `POST ${path}`),
);
