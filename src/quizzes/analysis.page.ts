import type { Activity } from '../activities/activities.entities.js';
import { formatDecimal, formatInstant, formatNumber, formatPercent } from '../i18n/format.js';
import type { CsvValue } from '../interchange/writer.js';
import { paths } from '../web/paths.js';
import { AttemptWords } from './answer-lines.js';
import type { BankPlan } from './bank-door.js';
import type { BankWords } from './bank-words.js';
import { type ItemAnalysis, LEAST_ATTEMPTS } from './item-analysis.js';
import type { AnalysedPart, AnalysedVersion } from './item-results.js';
import { partWords } from './marking.page.js';
import type { KeptQuestion } from './question-bank.js';
import { nameOf, type Question } from './question.js';

/** From here on a question tells those who know from those who do not (item-analysis.ts). */
const TELLING = 0.3;

/** What attempts say about a question of a bank, wording by wording. */
export function analysisPage(
  words: BankWords,
  plan: BankPlan,
  { row, question }: KeptQuestion,
  versions: readonly AnalysedVersion[],
): object {
  const name = nameOf(question);
  const learner = new AttemptWords(words.locale, (picture) => paths.questionMedia(plan.code, picture));
  return {
    title: `${words.say('analysis.title')}: ${name}`,
    crumbs: [...words.crumbs(plan), { text: name, href: paths.question(plan.code, row.id) }],
    lede: name,
    versions: versions.map((version) => ({
      heading: words.say(JSON.stringify(version.question) === row.body ? 'analysis.current' : 'analysis.former'),
      latest: latestText(words, version),
      html: learner.block(version.question.text),
      ...figures(words, learner, version),
    })),
    method: words.say('analysis.method'),
  };
}

/** What the attempts at a quiz of an activity say, a line for each question. */
export function partPage(
  words: BankWords,
  activity: Pick<Activity, 'code' | 'title'>,
  part: string,
  { title, versions }: AnalysedPart,
): object {
  const learner = new AttemptWords(words.locale, () => null);
  const quiz = [title, partWords(learner, part)].filter(Boolean).join(': ');
  return {
    title: `${words.say('analysis.title')}: ${quiz}`,
    heading: words.say('analysis.title'),
    lede: quiz,
    crumbs: [{ text: activity.title, href: paths.activity(activity.code) }, { text: words.say('analysis.title') }],
    csv: paths.partAnalysisCsv(activity.code, part),
    versions: versions.map((version) => ({
      name: nameOf(version.question),
      sub: version.question.ref,
      // Which wording is which: where there is one it goes without saying.
      latest: isOneOfSeveral(version, versions) ? latestText(words, version) : '',
      ...figures(words, learner, version),
    })),
    method: words.say('analysis.method'),
  };
}

function isOneOfSeveral({ question }: AnalysedVersion, versions: readonly AnalysedVersion[]): boolean {
  return versions.filter((other) => other.question.ref === question.ref).length > 1;
}

/** The same as rows of a file: shares with four decimals; what is kept back has its question and nothing else. */
export function* analysisRows({ versions }: AnalysedPart): Generator<CsvValue[]> {
  yield ['question', 'kind', 'text', 'attempts', 'facility', 'discrimination', 'correlation', 'unanswered', 'chosen'];
  for (const { question, analysis } of versions) {
    const { ref, kind, text } = question;
    yield [ref, kind, text, ...(analysis ? valuesOf(analysis) : [null, null, null, null, null, null])];
  }
}

function valuesOf({ attempts, facility, discrimination, correlation, unanswered, chosen }: ItemAnalysis): CsvValue[] {
  const shares = [(facility / 100).toFixed(4), discrimination.toFixed(4), correlation?.toFixed(4) ?? null];
  return [attempts, ...shares, unanswered, chosen.map(({ count }) => count).join(' ') || null];
}

function latestText(words: BankWords, { latest, analysis }: AnalysedVersion): string {
  return latest === null || analysis === null
    ? ''
    : words.say('analysis.latest', { at: formatInstant(words.locale, latest) });
}

function figures(words: BankWords, learner: AttemptWords, { question, analysis }: AnalysedVersion): object {
  if (!analysis) return { kept: words.say('analysis.kept_back', { least: LEAST_ATTEMPTS }) };
  const { attempts, facility, discrimination, correlation, unanswered } = analysis;
  const [easy, verdict] = [formatPercent(words.locale, Math.round(10 * facility)), verdictOf(discrimination)];
  return {
    ...{ attempts: formatNumber(words.locale, attempts), width: `${facility.toFixed(2)}%` },
    label: words.say('analysis.facility_of', { share: easy }),
    ...{ status: verdict.status, telling: coefficient(words, discrimination) },
    verdict: words.say(`analysis.verdict.${verdict.name}`),
    facts: [
      { term: words.say('analysis.attempts'), value: formatNumber(words.locale, attempts) },
      { term: words.say('analysis.unanswered'), value: formatNumber(words.locale, unanswered) },
      { term: words.say('analysis.discrimination'), value: coefficient(words, discrimination) },
      {
        term: words.say('analysis.correlation'),
        value: correlation === null ? words.say('analysis.no_spread') : coefficient(words, correlation),
      },
    ],
    options: optionsOf(words, learner, question, analysis),
  };
}

/** The choices with how many chose each; a wrong one that nobody takes does nothing. */
function optionsOf(words: BankWords, learner: AttemptWords, question: Question, analysis: ItemAnalysis): object[] {
  if (question.kind !== 'single' && question.kind !== 'multiple') return [];
  return question.choices.map(({ text, weight }, index) => {
    const count = analysis.chosen[index]?.count ?? 0;
    const share = count / analysis.attempts;
    const isRight = question.kind === 'single' ? weight === 100 : weight > 0;
    return {
      ...{ html: learner.inline(text), isRight, width: `${(100 * share).toFixed(2)}%` },
      label: words.say('analysis.chosen_of', {
        ...{ count: formatNumber(words.locale, count), of: formatNumber(words.locale, analysis.attempts) },
        share: formatPercent(words.locale, Math.round(1000 * share)),
      }),
      note: words.say(isRight ? 'analysis.is_right' : count === 0 ? 'analysis.idle' : 'analysis.is_wrong'),
    };
  });
}

function verdictOf(discrimination: number): { name: 'good' | 'weak' | 'reversed'; status: string } {
  if (discrimination < 0) return { name: 'reversed', status: 'not_met' };
  return discrimination < TELLING ? { name: 'weak', status: 'uncertain' } : { name: 'good', status: 'met' };
}

/** From -1 to 1: `0,35`, `−0,20`. */
function coefficient({ locale }: BankWords, value: number): string {
  const text = formatDecimal(locale, Math.abs(value).toFixed(2));
  return Math.round(100 * value) < 0 ? `−${text}` : text;
}
