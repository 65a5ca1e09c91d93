import { query, seg } from './address.js';

/** Addresses of question banks. */
export const quizPaths = {
  quizzes: () => '/quizzes',
  quizBank: (plan: string, filter: Record<string, string | number | undefined> = {}) =>
    `/quizzes/${seg(plan)}${query(filter)}`,
  question: (plan: string, id: number) => `/quizzes/${seg(plan)}/questions/${seg(id)}`,
  questionAnalysis: (plan: string, id: number) => `/quizzes/${seg(plan)}/questions/${seg(id)}/analysis`,
  partAnalysis: (activity: string, part: string) => `/quizzes/analysis/${seg(activity)}/${seg(part)}`,
  partAnalysisCsv: (activity: string, part: string) => `/quizzes/analysis/${seg(activity)}/${seg(part)}/questions.csv`,
  questionNew: (plan: string, filter: Record<string, string | undefined> = {}) =>
    `/quizzes/${seg(plan)}/questions/new${query(filter)}`,
  questionEdit: (plan: string, id: number) => `/quizzes/${seg(plan)}/questions/${seg(id)}/edit`,
  questionTrial: (plan: string, id: number) => `/quizzes/${seg(plan)}/questions/${seg(id)}/trial`,
  questionWithdrawal: (plan: string, id: number) => `/quizzes/${seg(plan)}/questions/${seg(id)}/withdrawal`,
  questionRestoration: (plan: string, id: number) => `/quizzes/${seg(plan)}/questions/${seg(id)}/restoration`,
  questionPictures: (plan: string) => `/quizzes/${seg(plan)}/pictures`,
  questionPictureRemoval: (plan: string, id: number) => `/quizzes/${seg(plan)}/pictures/${seg(id)}/removal`,
  questionMedia: (plan: string, name: string) => `/quizzes/${seg(plan)}/media/${seg(name)}`,
  giftImport: (plan: string) => `/quizzes/${seg(plan)}/import`,
  giftCheck: (plan: string, hash: string) => `/quizzes/${seg(plan)}/import/${seg(hash)}`,
  giftFaulty: (plan: string, hash: string) => `/quizzes/${seg(plan)}/import/${seg(hash)}/faulty.gift`,
  giftExport: (plan: string, filter: Record<string, string | undefined> = {}) =>
    `/quizzes/${seg(plan)}/questions.gift${query(filter)}`,
};
