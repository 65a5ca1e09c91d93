import type { About } from './rows.js';

/** Bodies for what is done to those who learn, and by them, as in bodies.ts. */
export const LEARNING_BODIES: Record<string, (own: About) => object> = {
  'POST /enrolments/{code}/additions': ({ twinId }) => ({ person: String(twinId), group: 'teacher' }),
  'POST /enrolments/{code}/candidates': ({ unit, personId }) => ({
    ...{ unit, group: 'teacher', chosen: String(personId) },
  }),
  'POST /enrolments/{code}/due': ({ enrolment }) => ({ learner: String(enrolment), due_on: '31/12/2031' }),
  'POST /enrolments/{code}/link': () => ({ groups: 'teacher' }),
  'POST /enrolments/{code}/message': () => ({ stand: 'all', act: 'preview', subject: 'Nhắc học' }),
  'POST /enrolments/{code}/reminders': () => ({ version: '0', reminder_days: '7, 1' }),
  'POST /enrolments/{code}/moves': ({ enrolment }) => ({ learner: String(enrolment) }),
  'POST /enrolments/{code}/requests/{id}/acceptance': () => ({ person: 'new' }),
  'POST /enrolments/{code}/learners/{id}/reset': ({ lesson }) => ({ lesson, reason: 'Làm lại' }),
  // The first of the cast, who plays nobody in the tables.
  'POST /people/{id}/learning-account': () => ({ email: 'administrator1@example.vn' }),
  'POST /learning/sign-in': ({ learnerEmail: email }) => ({ email }),
  'POST /learning/sign-in/code': ({ slipCode: code }) => ({ code }),
  'POST /learning/join/{token}': () => ({ group: 'teacher' }),
  'POST /learning/{code}/{lesson}/progress': () => ({ act: 'read' }),
};
