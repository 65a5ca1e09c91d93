import { record, type About, type Row } from './rows.js';

const course = record(({ course: code }) => ({ code }));
const learner = record(({ course: code, enrolment: id }) => ({ code, id }));
const request = record(({ course: code, request: id }) => ({ code, id }));
const person = record(({ personId: id }) => ({ id }));
/** What somebody learns opens to whoever is enrolled: here always the person of the own commune. */
const own = (params: (about: About) => Record<string, string | number> = () => ({})): Row => ({
  ...{ of: 'all', params },
  cookie: ({ learner: cookie }) => cookie,
});
const lesson = own(({ course: code, lesson }) => ({ code, lesson }));
const attempt = own(({ course: code, quiz, quizAttempt }) => ({ code, lesson: quiz, attempt: quizAttempt }));
/** Ways in for whoever is nobody yet. */
const open = (params?: (about: About) => Record<string, string | number>): Row => ({
  of: 'all',
  ...(params && { params }),
});

/** Who learns, in the hands of the staff, and what learners themselves open. */
export const LEARNING: Record<string, Row> = {
  '/enrolments/{code}': course,
  '/enrolments/{code}/list.csv': course,
  '/enrolments/{code}/due': course,
  '/enrolments/{code}/moves': course,
  '/enrolments/{code}/roster': course,
  '/enrolments/{code}/additions': course,
  '/enrolments/{code}/candidates': course,
  '/enrolments/{code}/link': course,
  '/enrolments/{code}/link/withdrawal': course,
  '/enrolments/{code}/requests': course,
  '/enrolments/{code}/requests/{id}/acceptance': request,
  '/enrolments/{code}/requests/{id}/refusal': request,
  '/enrolments/{code}/codes': course,
  '/enrolments/{code}/message': course,
  '/enrolments/{code}/reminders': course,
  '/enrolments/{code}/slips.pdf': course,
  '/enrolments/{code}/learners/{id}': learner,
  '/enrolments/{code}/learners/{id}/reset': learner,
  '/enrolments/{code}/learners/{id}/withdrawal': learner,
  '/people/{id}/learning-code': person,
  '/people/{id}/learning-code/withdrawal': person,
  '/people/{id}/learning-account': person,
  '/people/{id}/learning-account/removal': person,
  '/learning': own(),
  '/learning/certificates/{code}.pdf': own(({ certificateCode: code }) => ({ code })),
  '/learning/sign-in': open(),
  '/learning/sign-in/code': open(),
  '/learning/sign-out': own(),
  '/learning/in/{token}': open(({ mailedLink: token }) => ({ token })),
  '/learning/code/{code}': open(({ slipCode: code }) => ({ code })),
  '/learning/join/{token}': own(({ joining: token }) => ({ token })),
  '/learning/{code}': own(({ course: code }) => ({ code })),
  '/learning/{code}/knowledge': own(({ course: code }) => ({ code })),
  '/learning/{code}/media/{name}': own(({ course: code, shown: name }) => ({ code, name })),
  '/learning/{code}/{lesson}': lesson,
  '/learning/{code}/{lesson}/progress': lesson,
  '/learning/{code}/{lesson}/package': lesson,
  '/learning/{code}/pictures/{name}': own(({ course: code, questionPictureName: name }) => ({ code, name })),
  '/learning/{code}/{lesson}/attempts': own(({ course: code, quiz }) => ({ code, lesson: quiz })),
  '/learning/{code}/{lesson}/attempts/{attempt}': attempt,
  '/learning/{code}/{lesson}/attempts/{attempt}/submission': attempt,
};
