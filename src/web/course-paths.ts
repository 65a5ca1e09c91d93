import { query, seg } from './address.js';

/** The addresses of courses. */
export const coursePaths = {
  courses: (filter: Record<string, string | undefined> = {}) => `/courses${query(filter)}`,
  courseNew: (plan?: string) => `/courses/new${query({ plan })}`,
  courseNewImport: (given: { plan?: string; unit?: string } = {}) => `/courses/new/import${query(given)}`,
  courseNewImportOf: (token: string, given: { plan: string; unit: string }) =>
    `/courses/new/import/${seg(token)}${query(given)}`,
  course: (code: string) => `/courses/${seg(code)}`,
  courseEdit: (code: string) => `/courses/${seg(code)}/edit`,
  courseImport: (code: string) => `/courses/${seg(code)}/import`,
  courseImportOf: (code: string, token: string) => `/courses/${seg(code)}/import/${seg(token)}`,
  courseDraft: (code: string) => `/courses/${seg(code)}/draft`,
  courseDraftPublication: (code: string) => `/courses/${seg(code)}/draft/publication`,
  courseDraftRemoval: (code: string) => `/courses/${seg(code)}/draft/removal`,
  courseSections: (code: string) => `/courses/${seg(code)}/draft/sections`,
  courseSection: (code: string, section: number) => `/courses/${seg(code)}/draft/sections/${seg(section)}`,
  courseLessons: (code: string) => `/courses/${seg(code)}/draft/lessons`,
  courseLesson: (code: string, lesson: string) => `/courses/${seg(code)}/draft/lessons/${seg(lesson)}`,
  courseLessonMove: (code: string, lesson: string) => `/courses/${seg(code)}/draft/lessons/${seg(lesson)}/move`,
  courseLessonRemoval: (code: string, lesson: string) => `/courses/${seg(code)}/draft/lessons/${seg(lesson)}/removal`,
  courseVersion: (code: string, number: number) => `/courses/${seg(code)}/versions/${seg(number)}`,
  courseVersionZip: (code: string, number: number) => `/courses/${seg(code)}/versions/${seg(number)}.zip`,
  courseVersionLesson: (code: string, number: number, lesson: string) =>
    `/courses/${seg(code)}/versions/${seg(number)}/lessons/${seg(lesson)}`,
  courseMedia: (code: string) => `/courses/${seg(code)}/media`,
  courseMediaFile: (code: string, name: string, save?: boolean) =>
    `/courses/${seg(code)}/media/${seg(name)}${query({ save: save ? 1 : undefined })}`,
  courseMediaRemoval: (code: string, name: string) => `/courses/${seg(code)}/media/${seg(name)}/removal`,
} as const;
