import { all, record, type Row } from './rows.js';

const activity = record(({ activity: code }) => ({ code }));
const kind = record(({ activity: code }) => ({ code, kind: 'invitation' }));
/** Letters to participants by mail and on paper, and the weekly one to organizers. */
export const LETTERS: Record<string, Row> = {
  '/activities/{code}/letters': activity,
  '/activities/{code}/letters/choices': activity,
  '/activities/{code}/letters/{kind}': kind,
  '/activities/{code}/letters/{kind}/print.pdf': kind,
  '/letters/digest': all,
};
