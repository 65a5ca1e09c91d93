import type { ActivityWords } from '../activities/activity-words.js';
import { activityCrumbs } from '../activities/crumbs.js';
import type { Letter } from '../mail/mail-template.js';
import { LIST_PAGE, offsetOf, pager, pagesOf } from '../web/pager.js';
import { paths } from '../web/paths.js';
import { isPast } from './change-rounds.js';
import type { PaperKind } from './letter-kinds.js';
import type { Reached, Round, Way } from './letter-rounds.js';
import { countWays, sumWords } from './letters.page.js';
import { PAPER_FORMS } from './print-pack.js';

export const WAYS: readonly Way[] = ['to_mail', 'mailed', 'unwritten', 'paper'];
/** The shape of each way (status marks). */
const MARKS: Record<Way, string> = {
  to_mail: 'uncertain',
  mailed: 'met',
  unwritten: 'no_baseline',
  paper: 'no_baseline',
};

/** The people of the page as far as the reader may see them. */
interface ShownPeople {
  names: ReadonlyMap<number, string>;
  /** Those whose home lies in the territory of the reader: of the others it says only that there is an address. */
  readable: ReadonlySet<number>;
  /** How many on paper the reader may not print. */
  keptBack: number;
  /** Whose letter is shown. */
  shown: { person: Reached; letter: Letter } | null;
}

/** One kind: whom it reaches how, what each would read, and the button. */
export function letterPage(
  words: ActivityWords,
  { told, people }: Round,
  kind: PaperKind,
  asked: { way: string; page: number },
  { names, readable, keptBack, shown }: ShownPeople,
): object {
  const { activity } = told;
  const ways = countWays(people);
  const listed = people.filter(({ way }) => asked.way === '' || way === asked.way);
  const list = { page: asked.page, total: listed.length };
  const base = paths.activityLetter(activity.code, kind);
  const addressOf = ({ person: { id, email } }: Reached): string | null =>
    email === null || readable.has(id) ? email : words.t('letters.has_address');
  const over = isPast(kind, told);
  return {
    title: `${words.t(`letters.kind_title.${kind}`)}: ${activity.title}`,
    crumbs: [
      ...activityCrumbs(words, activity),
      { text: words.t('letters.title'), href: paths.activityLetters(activity.code) },
      { text: words.t(`letters.kind_title.${kind}`) },
    ],
    heading: words.t(`letters.kind_title.${kind}`),
    lede: sumWords(words, people),
    over: over ? words.t(kind === 'change' ? 'errors.letters.nothing_to_tell' : 'errors.letters.over') : null,
    send: ways.to_mail > 0 && !over ? { action: base, text: words.t('letters.send', { count: ways.to_mail }) } : null,
    print: over ? [] : printLinks(words, activity.code, kind, ways.paper - keptBack),
    keptBack: keptBack > 0 ? words.t('letters.print_kept_back', { count: keptBack }) : null,
    preview: shown && {
      to: words.t('letters.preview_of', { name: names.get(shown.person.person.id) ?? '' }),
      address: addressOf(shown.person),
      subject: shown.letter.subject,
      lines: shown.letter.text.split('\n').filter((line) => line !== ''),
    },
    tabs: {
      label: words.t('letters.ways'),
      items: ['', ...WAYS.filter((way) => way !== 'unwritten' || ways.unwritten > 0)].map((way) => ({
        text: words.t(`letters.way.${way === '' ? 'all' : way}`),
        count: words.num(way === '' ? people.length : ways[way as Way]),
        href: paths.activityLetter(activity.code, kind, { way: way || undefined }),
        current: way === asked.way,
      })),
    },
    columns: ['name', 'way', 'address', 'letter'].map((name) => ({
      text: words.t(`letters.column.${name}`),
      screen: name === 'letter',
    })),
    rows: listed.slice(offsetOf(list), offsetOf(list) + LIST_PAGE).map((reached) => ({
      cells: [
        { text: names.get(reached.person.id) ?? '', sub: reached.person.belongs_to },
        wayCell(words, reached),
        { text: addressOf(reached) ?? '–' },
        isShown(kind, reached)
          ? {
              text: words.t('letters.look'),
              more: names.get(reached.person.id) ?? '',
              href: paths.activityLetter(activity.code, kind, { person: reached.person.id }),
            }
          : { text: '' },
      ],
    })),
    pager: pager(list, pagesOf(base, { way: asked.way })),
  };
}

/** Whether the letter can be looked at here: what was mailed of a change told each reader what was new to them. */
export function isShown(kind: PaperKind, { way }: Reached): boolean {
  return kind !== 'change' || way === 'paper';
}

/** The ways of printing; nothing where nobody is to be printed. */
function printLinks(words: ActivityWords, code: string, kind: PaperKind, count: number): object[] {
  if (count === 0) return [];
  return PAPER_FORMS.map((form) => ({
    href: paths.activityLetterPrint(code, kind, form),
    text: words.t(`letters.print.${form}`, { count }),
  }));
}

function wayCell(words: ActivityWords, { way, state, person }: Reached): object {
  const text = words.t(`letters.way.${way}`);
  if (way === 'mailed') return { status: MARKS[way], text, sub: words.t(`mail.state.${state ?? 'waiting'}`) };
  if (way === 'to_mail' || way === 'unwritten') return { status: MARKS[way], text };
  const why = person.paper ?? (state === null ? 'untold' : 'undelivered');
  return { status: MARKS[way], text, sub: words.t(`letters.paper.${why}`) };
}
