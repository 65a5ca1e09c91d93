import type Handlebars from 'handlebars';
import { formatDate, formatInstant } from '../i18n/format.js';
import { type AnswerLine, type AttemptWords, givenLines, rightLines } from './answer-lines.js';
import { hundredthsOf, markedOf, type MarkedQuestion } from './attempt-closing.js';
import { type AttemptResult, type AttemptResults, mayReview } from './attempt-results.js';
import type { AttemptHost } from './attempt.page.js';
import type { WholeAttempt } from './attempts.js';
import { mark } from './marking.js';
import type { Quiz } from './quiz.js';

/** A question with what became of it. */
export interface ReviewedQuestion {
  position: number;
  legend: string;
  html: Handlebars.SafeString;
  /** Of the three statuses of a page: right, right in part or not marked yet, wrong. */
  status: 'met' | 'uncertain' | 'not_met';
  verdict: string;
  given: AnswerLine[];
  right: AnswerLine[];
  feedback: Handlebars.SafeString[];
  remark: string | null;
}

/** What an attempt came to, and as far as the quiz says so, what would have been right. @param done what a press before this page did */
export function attemptResultPage(
  words: AttemptWords,
  host: AttemptHost,
  whole: WholeAttempt,
  results: AttemptResults,
  done: string | null,
): object {
  const { attempt, quiz } = whole;
  const own = results.attempts.find(({ id }) => id === attempt.id);
  const isOpen = mayReview(quiz, results);
  return {
    ...{ title: host.title, crumbs: host.crumbs, narrow: true, back: host.back },
    ...(done === null ? {} : { flash: { kind: 'warning', text: done } }),
    ...outcomeOf(words, quiz, own),
    facts: factsOf(words, quiz, results, own),
    waits: attempt.state === 'waiting' ? words.say('waits_text') : null,
    questions: isOpen ? markedOf(whole.questions).map((each) => reviewed(words, each)) : null,
    remarks: isOpen ? [] : remarksOf(words, whole),
    hidden: isOpen ? null : whyHidden(words, quiz, results),
    again: results.open === null && results.no_more === null ? host.begin : null,
    againText: words.say(results.attempts.length === 0 ? 'begin' : 'again'),
    noMore: results.no_more === null ? null : words.say(`no_more.${results.no_more}`),
    others: othersOf(words, results, attempt.id),
  };
}

/** A question with its answer, what is right and what is said to it: for whoever may know that. */
export function reviewed(words: AttemptWords, asked: MarkedQuestion): ReviewedQuestion {
  const { position, question, answer, points, share, remark } = asked;
  const full = share !== null && share.right === share.of;
  const status = full ? 'met' : share !== null && share.right === 0 ? 'not_met' : 'uncertain';
  return {
    ...{ position, status, remark },
    legend: words.say('question', { number: position }),
    html: words.block(question.text),
    verdict: verdictOf(words, points, share),
    given: givenLines(words, question, answer),
    right: full ? [] : rightLines(words, question),
    feedback: mark(question, answer).feedback.map((text) => words.block(text)),
  };
}

function verdictOf(words: AttemptWords, points: number, share: MarkedQuestion['share']): string {
  if (share === null) return words.say('not_marked');
  const got = words.hundredths(hundredthsOf(points, share));
  const key = share.right === share.of ? 'right' : share.right === 0 ? 'wrong' : 'partly';
  return words.say(`verdict.${key}`, { got, of: words.num(points) });
}

/** The first sentence, and what of three statuses it is. */
function outcomeOf(words: AttemptWords, { pass_mark }: Quiz, own: AttemptResult | undefined): object {
  const score = own?.score ?? null;
  if (score === null) return { status: 'uncertain', outcome: words.say('waits') };
  const [wanted, got] = [pass_mark * 100, { score: words.percent(score), mark: words.percent(pass_mark * 100) }];
  if (own?.is_passed) return { status: 'met', outcome: words.say('passed', got) };
  return { status: 'not_met', outcome: words.say('failed', { ...got, missing: words.hundredths(wanted - score) }) };
}

function factsOf(words: AttemptWords, quiz: Quiz, results: AttemptResults, own: AttemptResult | undefined): object[] {
  const facts: [string, string | null][] = [
    ['number', own ? numberOf(words, quiz, own) : null],
    ['submitted_at', own?.submitted_at ? formatInstant(words.locale, own.submitted_at) : null],
    ['best', results.best === null ? null : words.percent(results.best)],
    ['passed_on', results.passed_on === null ? null : formatDate(words.locale, results.passed_on)],
    ['left', results.left === null ? words.say('unlimited') : words.num(results.left)],
  ];
  return facts.flatMap(([key, value]) => (value === null ? [] : [{ term: words.say(`fact.${key}`), value }]));
}

function numberOf(words: AttemptWords, quiz: Quiz, { number, counts }: AttemptResult): string {
  if (!counts) return words.say('taken_back', { number });
  return quiz.attempts === null ? words.num(number) : words.say('of', { number, count: quiz.attempts });
}

/** What a trainer wrote is for the learner, also where right answers are not shown. */
function remarksOf(words: AttemptWords, { questions }: WholeAttempt): object[] {
  return questions.flatMap(({ position, remark }) =>
    remark === null ? [] : [{ legend: words.say('question', { number: position }), remark }],
  );
}

function whyHidden(words: AttemptWords, { review }: Quiz, { open }: AttemptResults): string {
  if (review === 'never') return words.say('hidden.never');
  return words.say(open === null ? 'hidden.end' : 'hidden.open');
}

function othersOf(words: AttemptWords, { attempts }: AttemptResults, own: number): object[] {
  return attempts
    .filter(({ id, state }) => id !== own && state !== 'open')
    .map(({ number, counts, score, submitted_at }) => ({
      term: words.say('attempt', { number: counts ? number : words.say('taken_back', { number }) }),
      value: score === null ? words.say('waits') : words.percent(score),
      note: submitted_at === null ? '' : formatInstant(words.locale, submitted_at),
    }));
}
