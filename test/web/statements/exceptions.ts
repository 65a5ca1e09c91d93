/** Files are written while they are read, a piece at a time: the larger, the more pieces. */
const FILES = 'a file, read in pieces';
/** Known, and not mended yet. */
const KNOWN = 'known';

const asking = (why: string, ...routes: string[]): Record<string, string> =>
  Object.fromEntries(routes.map((route) => [`GET ${route}`, why]));

/** Routes of which a statement may give back more than a page when there is more beside what they show, and why. */
export const LONG: Record<string, string> = {
  ...asking(
    FILES,
    '/activities/list.csv',
    '/organisations/list.csv',
    '/people/list.csv',
    '/quizzes/{code}/questions.gift',
  ),
  ...asking('what one account has: it ends by itself', '/account/sessions', '/account/tokens'),
  ...asking(
    'one chooses among all questions of the bank',
    '/courses/{code}',
    '/courses/{code}/draft',
    '/courses/{code}/draft/lessons/{lesson}',
    '/courses/{code}/draft/lessons/{lesson}/removal',
    '/knowledge/{code}/test',
    '/quizzes/{code}/questions/{id}',
  ),
  ...asking('pictures of one bank, side by side', '/quizzes/{code}/pictures'),
  ...asking('so many are compared at most, to find the few that are alike', '/people/duplicates', '/people/{id}'),
  ...asking('the marks of the sessions on the page', '/differences'),
  ...asking(
    'all that was reported of one indicator, some values a year',
    '/plans/{code}/indicators/{indicator}/values',
  ),
  ...asking(
    'everybody at a place who is not reached yet, counted by groups and places below',
    '/plans/{code}/planner',
    '/plans/{code}/planner/{indicator}',
    '/plans/{code}/planner/{indicator}/invitations',
    '/plans/{code}/planner/{indicator}/invitations.csv',
  ),
  ...asking('the rosters of the activities on the page, without names, for what they learnt', '/knowledge'),
  ...asking(
    KNOWN,
    // All accounts that can train, or all: no column has the order in which they are read.
    '/activities/new',
    '/activities/{code}/edit',
    '/courses/new',
    '/courses/new/import',
    '/courses/{code}/edit',
    '/users',
    // All sessions of a day, to find the few with the same trainer or hall.
    '/activities/{code}/sessions/{number}/edit',
  ),
};
