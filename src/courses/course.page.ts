import Handlebars from 'handlebars';
import type { ActivityWords } from '../activities/activity-words.js';
import { statusCell } from '../activities/index.page.js';
import type { Crumb } from '../activities/crumbs.js';
import { formatInstant } from '../i18n/format.js';
import { markdown } from '../web/markdown.js';
import { paths } from '../web/paths.js';
import type { CourseFault } from './course-checks.js';
import type { CourseRecord } from './course-records.js';
import type { CourseVersion } from './course-store.js';
import type { CourseVersionRow } from './courses.entities.js';
import { stateOf } from './index.page.js';
import { lessonsOf, placeOf } from './outline.js';

/** The way to what belongs to a course. */
export function courseCrumbs(words: ActivityWords, { activity }: CourseRecord, ...more: Crumb[]): Crumb[] {
  const { code, title } = activity;
  return [
    { text: words.t('courses.title'), href: paths.courses() },
    { text: title, ...(more.length > 0 ? { href: paths.course(code) } : {}) },
    ...more,
  ];
}

/** What the page of a course shows beside the course. */
interface Shown {
  versions: readonly CourseVersionRow[];
  draft: CourseVersion | undefined;
  faults: readonly CourseFault[];
}

/** The page of a course: its facts, its versions, and what stands in the way of publishing the draft. */
export function coursePage(words: ActivityWords, record: CourseRecord, { versions, draft, faults }: Shown): object {
  const { activity, about, mayWrite } = record;
  const { code, title } = activity;
  const published = versions.find(({ state }) => state === 'published');
  return {
    ...{ title, heading: title, crumbs: courseCrumbs(words, record) },
    lede: words.t('courses.lede', { place: words.place(activity.place_id, activity.unit_code).text }),
    summary: about.summary === null ? null : new Handlebars.SafeString(markdown(about.summary)),
    state: stateOf(words, { published: published?.number ?? null, draft: draft?.number ?? null }),
    facts: factsOf(words, record),
    links: [
      { text: words.t('courses.to_activity'), href: paths.activity(code) },
      ...(mayWrite ? [{ text: words.t('courses.edit'), href: paths.courseEdit(code) }] : []),
      ...(mayWrite ? [{ text: words.t('courses.import.version_title'), href: paths.courseImport(code) }] : []),
      { text: words.t('courses.media.title'), href: paths.courseMedia(code) },
    ],
    draft: draft && draftPart(words, record, draft, faults),
    newDraft: mayWrite && !draft ? paths.courseDraft(code) : null,
    versions: versionTable(words, code, versions),
  };
}

/** What stands around the form of a course. */
export function courseEditPage(words: ActivityWords, record: CourseRecord): object {
  const { code, title: lede } = record.activity;
  const title = words.t('courses.edit');
  return {
    ...{ title, narrow: true, heading: title, lede },
    crumbs: courseCrumbs(words, record, { text: title }),
    ...{ action: paths.courseEdit(code), cancel: paths.course(code) },
  };
}

/** What stands in the way of publishing, each with where it is mended. */
export function faultLines(
  words: ActivityWords,
  code: string,
  { content }: Pick<CourseVersion, 'content'>,
  faults: readonly CourseFault[],
): { text: string; where: string; href: string }[] {
  return faults.map(({ key, params, lesson, section }) => {
    const text = words.t(`courses.fault.${key}`, params);
    if (lesson === undefined) {
      const where = section === undefined ? '' : (content.sections[section]?.title ?? '');
      return { text, where, href: paths.courseDraft(code) };
    }
    const place = placeOf(content, lesson);
    const found = place && content.sections[place.section]?.lessons[place.at];
    return { text, where: found?.title ?? lesson, href: paths.courseLesson(code, lesson) };
  });
}

function draftPart(
  words: ActivityWords,
  { activity, mayWrite }: CourseRecord,
  draft: CourseVersion,
  faults: readonly CourseFault[],
): object {
  const { code } = activity;
  const { number, version } = draft;
  return {
    heading: words.t('courses.draft_heading', { number }),
    count: lessonsOf(draft.content).length,
    href: mayWrite ? paths.courseDraft(code) : paths.courseVersion(code, number),
    faults: faultLines(words, code, draft, faults),
    publication: mayWrite && faults.length === 0 ? paths.courseDraftPublication(code) : null,
    opens: activity.status === 'draft',
    removal: mayWrite && number > 1 ? paths.courseDraftRemoval(code) : null,
    version,
  };
}

function factsOf(words: ActivityWords, { activity, about }: CourseRecord): object[] {
  const status = statusCell(words, activity.status);
  const fact = (term: string, value: object): object => ({ term: words.t(term), ...value });
  return [
    fact('activities.fact.status', { status: status.status, value: status.text }),
    fact('activities.fact.plan', { value: activity.plan_code, href: paths.plan(activity.plan_code) }),
    fact('activities.fact.organizer', { value: words.organizer(activity) }),
    fact('courses.fact.language', { value: words.t(`courses.language.${about.language}`) }),
    ...(about.minutes === null
      ? []
      : [fact('courses.fact.minutes', { value: words.t('courses.minutes', { count: about.minutes }) })]),
    fact('activities.fact.code', { value: activity.code }),
  ];
}

function versionTable(words: ActivityWords, code: string, versions: readonly CourseVersionRow[]): object | null {
  const published = versions.filter(({ state }) => state === 'published');
  if (published.length === 0) return null;
  return {
    columns: ['version', 'published_at', 'note'].map((name) => ({ text: words.t(`courses.column.${name}`) })),
    rows: published.map(({ number, published_at, note }) => ({
      cells: [
        { text: words.t('courses.version', { number }), href: paths.courseVersion(code, number) },
        { text: published_at === null ? '–' : formatInstant(words.locale, published_at) },
        { text: note ?? '–' },
      ],
    })),
  };
}
