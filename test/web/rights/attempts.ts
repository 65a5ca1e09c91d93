import { all, record, type Row } from './rows.js';

const attempt = record(({ attempt: of }) => ({ attempt: of }));
/** Attempts at quizzes, for the staff. */
export const ATTEMPTS: Record<string, Row> = {
  '/quizzes/attempts/{attempt}': attempt,
  '/quizzes/marking': all,
  '/quizzes/marking/{attempt}': attempt,
};
