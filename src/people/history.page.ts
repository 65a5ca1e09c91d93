import { formatDate, formatNumber } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { type Group, groupName } from '../territory/groups.js';
import type { Scope } from '../territory/scope.js';
import { paths } from '../web/paths.js';
import type { Took } from './history.js';
import { placeWords } from './homes.js';

/** The table of what a person or an organisation took part in; `who` names the column that tells the two apart. */
export function historyTable(
  locale: Locale,
  scope: Scope,
  groups: readonly Group[],
  history: Took[],
  who: 'organisation' | 'person',
): { columns: object[]; rows: object[] } {
  const names = ['activity', 'group', 'place', who, 'attended', 'reached'];
  return {
    columns: names.map((name) => ({ text: translate(locale, `people.${name}`) })),
    rows: history.map((took) => ({
      cells: [
        activityCell(locale, took),
        { text: groupText(locale, groups, took.group_code) },
        placeCell(scope, took),
        who === 'person' ? personCell(locale, took) : organisationCell(took),
        { text: attendedText(locale, took) },
        reachedCell(locale, took),
      ],
    })),
  };
}

/** A group's name; its code where the group is not known any more. */
export function groupText(locale: Locale, groups: readonly Group[], code: string): string {
  const group = groups.find((each) => each.code === code);
  return group ? groupName(group, locale) : code;
}

function activityCell(locale: Locale, took: Took): object {
  const { first_date, activity_status: status } = took;
  const begun = first_date === null ? null : formatDate(locale, first_date);
  const left = status === 'draft' || status === 'cancelled' ? translate(locale, `people.activity.${status}`) : null;
  return {
    text: took.activity_title,
    ...(took.activity_open ? { href: paths.activity(took.activity_code) } : {}),
    sub: [begun, left].filter(Boolean).join(' · '),
  };
}

function placeCell(scope: Scope, took: Took): object {
  const place = took.place_id === null ? undefined : scope.territory.placeById(took.place_id);
  return place ? placeWords(scope, place) : { text: took.unit_code };
}

function personCell(locale: Locale, { person }: Took): object {
  if (!person) return { text: translate(locale, 'people.not_shown') };
  return { text: person.name, href: paths.person(person.id) };
}

function organisationCell({ organisation }: Took): object {
  return organisation ? { text: organisation.name, href: paths.organisation(organisation.id) } : { text: '–' };
}

function attendedText(locale: Locale, { there, sessions }: Took): string {
  const params = { there: formatNumber(locale, there), sessions: formatNumber(locale, sessions) };
  return translate(locale, 'people.attended_of', params);
}

/** What the participation has reached, the further measure first. */
function reachedCell(locale: Locale, { trained_on, informed_on }: Took): object {
  const key = trained_on === null ? 'people.informed_on' : 'people.trained_on';
  const day = trained_on ?? informed_on;
  if (day === null) return { status: 'not_met', text: translate(locale, 'people.not_reached') };
  return { status: 'met', text: translate(locale, key, { date: formatDate(locale, day) }) };
}
