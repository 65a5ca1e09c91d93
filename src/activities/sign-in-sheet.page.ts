import { qrPath } from '../accounts/totp.js';
import { paths } from '../web/paths.js';
import type { Session } from './activities.entities.js';
import type { ActivityRecord, OnRoster } from './activity-records.js';
import type { ActivityWords } from './activity-words.js';
import { onePerPerson } from './session.page.js';
import { blankNumbers, type PrintedLine } from './sheet-numbering.js';
import type { Sheet } from './sheets.entities.js';
import { sessionCrumbs } from './crumbs.js';

interface Printed {
  sheet: Sheet;
  lines: readonly PrintedLine[];
  /** Where the product is found: it goes before the address in the picture. */
  publicUrl: string;
}

/** The paper on which people sign, as it is printed. */
export async function signInSheetPage(
  words: ActivityWords,
  record: ActivityRecord,
  session: Session,
  { sheet, lines, publicUrl }: Printed,
): Promise<object> {
  const { activity } = record;
  const number = String(session.number);
  const people = new Map(onePerPerson(record.roster).map((person) => [person.person_id, person]));
  const organizer = words.organizer(activity);
  const place = words.place(activity.place_id, activity.unit_code).text;
  return {
    title: words.say('sheet.page_title', { number, title: activity.title }),
    crumbs: [...sessionCrumbs(words, activity, session), { text: words.say('sheet.title') }],
    pageClass: 'sheet-page',
    back: paths.activityAttendance(activity.code, session.number),
    organizer,
    what: words.say(`sheet.kind.${activity.kind}`, { title: activity.title }),
    when: words.say('sheet.when', { number, when: words.when(session) }),
    where: [session.venue, place === organizer ? null : place].filter(Boolean).join(', '),
    code: sheet.code,
    qr: await qrPath(new URL(paths.sheet(sheet.code), publicUrl).toString()),
    rows: lines.map((line) => lineOf(words, line, people.get(line.person_id))),
    blanks: blankNumbers(lines).map((blank) => words.num(blank)),
  };
}

function lineOf(words: ActivityWords, { number }: PrintedLine, person: OnRoster | undefined): object {
  if (!person) return { number: words.num(number), gone: true };
  const place = words.place(person.place_id, person.unit_code).text;
  const from = person.organisation === null ? place : `${person.organisation}, ${place}`;
  return { number: words.num(number), name: person.name, from };
}
