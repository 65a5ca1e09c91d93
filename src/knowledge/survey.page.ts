import { formatDecimal } from '../i18n/format.js';
import type { CsvValue } from '../interchange/writer.js';
import type { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { knowledgeCrumbs, type OpenedActivity, say } from './staff-door.js';
import {
  LONGEST_TEXT,
  MOST_STATEMENTS,
  MOST_TEXTS,
  type PaperCounts,
  type SurveyAnswers,
  type SurveyQuestions,
  type SurveyResult,
  VALUES,
} from './survey.js';
import type { SetSurvey } from './surveys.js';

/** Most sheets that one count can be of. */
const MOST_PEOPLE = 5000;

/** Reads the questions: a line each. */
export function questionsIn(form: Form): SurveyQuestions {
  const statements = linesIn(form, 'statements', MOST_STATEMENTS);
  const texts = linesIn(form, 'texts', MOST_TEXTS);
  if (statements.length === 0 && texts.length === 0) form.refuse('statements', 'form.required');
  return { statements, texts };
}

function linesIn(form: Form, field: string, most: number): string[] {
  const lines = (form.optionalText(field, 4000) ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length > most) form.refuse(field, 'knowledge.too_many_lines', { most });
  if (lines.some((line) => line.length > 300)) form.refuse(field, 'form.too_long', { max: 300 });
  return lines;
}

/** The form of the questions. */
export function surveyForm(
  { record, words }: OpenedActivity,
  survey: SetSurvey | undefined,
  begun: boolean,
  typed: Record<string, unknown>,
): object {
  const { code, title: activity } = record.activity;
  const title = say(words, survey ? 'survey.edit' : 'survey.set');
  const usual = say(words, 'survey.usual').split('|').join('\n');
  const isTyped = 'version' in typed;
  return {
    title: `${title}: ${activity}`,
    crumbs: knowledgeCrumbs(words, record, title),
    heading: title,
    narrow: true,
    begun,
    action: paths.knowledgeSurvey(code),
    cancel: paths.activityKnowledge(code),
    version: typed.version ?? survey?.version ?? 0,
    values: isTyped
      ? typed
      : {
          statements: survey ? survey.questions.statements.join('\n') : usual,
          texts: survey ? survey.questions.texts.join('\n') : say(words, 'survey.usual_text'),
          open: survey?.is_open === 1,
        },
  };
}

/** Reads what was counted on paper. */
export function countsIn(form: Form, { statements, texts }: SurveyQuestions): PaperCounts {
  const people = form.integer('people', 0, MOST_PEOPLE);
  const counts = statements.map((_, at) =>
    VALUES.map((value) => form.optionalInteger(`c${at}.${value}`, 0, MOST_PEOPLE) ?? 0),
  );
  for (const [at, row] of counts.entries()) {
    const sum = row.reduce((total, count) => total + count, 0);
    if (sum > people) form.refuse(`c${at}.1`, 'knowledge.more_than_people', { sum, people });
  }
  const written = texts.map((_, at) => linesIn(form, `t${at}`, MOST_PEOPLE));
  for (const [at, lines] of written.entries()) {
    if (lines.length > people) form.refuse(`t${at}`, 'knowledge.more_than_people', { sum: lines.length, people });
  }
  return { people, counts, texts: written };
}

/** The form in which papers are counted in. */
export function surveyPaperForm(
  { record, words }: OpenedActivity,
  { questions, on_paper, version }: SetSurvey,
  typed: Record<string, unknown>,
): object {
  const title = say(words, 'survey.on_paper');
  const value = (field: string, known: unknown): unknown => typed[field] ?? known ?? '';
  return {
    title: `${title}: ${record.activity.title}`,
    crumbs: knowledgeCrumbs(words, record, title),
    heading: title,
    action: paths.knowledgeSurveyPaper(record.activity.code),
    cancel: paths.activityKnowledge(record.activity.code),
    version: typed.version ?? version,
    people: value('people', on_paper?.people),
    values: VALUES,
    statements: questions.statements.map((text, at) => ({
      text,
      cells: VALUES.map((each) => ({
        field: `c${at}.${each}`,
        value: value(`c${at}.${each}`, on_paper?.counts[at]?.[each - 1]),
        label: `${text}: ${each}`,
      })),
    })),
    texts: questions.texts.map((text, at) => ({
      ...{ id: `t${at}`, text, value: value(`t${at}`, on_paper?.texts[at]?.join('\n')) },
    })),
  };
}

/** Reads what somebody answers. What is left out is left out. */
export function answersIn(form: Form, { statements, texts }: SurveyQuestions): SurveyAnswers {
  return {
    statements: statements.map((_, at) => VALUES.find((value) => form.raw(`s${at}`) === String(value)) ?? null),
    texts: texts.map((_, at) => (form.optionalText(`t${at}`, LONGEST_TEXT) ?? '').replaceAll(/\s+/g, ' ')),
  };
}

/** What came of a survey. @param named whether the reader may see what was written: it may name somebody */
export function surveyResultsPage(
  { record, words }: OpenedActivity,
  result: SurveyResult | null,
  named: boolean,
): object {
  const title = say(words, 'survey.results');
  return {
    title: `${title}: ${record.activity.title}`,
    crumbs: knowledgeCrumbs(words, record, title),
    heading: title,
    lede: record.activity.title,
    csv: result ? paths.knowledgeSurveyCsv(record.activity.code) : null,
    people: result ? say(words, 'survey.people', { count: result.people }) : say(words, 'survey.too_few'),
    columns: ['statement', 'people', 'mean', 'counts'].map((name) => ({ text: say(words, `column.${name}`) })),
    rows: result?.statements.map(({ statement, result: each }) => ({
      cells: each
        ? [
            { text: statement },
            { text: words.num(each.people) },
            { text: formatDecimal(words.locale, each.mean.toFixed(2)) },
            { text: VALUES.map((value, at) => `${value}: ${words.num(each.counts[at] ?? 0)}`).join(' · ') },
          ]
        : [{ text: statement }, { text: say(words, 'survey.kept_back') }, { text: '–' }, { text: '–' }],
    })),
    texts: named
      ? result?.texts.map(({ question, texts }) => ({
          ...{ question, texts, keptBack: texts ? null : say(words, 'survey.texts_kept_back') },
        }))
      : [],
  };
}

/** The same as rows; what is kept back is empty. */
export function* surveyRows(result: SurveyResult | null, named: boolean): Generator<CsvValue[]> {
  yield ['part', 'question', 'people', 'mean', ...VALUES.map((value) => `count_${value}`), 'text'];
  if (!result) return;
  for (const { statement, result: each } of result.statements) {
    const counts = each?.counts ?? VALUES.map(() => null);
    yield ['statement', statement, each?.people ?? null, each?.mean.toFixed(2) ?? null, ...counts, null];
  }
  if (!named) return;
  const empty = VALUES.map(() => null);
  for (const { question, texts } of result.texts) {
    for (const text of texts ?? []) yield ['text', question, null, null, ...empty, text];
  }
}
