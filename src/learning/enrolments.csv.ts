import { dayOf } from '../config/clock.js';
import { lessonsOf } from '../courses/outline.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import type { CsvValue } from '../interchange/writer.js';
import type { EnrolledLearner, EnrolmentRecord } from './enrolment-records.js';

/** The grid as a file: a learner in each row, a column for each lesson of the newest version, `1` where it is done. */
export async function* enrolmentsCsv(
  locale: Locale,
  { newest }: EnrolmentRecord,
  learners: readonly EnrolledLearner[],
): AsyncGenerator<readonly CsvValue[]> {
  const lessons = newest ? lessonsOf(newest.content) : [];
  const head = ['name', 'unit', 'groups', 'due_on', 'version', 'percent', 'completed_on', 'last_on'];
  yield [...head, ...lessons.map(({ title }) => title)];
  for (const { enrolment, person, name, groups, progress, version } of learners) {
    const states = new Map(
      progress.sections.flatMap((each) => each.lessons).map((each) => [each.lesson.key, each.state]),
    );
    yield [
      ...[name, person.unit_code, groups.map((each) => translate(locale, `group.${each}`)).join(', ')],
      ...[enrolment.due_on, version.number, progress.percent, enrolment.completed_on],
      progress.touched_at === null ? null : dayOf(new Date(progress.touched_at)),
      ...lessons.map(({ key }) => (states.get(key) === 'done' ? 1 : states.has(key) ? 0 : null)),
    ];
  }
}
