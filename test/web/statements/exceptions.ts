/** Files are written while they are read, a piece at a time: the larger, the more pieces. */
const FILES = 'a file, read in pieces';
/** Known, and not mended yet. */
const KNOWN = 'known';

const asking = (why: string, ...routes: string[]): Record<string, string> =>
  Object.fromEntries(routes.map((route) => [`GET ${route}`, why]));

/** Figures, matrix and planning read the ledger in their own way, each engine another: not held here. */
export const COUNTING: Record<string, string> = asking(
  'counts',
  '/activities/{code}/edit',
  '/plans/{code}',
  '/plans/{code}/indicators/{indicator}',
  '/plans/{code}/indicators/{indicator}/values',
  '/plans/{code}/indicators/{indicator}/{table}.csv',
  '/plans/{code}/coverage.csv',
  '/plans/{code}/matrix',
  '/plans/{code}/planner',
  '/plans/{code}/planner/{indicator}',
  '/plans/{code}/planner/{indicator}/invitations',
  '/plans/{code}/planner/{indicator}/invitations.csv',
  '/api/v1/plans/{code}/coverage',
);

/** Routes whose statements may grow with what is there, and why. */
export const GROWING: Record<string, string> = {
  ...asking(
    FILES,
    '/activities/list.csv',
    '/activities/{code}/certificates/all.pdf',
    '/activities/{code}/certificates/all.zip',
  ),
  ...asking(
    KNOWN,
    '/activities/{code}/certificates',
    '/activities/{code}/sessions/{number}/check-in',
    '/courses/{code}/media',
    '/enrolments/{code}',
    '/enrolments/{code}/codes',
    '/enrolments/{code}/learners/{id}',
    '/enrolments/{code}/list.csv',
    '/enrolments/{code}/message',
    '/enrolments/{code}/reminders',
    '/enrolments/{code}/requests',
    '/enrolments/{code}/slips.pdf',
    '/knowledge',
    '/learning',
  ),
};

/** Routes of which a statement may give back more than a page when there is more beside what they show, and why. */
export const LONG: Record<string, string> = {
  ...asking(
    FILES,
    '/activities/list.csv',
    '/organisations/list.csv',
    '/people/list.csv',
    '/quizzes/{code}/questions.gift',
  ),
  ...asking(
    KNOWN,
    '/account/sessions',
    '/account/tokens',
    '/activities/new',
    '/activities/{code}/sessions/{number}/edit',
    '/calendar',
    '/calendar/link',
    '/courses/new',
    '/courses/new/import',
    '/courses/{code}',
    '/courses/{code}/draft',
    '/courses/{code}/draft/lessons/{lesson}',
    '/courses/{code}/draft/lessons/{lesson}/removal',
    '/courses/{code}/edit',
    '/differences',
    '/knowledge',
    '/knowledge/{code}/test',
    '/my-sessions',
    '/people/corrections',
    '/people/duplicates',
    '/people/{id}',
    '/quizzes/marking',
    '/quizzes/{code}/pictures',
    '/quizzes/{code}/questions/{id}',
    '/users',
  ),
};
