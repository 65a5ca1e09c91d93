import { all, allOf, record, type Row } from './rows.js';

const course = record(({ course: code }) => ({ code }));
const lesson = record(({ course: code, lesson }) => ({ code, lesson }));
/** Courses with their versions, lessons and files. */
export const COURSES: Record<string, Row> = {
  '/courses': all,
  '/courses/new': all,
  '/courses/new/import': all,
  // Whose files open is held where they are sent: test/courses/course-files-pages.db.spec.ts.
  '/courses/new/import/{token}': allOf({ token: 'none' }),
  '/courses/{code}': course,
  '/courses/{code}/edit': course,
  '/courses/{code}/import': course,
  '/courses/{code}/import/{token}': record(({ course: code }) => ({ code, token: 'none' })),
  '/courses/{code}/draft': course,
  '/courses/{code}/draft/publication': course,
  '/courses/{code}/draft/removal': course,
  '/courses/{code}/draft/sections': course,
  '/courses/{code}/draft/sections/{section}': record(({ course: code }) => ({ code, section: 2 })),
  '/courses/{code}/draft/lessons': course,
  '/courses/{code}/draft/lessons/{lesson}': lesson,
  '/courses/{code}/draft/lessons/{lesson}/move': lesson,
  '/courses/{code}/draft/lessons/{lesson}/removal': lesson,
  '/courses/{code}/versions/{number}': record(({ course: code }) => ({ code, number: 1 })),
  '/courses/{code}/versions/{number}.zip': record(({ course: code }) => ({ code, number: 1 })),
  '/courses/{code}/versions/{number}/lessons/{lesson}': record(({ course: code, lesson }) => ({
    ...{ code, number: 1, lesson },
  })),
  '/courses/{code}/media': course,
  '/courses/{code}/media/{name}': record(({ course: code, shown: name }) => ({ code, name })),
  '/courses/{code}/media/{name}/removal': record(({ course: code, unshown: name }) => ({ code, name })),
};
