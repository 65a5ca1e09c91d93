import type { ActivityWords } from '../activities/activity-words.js';
import { actorMay } from '../web/actor.js';
import { pager, pagesOf } from '../web/pager.js';
import { paths } from '../web/paths.js';
import { COURSE_STATES, type CourseState, type ListedCourse } from './course-records.js';

/** The list of courses. */
export function coursesPage(
  words: ActivityWords,
  asked: { state: CourseState | null; page: number },
  list: { courses: ListedCourse[]; total: number },
  mayWrite: boolean,
): object {
  const filter: Record<string, string> = asked.state === null ? {} : { state: asked.state };
  const tab = (state: CourseState | null): object => ({
    text: words.t(`courses.state.${state ?? 'all'}`),
    href: paths.courses(state === null ? {} : { state }),
    current: asked.state === state,
  });
  return {
    titleKey: 'courses.title',
    questionsHref: actorMay('question.read') ? paths.quizzes() : null,
    newHref: mayWrite ? paths.courseNew() : null,
    importHref: mayWrite ? paths.courseNewImport() : null,
    filtered: asked.state !== null,
    tabs: { label: words.t('courses.states'), items: [tab(null), ...COURSE_STATES.map(tab)] },
    columns: ['course', 'place', 'state'].map((name) => ({ text: words.t(`courses.column.${name}`) })),
    rows: list.courses.map((course) => ({ cells: cellsOf(words, course) })),
    pager: pager({ page: asked.page, total: list.total }, pagesOf(paths.courses(), filter)),
  };
}

function cellsOf(words: ActivityWords, course: ListedCourse): object[] {
  const { code, title, plan_code, place_id, unit_code } = course;
  return [
    { text: title, href: paths.course(code), sub: `${code}, ${plan_code}` },
    { text: words.place(place_id, unit_code).text },
    stateOf(words, course),
  ];
}

/** "Phiên bản 2", and under it that version 3 is being written. */
export function stateOf(words: ActivityWords, { published, draft }: Pick<ListedCourse, 'published' | 'draft'>): object {
  if (published === null) return { status: 'no_baseline', text: words.t('courses.unpublished') };
  const sub = draft === null ? {} : { sub: words.t('courses.draft_number', { number: draft }) };
  return { status: 'met', text: words.t('courses.published_number', { number: published }), ...sub };
}
