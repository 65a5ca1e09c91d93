import type { ActivityWords } from '../activities/activity-words.js';
import { activityCrumbs } from '../activities/crumbs.js';
import { batchTable } from '../mail/batches.page.js';
import type { BatchCounts, ListedBatch } from '../mail/batches.js';
import type { MessageState } from '../mail/message-state.js';
import { paths } from '../web/paths.js';
import type { ToldActivity } from './activity-letters.js';
import { CERTIFICATE_AS, type ChosenLetters } from './letter-choices.js';
import { type PaperKind, paperKindsOf } from './letter-kinds.js';
import type { Reached, Round, Way } from './letter-rounds.js';

/** What the page shows beside the letters themselves. */
interface Beside {
  /** Whether letters leave the house. */
  leaves: boolean;
  typed: Record<string, unknown>;
  /** What was sent at once, with where it stands. */
  batches: readonly ListedBatch[];
  counts: ReadonlyMap<number, BatchCounts>;
}

/** How many people are reached by which way; together they are everybody. */
export function countWays(people: readonly Reached[]): Record<Way, number> {
  const of = (way: Way): number => people.filter((each) => each.way === way).length;
  return { to_mail: of('to_mail'), mailed: of('mailed'), unwritten: of('unwritten'), paper: of('paper') };
}

/** The letters of an activity: each kind with how many it reaches how, and what is written without a press. */
export function lettersPage(
  words: ActivityWords,
  told: ToldActivity,
  rounds: ReadonlyMap<PaperKind, Round>,
  choices: ChosenLetters,
  { leaves, typed, batches, counts }: Beside,
): object {
  const { activity } = told;
  const kinds = paperKindsOf(activity.kind);
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
        open: words.t(kind === 'change' ? 'letters.open_paper' : 'letters.open'),
      };
    }),
    batches: batches.length > 0 ? batchTable(words.locale, batches, counts) : null,
    action: paths.activityLetterChoices(activity.code),
    version: choices.version,
    certificateAs: CERTIFICATE_AS.map((value) => ({ value, text: words.t(`letters.certificate_as.${value}`) })),
    hasSessions: activity.kind !== 'course',
    hasCertificates: activity.kind !== 'campaign',
    values: {
      reminder_days: typed.reminder_days ?? choices.reminder_days.join(', '),
      tells_changes: choices.tells_changes === 1,
      certificate_as: typed.certificate_as ?? choices.certificate_as,
    },
  };
}

/** "127 người = 80 đã viết thư + 12 sẽ gửi thư + 35 in giấy. Thư đã viết: 70 đã gửi, 10 đang chờ, 0 tạm dừng." */
export function sumWords(words: ActivityWords, people: readonly Reached[]): string {
  if (people.length === 0) return words.t('letters.nobody');
  const { unwritten, ...ways } = countWays(people);
  const all = people.length;
  const { to_mail: _, ...closed } = { ...ways, unwritten };
  const sum =
    unwritten > 0 ? words.t('letters.sum_closed', { all, ...closed }) : words.t('letters.sum', { all, ...ways });
  if (ways.mailed === 0) return sum;
  const of = (state: MessageState): number =>
    people.filter((each) => each.way === 'mailed' && each.state === state).length;
  const written = { sent: of('sent'), waiting: of('waiting'), stopped: of('stopped') };
  return `${sum} ${words.t('letters.sum_written', written)}`;
}
