import { query, seg } from './address.js';

/** Addresses of tests before and after, and of surveys: a part of `paths`. */
export const knowledgePaths = {
  knowledge: (filter: Record<string, string | undefined> = {}) => `/knowledge${query(filter)}`,
  activityKnowledge: (code: string) => `/knowledge/${seg(code)}`,
  knowledgeTest: (code: string) => `/knowledge/${seg(code)}/test`,
  knowledgeOpening: (code: string) => `/knowledge/${seg(code)}/opening`,
  knowledgeSheets: (code: string, filter: Record<string, string | undefined>) =>
    `/knowledge/${seg(code)}/sheets.pdf${query(filter)}`,
  knowledgeCodes: (code: string) => `/knowledge/${seg(code)}/codes`,
  knowledgeCodeReplacement: (code: string, person: number) => `/knowledge/${seg(code)}/codes/${person}/replacement`,
  knowledgeAnswers: (code: string, moment: string, page = 1) =>
    `/knowledge/${seg(code)}/answers/${seg(moment)}${query({ page: page === 1 ? undefined : String(page) })}`,
  knowledgeReport: (code: string) => `/knowledge/${seg(code)}/report`,
  knowledgeReportCsv: (code: string) => `/knowledge/${seg(code)}/report.csv`,
  knowledgeSurvey: (code: string) => `/knowledge/${seg(code)}/survey`,
  knowledgeSurveyPaper: (code: string) => `/knowledge/${seg(code)}/survey/paper`,
  knowledgeSurveyResults: (code: string) => `/knowledge/${seg(code)}/survey/results`,
  knowledgeSurveyCsv: (code: string) => `/knowledge/${seg(code)}/survey/results.csv`,
  /** Where somebody types the own code, and what it opens. */
  personalCode: () => '/k',
  personalTest: (code: string, done?: string) => `/k/${seg(code)}${query({ done })}`,
  personalAnswers: (code: string, moment: string, act?: string) =>
    `/k/${seg(code)}/${seg(moment)}${act === undefined ? '' : `/${seg(act)}`}`,
  personalPicture: (code: string, name: string) => `/k/${seg(code)}/pictures/${seg(name)}`,
  personalSurvey: (code: string) => `/k/${seg(code)}/survey`,
} as const;
