import { groupsOf, type Listed, MOST_LISTED, type NotCountedRecord } from '../coverage/figure-records.js';
import { byReason, type Reason } from '../coverage/not-counted.js';
import type { NamedSubject } from '../coverage/subject-names.js';
import { offsetOf, pager as pagerOf } from '../web/pager.js';
import { paths } from '../web/paths.js';
import type { FigureData } from './figure-data.js';
import { figureHref, tableHref } from './figure-links.js';
import { nameInSentence, shortName } from './place-words.js';
import { isSeen } from './plan-views.js';

/** Rows of a list on one page. */
export const PAGE_SIZE = 10;

/** Which pages of the lists are shown, and the names on them. */
export interface Lists {
  page: number;
  headsPage: number;
  /** The reason whose people are listed. */
  reason: Reason | null;
  reasonPage: number;
  reasonList: Listed<NotCountedRecord>;
  nameOf: (group: string, subjectId: number) => NamedSubject | undefined;
  /** Whether names of people are for this reader. */
  names: boolean;
}

interface Cell {
  text: string;
  href?: string;
  sub?: string;
  nowrap?: boolean;
}

const NOTHING = { items: [], outside: 0 };

/** Said instead of lists where a figure is of more subjects than are listed at once. */
export function tooManyWords({ records, view: { words } }: FigureData): string | null {
  return records ? null : words.t('errors.coverage.too_many', { most: MOST_LISTED });
}

/** The subjects counted by name: where, since when, by which participation. */
export function countedSection(data: FigureData, lists: Lists): object {
  const { view, indicator, group, named } = data;
  const { words } = view;
  const counted = data.records?.counted ?? NOTHING;
  const unit = words.unit(groupsOf(indicator, group));
  const several = groupsOf(indicator, group).length > 1;
  const shown = slice(counted.items, lists.page);
  return {
    heading: words.t('coverage.counted.heading', { count: named, unit }),
    outside: outsideWords(data, counted.outside),
    hidden: tooManyWords(data) ?? (hidesNames(data, lists) ? words.t('coverage.names_hidden') : null),
    table:
      hidesNames(data, lists) || shown.length === 0
        ? null
        : {
            caption: words.t('coverage.counted.caption'),
            columns: columns(data, [
              isOfPeople(data) ? 'full_name' : 'name',
              ...(several ? ['group'] : []),
              'counted_at',
              'qualified',
              'by',
            ]),
            rows: shown.map(({ group_code, subject_id, place, reach }) => ({
              cells: [
                nameCell(data, lists.nameOf(group_code, subject_id)),
                ...(several ? [{ text: words.group(group_code) }] : []),
                { text: shortName(place) },
                { text: words.date(reach.date), nowrap: true },
                activityCell(data, reach.activity_id),
              ],
            })),
          },
    pager: pager(data, counted.items.length, lists.page, 'page', '#counted', 'counted'),
    none:
      data.records && counted.items.length + counted.outside === 0
        ? words.t(isOfPeople(data) ? 'coverage.counted.nobody' : 'coverage.counted.none', { unit })
        : null,
  };
}

/** The headcounts that floor and ceiling rest on. */
export function headsSection(data: FigureData, lists: Lists): object | null {
  const { view, heads } = data;
  const { words } = view;
  if (heads.items.length + heads.outside === 0) return null;
  return {
    heading: words.t('coverage.heads.heading', { count: heads.items.length + heads.outside }),
    outside: outsideWords(data, heads.outside, 'coverage.heads.outside'),
    table: {
      caption: words.t('coverage.heads.caption'),
      columns: [
        ...columns(data, ['activity', 'date', 'place']),
        ...columns(data, ['heads'], true),
        ...columns(data, ['method']),
      ],
      rows: slice(heads.items, lists.headsPage).map((head) => ({
        cells: [
          activityCell(data, head.activity_id),
          { text: words.date(head.date), nowrap: true },
          { text: shortName(head.place) },
          { text: words.num(head.count) },
          { text: words.t(head.counted ? 'coverage.heads.counted' : 'coverage.heads.estimated') },
        ],
      })),
    },
    pager: pager(data, heads.items.length, lists.headsPage, 'heads_page', '#heads', 'headcounts'),
  };
}

/** Those who came and are not counted: how many for which reason, and of one reason who. */
export function notCountedSection(data: FigureData, lists: Lists): object {
  const { view, indicator, group } = data;
  const { words } = view;
  const notCounted = data.records?.notCounted ?? [];
  const unit = words.unit(groupsOf(indicator, group));
  const params = reasonParams(data);
  return {
    heading: data.records
      ? words.t('coverage.not_counted.heading', { count: notCounted.length, unit })
      : words.t('coverage.not_counted.heading_many'),
    too_many: tooManyWords(data),
    reasons: byReason(notCounted).map(({ reason, count }) => ({
      count: words.num(count),
      text: words.t(`coverage.reason.${reason}`, params),
      help: words.t(`coverage.reason.${reason}.help`, params),
      href: `${figureHref(data, { reason })}#reason`,
      current: reason === lists.reason,
    })),
    none:
      data.records && notCounted.length === 0
        ? words.t(isOfPeople(data) ? 'coverage.not_counted.nobody' : 'coverage.not_counted.none', { unit })
        : null,
    list: lists.reason === null ? null : reasonList(data, lists, lists.reason),
    csv: data.records ? tableHref(data, 'not-counted') : null,
  };
}

