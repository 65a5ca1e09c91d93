import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { paths } from '../web/paths.js';
import type { BankPlan } from './bank-door.js';
import type { BankWords } from './bank-words.js';
import type { CheckedGift } from './gift-desk.js';
import { questionIn } from './bank-questions.js';
import { nameOf } from './question.js';
import { GIFT_LIMITS, type GiftFault } from './gift-reader.js';
import { KNOWN_POLICIES } from './question-bank.js';
import { type ComparedQuestion, isKnown, STANDINGS } from './question-comparison.js';
import type { QuestionUse } from './question-uses.js';

/** So much of each kind a page shows; the file of the faulty ones has all of them. */
export const SHOWN = 100;
const SOURCE_SHOWN = 600;

/** Where a file is chosen or a text pasted. */
export function importPage(words: BankWords, plan: BankPlan, pasted: string): object {
  return {
    title: words.say('gift.title'),
    ...{ crumbs: words.crumbs(plan), narrow: true, pasted, action: paths.giftImport(plan.code) },
    most: GIFT_LIMITS.bytes / 1024 / 1024,
    cancel: paths.quizBank(plan.code),
  };
}

/** What a file would bring, what of it the bank knows otherwise and who asks that, and what cannot be taken. */
export function checkPage(
  words: BankWords,
  hash: string,
  { plan, reading, compared }: CheckedGift,
  uses: ReadonlyMap<string, readonly QuestionUse[]>,
): object {
  const { questions, warnings, faults } = reading;
  const counts = { good: questions.length, bad: faults.length };
  const known = compared.filter(isKnown);
  return {
    title: words.say('gift.check_title'),
    ...{ crumbs: words.crumbs(plan), lede: words.say('gift.found', counts), hasGood: counts.good > 0 },
    standings: standingsOf(words, compared),
    known: known.slice(0, SHOWN).map((each) => knownOf(words, plan, each, uses)),
    moreKnown: moreOf(words, known.length),
    policies: KNOWN_POLICIES.map((value) => ({
      ...{ value, text: words.say(`gift.known.${value}`), hint: words.say(`gift.known_hint.${value}`) },
    })),
    save: words.say('gift.save', { count: counts.good }),
    action: paths.giftCheck(plan.code, hash),
    again: paths.giftImport(plan.code),
    warnings: warnings.slice(0, SHOWN).map(({ line, key, params }) => ({
      term: words.say('gift.line', { line: String(line) }),
      value: words.say(`warning.${key}`, params),
    })),
    moreWarnings: moreOf(words, warnings.length),
    faulty: counts.bad > 0 ? paths.giftFaulty(plan.code, hash) : null,
    faults: faults.slice(0, SHOWN).map((fault) => ({
      where: whereOf(words.locale, fault),
      reason: translate(words.locale, `errors.${fault.key}`, fault.params),
      source: fault.source.length > SOURCE_SHOWN ? `${fault.source.slice(0, SOURCE_SHOWN)}…` : fault.source,
    })),
    more: counts.bad > SHOWN ? words.say('gift.more', { count: counts.bad - SHOWN }) : null,
  };
}

function standingsOf(words: BankWords, compared: readonly ComparedQuestion[]): object[] {
  return STANDINGS.flatMap((standing) => {
    const count = compared.filter((each) => each.standing === standing).length;
    if (count === 0) return [];
    return [{ term: words.say(`standing.${standing}`), value: words.say('gift.count', { count }) }];
  });
}

function knownOf(
  words: BankWords,
  plan: BankPlan,
  { standing, row, content }: ComparedQuestion,
  uses: ReadonlyMap<string, readonly QuestionUse[]>,
): object {
  return {
    ...{ ref: content.ref, standing: words.say(`standing.${standing}`), uses: uses.get(content.ref) ?? [] },
    ...(row && { name: nameOf(questionIn(row)), href: paths.question(plan.code, row.id) }),
  };
}

function moreOf(words: BankWords, count: number): string | null {
  return count > SHOWN ? words.say('gift.more_like_these', { count: count - SHOWN }) : null;
}

/** Where and why, on one line: what stands above each question of the file of the bad ones. */
export function faultWords(locale: Locale, fault: GiftFault): string {
  return `${whereOf(locale, fault)}: ${translate(locale, `errors.${fault.key}`, fault.params)}`;
}

function whereOf(locale: Locale, { line, column }: GiftFault): string {
  const key = column === null ? 'quizzes.gift.line' : 'quizzes.gift.line_column';
  return translate(locale, key, { line: String(line), column: String(column ?? '') });
}
