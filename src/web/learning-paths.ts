import { query, seg } from './address.js';

/** What learners open, and who is enrolled. */
export const learningPaths = {
  learning: (filter: Record<string, string | undefined> = {}) => `/learning${query(filter)}`,
  learningCourse: (code: string) => `/learning/${seg(code)}`,
  learningLesson: (code: string, lesson: string) => `/learning/${seg(code)}/${seg(lesson)}`,
  learningProgress: (code: string, lesson: string) => `/learning/${seg(code)}/${seg(lesson)}/progress`,
  learningAttempts: (code: string, lesson: string) => `/learning/${seg(code)}/${seg(lesson)}/attempts`,
  learningAttempt: (code: string, lesson: string, attempt: number, filter: Record<string, string | undefined> = {}) =>
    `/learning/${seg(code)}/${seg(lesson)}/attempts/${seg(attempt)}${query(filter)}`,
  learningSubmission: (code: string, lesson: string, attempt: number) =>
    `/learning/${seg(code)}/${seg(lesson)}/attempts/${seg(attempt)}/submission`,
  /** To the test before or after, for whoever learns the course. */
  learningTest: (code: string) => `/learning/${seg(code)}/knowledge`,
  learningPackage: (code: string, lesson: string) => `/learning/${seg(code)}/${seg(lesson)}/package`,
  learningPicture: (code: string, name: string) => `/learning/${seg(code)}/pictures/${seg(name)}`,
  learningMedia: (code: string, name: string) => `/learning/${seg(code)}/media/${seg(name)}`,
  learningCertificate: (code: string) => `/learning/certificates/${seg(code)}.pdf`,
  learnerSignIn: (filter: Record<string, string | undefined> = {}) => `/learning/sign-in${query(filter)}`,
  learnerSignInCode: () => '/learning/sign-in/code',
  learnerSignOut: () => '/learning/sign-out',
  /** Of a mail: the token is the key, once. */
  learnerLink: (token: string, filter: Record<string, string | undefined> = {}) =>
    `/learning/in/${seg(token)}${query(filter)}`,
  /** Of the QR code on a slip. */
  learnerCode: (code: string) => `/learning/code/${seg(code)}`,
  learningJoin: (token: string) => `/learning/join/${seg(token)}`,
  enrolments: (code: string, filter: Record<string, string | number | undefined> = {}) =>
    `/enrolments/${seg(code)}${query(filter)}`,
  enrolmentsCsv: (code: string, filter: Record<string, string | number | undefined> = {}) =>
    `/enrolments/${seg(code)}/list.csv${query(filter)}`,
  enrolmentAdditions: (code: string, filter: Record<string, string | undefined> = {}) =>
    `/enrolments/${seg(code)}/additions${query(filter)}`,
  enrolmentCandidates: (code: string) => `/enrolments/${seg(code)}/candidates`,
  enrolmentRoster: (code: string) => `/enrolments/${seg(code)}/roster`,
  enrolmentLink: (code: string) => `/enrolments/${seg(code)}/link`,
  enrolmentLinkWithdrawal: (code: string) => `/enrolments/${seg(code)}/link/withdrawal`,
  enrolmentRequests: (code: string) => `/enrolments/${seg(code)}/requests`,
  enrolmentRequestAcceptance: (code: string, id: number) => `/enrolments/${seg(code)}/requests/${seg(id)}/acceptance`,
  enrolmentRequestRefusal: (code: string, id: number) => `/enrolments/${seg(code)}/requests/${seg(id)}/refusal`,
  enrolmentCodes: (code: string) => `/enrolments/${seg(code)}/codes`,
  enrolmentDue: (code: string) => `/enrolments/${seg(code)}/due`,
  enrolmentMoves: (code: string) => `/enrolments/${seg(code)}/moves`,
  enrolmentReminders: (code: string) => `/enrolments/${seg(code)}/reminders`,
  enrolmentMessage: (code: string, filter: Record<string, string | number | undefined> = {}) =>
    `/enrolments/${seg(code)}/message${query(filter)}`,
  enrolmentSlips: (code: string, filter: Record<string, string | undefined> = {}) =>
    `/enrolments/${seg(code)}/slips.pdf${query(filter)}`,
  enrolment: (code: string, id: number) => `/enrolments/${seg(code)}/learners/${seg(id)}`,
  enrolmentWithdrawal: (code: string, id: number) => `/enrolments/${seg(code)}/learners/${seg(id)}/withdrawal`,
  enrolmentReset: (code: string, id: number) => `/enrolments/${seg(code)}/learners/${seg(id)}/reset`,
  personCode: (id: number) => `/people/${seg(id)}/learning-code`,
  personCodeWithdrawal: (id: number) => `/people/${seg(id)}/learning-code/withdrawal`,
  personAccount: (id: number) => `/people/${seg(id)}/learning-account`,
  personAccountRemoval: (id: number) => `/people/${seg(id)}/learning-account/removal`,
};
