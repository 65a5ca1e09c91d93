import type { ActivityWords } from '../activities/activity-words.js';
import { activityCrumbs } from '../activities/crumbs.js';
import type { Letter } from '../mail/mail-template.js';
import { LIST_PAGE, offsetOf, pager, pagesOf } from '../web/pager.js';
import { paths } from '../web/paths.js';
import type { ToldActivity } from './activity-letters.js';
import { CERTIFICATE_AS, type ChosenLetters } from './letter-choices.js';
import { isOver } from './letter-desk.js';
import { PRESSED_KINDS, type PressedKind } from './letter-kinds.js';
import type { Reached, Round, Way } from './letter-rounds.js';

const WAYS: readonly Way[] = ['to_mail', 'mailed', 'paper'];
/** The shape of each way (status marks). */
const MARKS: Record<Way, string> = { to_mail: 'uncertain', mailed: 'met', paper: 'no_baseline' };

/** How many people are reached by which way; together they are everybody. */
export function countWays(people: readonly Reached[]): Record<Way, number> {
  const of = (way: Way): number => people.filter((each) => each.way === way).length;
  return { to_mail: of('to_mail'), mailed: of('mailed'), paper: of('paper') };
}

/** The letters of an activity: each kind with how many it reaches how, and what is written without a press. */
export function lettersPage(
  words: ActivityWords,
  told: ToldActivity,
  rounds: ReadonlyMap<PressedKind, Round>,
  choices: ChosenLetters,
  { leaves, typed }: { leaves: boolean; typed: Record<string, unknown> },
): object {
  const { activity } = told;
  const kinds = PRESSED_KINDS.filter((kind) => kind !== 'certificate' || activity.kind === 'training');
  return {
    title: words.t('letters.title_of', { title: activity.title }),
    crumbs: [...activityCrumbs(words, activity), { text: words.t('letters.title') }],
    heading: words.t('letters.title'),
    lede: activity.title,
    leaves,
    kinds: kinds.map((kind) => {
      const people = rounds.get(kind)?.people ?? [];
      return {
        heading: words.t(`letters.kind_title.${kind}`),
        text: words.t(`letters.kind_text.${kind}`),
        sum: sumWords(words, people),
        href: paths.activityLetter(activity.code, kind),
      };
    }),
    action: paths.activityLetterChoices(activity.code),
    version: choices.version,
    certificateAs: CERTIFICATE_AS.map((value) => ({ value, text: words.t(`letters.certificate_as.${value}`) })),
    isTraining: activity.kind === 'training',
    values: {
      reminder_days: typed.reminder_days ?? choices.reminder_days.join(', '),
      tells_changes: choices.tells_changes === 1,
      certificate_as: typed.certificate_as ?? choices.certificate_as,
    },
  };
}

/** "127 người = 80 đã gửi thư + 12 sẽ gửi + 35 in giấy" */
function sumWords(words: ActivityWords, people: readonly Reached[]): string {
  if (people.length === 0) return words.t('letters.nobody');
  return words.t('letters.sum', { all: people.length, ...countWays(people) });
}

/** One kind: whom it reaches how, what each would read, and the button. */
export function letterPage(
  words: ActivityWords,
  { told, people }: Round,
  kind: PressedKind,
  names: ReadonlyMap<number, string>,
  asked: { way: string; page: number },
  shown: { person: Reached; letter: Letter } | null,
): object {
  const { activity } = told;
  const ways = countWays(people);
  const listed = people.filter(({ way }) => asked.way === '' || way === asked.way);
  const list = { page: asked.page, total: listed.length };
  const base = paths.activityLetter(activity.code, kind);
  return {
    title: `${words.t(`letters.kind_title.${kind}`)}: ${activity.title}`,
    crumbs: [
      ...activityCrumbs(words, activity),
      { text: words.t('letters.title'), href: paths.activityLetters(activity.code) },
      { text: words.t(`letters.kind_title.${kind}`) },
    ],
    heading: words.t(`letters.kind_title.${kind}`),
    lede: sumWords(words, people),
    over: kind === 'invitation' && isOver(told),
    send:
      ways.to_mail > 0 && !(kind === 'invitation' && isOver(told))
        ? { action: base, text: words.t('letters.send', { count: ways.to_mail }) }
        : null,
    print: ways.paper > 0 ? { href: paths.activityLetterPrint(activity.code, kind), count: ways.paper } : null,
    preview: shown && {
      to: words.t('letters.preview_of', { name: names.get(shown.person.person.id) ?? '' }),
      address: shown.person.person.email,
      subject: shown.letter.subject,
      lines: shown.letter.text.split('\n').filter((line) => line !== ''),
    },
    tabs: {
      label: words.t('letters.ways'),
      items: ['', ...WAYS].map((way) => ({
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
        { text: reached.person.email ?? '–' },
        {
          text: words.t('letters.look'),
          more: names.get(reached.person.id) ?? '',
          href: paths.activityLetter(activity.code, kind, { person: reached.person.id }),
        },
      ],
    })),
    pager: pager(list, pagesOf(base, { way: asked.way })),
  };
}

function wayCell(words: ActivityWords, { way, state, person }: Reached): object {
  const text = words.t(`letters.way.${way}`);
  if (way === 'mailed') return { status: MARKS[way], text, sub: words.t(`mail.state.${state ?? 'waiting'}`) };
  if (way === 'to_mail') return { status: MARKS[way], text };
  const why = person.paper ?? 'undelivered';
  return { status: MARKS[way], text, sub: words.t(`letters.paper.${why}`) };
}
