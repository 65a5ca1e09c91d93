import { all, ofPlan, record, type Row } from './rows.js';

const bank = ofPlan();
const question = record(({ plan: code, question: id }) => ({ code, id }));
const analysed = record(({ activity, answeredPart: part }) => ({ activity, part }));
/** A file that somebody sent into the bank of their own plan: nobody else opens it there. */
const sent: Row = {
  of: 'owner',
  params: ({ gift: hash }, { records }) => ({ code: records.own.plan, hash }),
};

/** The question banks of plans. */
export const BANK: Record<string, Row> = {
  '/quizzes': all,
  '/quizzes/analysis/{activity}/{part}': analysed,
  '/quizzes/analysis/{activity}/{part}/questions.csv': analysed,
  '/quizzes/{code}': bank,
  '/quizzes/{code}/import': bank,
  '/quizzes/{code}/import/{hash}': sent,
  '/quizzes/{code}/import/{hash}/faulty.gift': sent,
  '/quizzes/{code}/media/{name}': record(({ plan: code, questionPictureName: name }) => ({ code, name })),
  '/quizzes/{code}/pictures': bank,
  '/quizzes/{code}/pictures/{id}/removal': record(({ plan: code, questionPicture: id }) => ({ code, id })),
  '/quizzes/{code}/questions.gift': bank,
  '/quizzes/{code}/questions/new': bank,
  '/quizzes/{code}/questions/{id}': question,
  '/quizzes/{code}/questions/{id}/analysis': question,
  '/quizzes/{code}/questions/{id}/edit': question,
  '/quizzes/{code}/questions/{id}/restoration': question,
  '/quizzes/{code}/questions/{id}/trial': question,
  '/quizzes/{code}/questions/{id}/withdrawal': question,
};