function reasonParams({ view, place }: FigureData) {
  const { words, own, scope } = view;
  return {
    place: nameInSentence(words, place),
    plan: nameInSentence(words, own),
    start: words.date(scope.start),
    end: words.date(scope.end),
  };
}

function reasonList(data: FigureData, lists: Lists, reason: Reason): object {
  const { words } = data.view;
  const { items, outside } = lists.reasonList;
  const hidden = hidesNames(data, lists);
  return {
    heading: words.t(`coverage.reason.${reason}`, reasonParams(data)),
    outside: outsideWords(data, outside),
    hidden: hidden ? words.t('coverage.names_hidden') : null,
    table:
      hidden || items.length === 0
        ? null
        : {
            caption: words.t('coverage.not_counted.caption'),
            columns: columns(data, [isOfPeople(data) ? 'full_name' : 'name', 'activity', 'date', 'detail']),
            rows: slice(items, lists.reasonPage).map((one) => ({
              cells: [
                nameCell(data, lists.nameOf(one.in_group, one.subject_id)),
                activityCell(data, one.activity_id),
                { text: one.date === null ? '' : words.date(one.date), nowrap: true },
                { text: detailOf(data, one) },
              ],
            })),
          },
    pager: pager(data, items.length, lists.reasonPage, 'reason_page', '#reason', 'not-counted', { reason }),
  };
}

/** "2 buổi, cần 4" / "nhóm giáo viên" / "tính tại Bản Bo" */
function detailOf({ view }: FigureData, one: NotCountedRecord): string {
  const { words } = view;
  if (one.standing) {
    const { satisfied, needed, planned, lacks_test } = one.standing;
    return words.t(lacks_test ? 'coverage.standing_lacks_test' : 'coverage.standing', { satisfied, needed, planned });
  }
  if (one.group_code) return words.t('coverage.in_group', { group: words.group(one.group_code) });
  const { counted_at } = one;
  return counted_at && isSeen(view, counted_at)
    ? words.t('coverage.counted_at', { place: nameInSentence(words, counted_at) })
    : '';
}

/** Whether all groups are of people, who are spoken of otherwise than enterprises and households. */
function isOfPeople({ view, indicator, group }: FigureData): boolean {
  return groupsOf(indicator, group).every((each) => view.words.counts(each) === 'persons');
}

function hidesNames({ view, indicator, group }: FigureData, lists: Lists): boolean {
  return !lists.names && groupsOf(indicator, group).some((each) => view.words.counts(each) === 'persons');
}

function outsideWords({ view, indicator, group }: FigureData, count: number, key = 'coverage.outside'): string | null {
  const unit = view.words.unit(groupsOf(indicator, group));
  return count === 0 ? null : view.words.t(key, { count, unit });
}

function nameCell({ view }: FigureData, subject: NamedSubject | undefined): Cell {
  if (!subject) return { text: view.words.t('coverage.no_name') };
  const text = subject.name ?? subject.ref;
  // Counted here by where they came from; their record may be another territory's by now.
  if (!view.mine.coversCode(subject.unit_code)) return { text };
  return { text, href: subject.kind === 'person' ? paths.person(subject.id) : paths.organisation(subject.id) };
}

function activityCell({ activities }: FigureData, activityId: number): Cell {
  const activity = activities.get(activityId);
  return activity ? { text: activity.title, href: paths.activity(activity.code) } : { text: '' };
}

function columns({ view }: FigureData, names: string[], num = false): { text: string; num?: boolean }[] {
  return names.map((name) => ({ text: view.words.t(`coverage.col.${name}`), ...(num ? { num } : {}) }));
}

/** The rows of one page; pages count from 1. */
export function slice<T>(items: readonly T[], page: number): T[] {
  const before = offsetOf({ page, total: items.length, size: PAGE_SIZE });
  return items.slice(before, before + PAGE_SIZE);
}

function pager(
  data: FigureData,
  total: number,
  page: number,
  name: string,
  anchor: string,
  table: string,
  more: Record<string, string> = {},
): object | null {
  if (total === 0) return null;
  const link = (to = 1): string => `${figureHref(data, { ...more, [name]: String(to) })}${anchor}`;
  return pagerOf({ page, total, size: PAGE_SIZE }, link, tableHref(data, table, more));
}
