import type { ActivityWords } from '../activities/activity-words.js';
import type { Letter } from '../mail/mail-template.js';
import { type Group, groupName } from '../territory/groups.js';
import { placeOptions } from '../people/homes.js';
import { LIST_PAGE, offsetOf, pager, pagesOf } from '../web/pager.js';
import { paths } from '../web/paths.js';
import { head } from './enrolment-additions.page.js';
import { type EnrolmentFilter, OPEN_STANDS } from './enrolment-filter.js';
import { standOf } from './enrolments.page.js';
import { type LearnerText, missingLessons, type ReachedLearner } from './learner-letters.js';
import type { MessageRound } from './message-rounds.js';

/** What the page shows beside whom it reaches. */
interface Shown {
  filter: EnrolmentFilter;
  page: number;
  groups: readonly Group[];
  /** What was typed, and the key of the form: sent twice it is once. */
  text: LearnerText;
  formKey: string;
  /** The letter to one of them as it would be read; null: not looked at yet. */
  preview: Letter | null;
  /** Whether letters leave the house. */
  leaves: boolean;
  /** Of those on paper: how many whoever reads may print, how many not, and how many of the former have no code. */
  paper: { print: number; keptBack: number; noCode: number };
}

/** Writing to those behind: whom it reaches by mail, whom not, what it says, and the button once it was looked at. */
export function messagePage(words: ActivityWords, { record, people, offRoster }: MessageRound, shown: Shown): object {
  const { activity } = record;
  const { filter, text, paper } = shown;
  const say = (key: string, params = {}): string => words.t(`course_letters.${key}`, params);
  const byMail = people.filter(({ person }) => person.paper === null).length;
  const asked = { stand: filter.stand, place: filter.place, group: filter.group };
  const list = { page: shown.page, total: people.length };
  return {
    ...head({ words, activity }, 'course_letters.message'),
    narrow: false,
    notices: notices(words, activity.status, shown.leaves),
    action: paths.enrolmentMessage(activity.code),
    filter,
    stands: OPEN_STANDS.map((value) => ({
      value,
      text: value === 'all' ? say('open') : words.t(`enrolments.stand.${value}`),
    })),
    places: placeOptions(words.scope, words.locale),
    groups: shown.groups.map((each) => ({ value: each.code, text: groupName(each, words.locale) })),
    sum:
      people.length === 0
        ? say('nobody')
        : say('sum', { all: people.length, mail: byMail, paper: people.length - byMail }),
    offRoster: offRoster > 0 ? say('off_roster', { count: offRoster }) : null,
    ...{ text, formKey: shown.formKey },
    standard: { subject: say('standard_subject', { title: activity.title }), text: say('standard_text') },
    mayWrite: byMail > 0,
    preview: shown.preview && {
      ...{ subject: shown.preview.subject, send: words.t('letters.send', { count: byMail }) },
      lines: shown.preview.text.split('\n').filter((line) => line !== ''),
    },
    print:
      paper.print > 0
        ? { href: paths.enrolmentSlips(activity.code, asked), text: say('print', { count: paper.print }) }
        : null,
    keptBack: paper.keptBack > 0 ? words.t('letters.print_kept_back', { count: paper.keptBack }) : null,
    noCode:
      paper.noCode > 0
        ? { text: say('no_code', { count: paper.noCode }), href: paths.enrolmentCodes(activity.code) }
        : null,
    columns: ['learner', 'standing', 'missing', 'way'].map((name) => ({ text: say(`column.${name}`) })),
    rows: people
      .slice(offsetOf(list), offsetOf(list) + LIST_PAGE)
      .map((each) => ({ cells: cellsOf(words, each, paths.enrolment(activity.code, each.learner.enrolment.id)) })),
    pager: pager(list, pagesOf(paths.enrolmentMessage(activity.code), asked)),
  };
}

function notices(words: ActivityWords, status: string, leaves: boolean): string[] {
  if (status === 'draft') return [words.t('errors.letters.draft')];
  if (status === 'cancelled') return [words.t('errors.learning.called_off')];
  return leaves ? [] : [words.t('letters.no_server')];
}

function cellsOf(words: ActivityWords, { learner, person }: ReachedLearner, href: string): object[] {
  const { due_on } = learner.enrolment;
  const due = due_on === null ? undefined : words.t('course_letters.slip_due', { day: words.date(due_on) });
  const way =
    person.paper === null
      ? { status: 'met', text: words.t('course_letters.way.mail') }
      : { status: 'no_baseline', text: words.t('letters.way.paper'), sub: words.t(`letters.paper.${person.paper}`) };
  return [
    { text: learner.name, href, sub: person.belongs_to },
    standOf(words, learner),
    { text: missingLessons(words.locale, learner), sub: due },
    way,
  ];
}
