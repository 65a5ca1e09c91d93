import { onePerPerson } from '../activities/session.page.js';
import { paths } from '../web/paths.js';
import type { PersonalCode } from './knowledge-codes.js';
import { MOMENTS } from './moments.js';
import { knowledgeCrumbs, type OpenedActivity, say } from './staff-door.js';

/** Everybody of the roster by number; the codes themselves stand on the sheets only. */
export function codesPage(
  { record, words }: OpenedActivity,
  codes: ReadonlyMap<number, Pick<PersonalCode, 'number'>>,
): object {
  const { code, title: activity } = record.activity;
  const title = say(words, 'codes.title');
  return {
    title: `${title}: ${activity}`,
    crumbs: knowledgeCrumbs(words, record, title),
    heading: title,
    lede: activity,
    rows: onePerPerson(record.roster)
      .map(({ person_id, name }) => ({ person_id, name, number: codes.get(person_id)?.number ?? null }))
      .sort((a, b) => (a.number ?? 1e9) - (b.number ?? 1e9))
      .map(({ person_id, name, number }) => ({
        number: number ?? '–',
        name,
        sheets: MOMENTS.map((moment) => ({
          text: say(words, `moment.${moment}`),
          href: paths.knowledgeSheets(code, { moment, person: String(person_id) }),
        })),
        replace: number === null ? null : paths.knowledgeCodeReplacement(code, person_id),
      })),
  };
}
