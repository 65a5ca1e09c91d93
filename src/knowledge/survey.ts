/** What a satisfaction survey asks: statements that somebody agrees to from 1 to 5, and questions for a few words. */
export interface SurveyQuestions {
  statements: string[];
  texts: string[];
}

/** What somebody answered, in the order of the questions. */
export interface SurveyAnswers {
  /** 1 (not at all) to 5 (entirely); null: left out. */
  statements: (number | null)[];
  /** Empty where nothing was written. */
  texts: string[];
}

/** What was counted on paper: per statement how many ticked each value, and per question what was written. */
export interface PaperCounts {
  /** How many sheets. */
  people: number;
  counts: number[][];
  texts: string[][];
}

export const MOST_STATEMENTS = 10;
export const MOST_TEXTS = 2;
export const LONGEST_TEXT = 1000;
/** The values that can be ticked. */
export const VALUES = [1, 2, 3, 4, 5] as const;
/** From so many answers on something is shown. */
const LEAST = 5;

/** How a statement was answered; null: by fewer than five. */
export interface StatementResult {
  statement: string;
  result: { people: number; mean: number; counts: number[] } | null;
}

/** What was written; null: fewer than five wrote. */
export interface TextResult {
  question: string;
  texts: string[] | null;
}

/** What came of a survey; null where nothing may be shown. */
export interface SurveyResult {
  people: number;
  statements: StatementResult[];
  texts: TextResult[];
}

/**
 * What came of a survey, of telephones and papers together. Whoever counted the papers knows them, so each of the two is judged by
 * itself, and of each every statement and question: what fewer than five answered there is left out. What was written stands
 * in the order of the alphabet, so that nobody is known by place.
 */
export function surveyResult(
  { statements, texts }: SurveyQuestions,
  answers: readonly SurveyAnswers[],
  paper: PaperCounts | null,
): SurveyResult | null {
  const sources = [counted(answers, statements.length, texts.length), ...(paper ? [paper] : [])];
  const shown = sources.filter(({ people }) => people >= LEAST);
  if (shown.length === 0) return null;
  return {
    people: shown.reduce((sum, { people }) => sum + people, 0),
    statements: statements.map((statement, at) => ({
      statement,
      result: resultOf(shown.map(({ counts }) => counts[at])),
    })),
    texts: texts.map((question, at) => {
      const written = shown.map((each) => each.texts[at] ?? []).filter(({ length }) => length >= LEAST);
      return { question, texts: written.length === 0 ? null : written.flat().sort() };
    }),
  };
}

/**
 * Whether answers that came since results were shown may join them. Results before and after are compared by whoever looks twice:
 * of each statement and question that had a result already none or at least five answers are new.
 */
export function mayJoin(shown: readonly SurveyAnswers[], fresh: readonly SurveyAnswers[]): boolean {
  const [before, after] = [partsOf(shown), partsOf(fresh)];
  return after.every((count, at) => count === 0 || count >= LEAST || (before[at] ?? 0) < LEAST);
}

/** How many answered each statement, and each question; last how many took part. */
function partsOf(answers: readonly SurveyAnswers[]): number[] {
  const [first] = answers;
  const count = (has: (answer: SurveyAnswers) => boolean): number => answers.filter(has).length;
  return [
    ...(first?.statements ?? []).map((_, at) => count(({ statements }) => (statements[at] ?? null) !== null)),
    ...(first?.texts ?? []).map((_, at) => count(({ texts }) => (texts[at] ?? '') !== '')),
    answers.length,
  ];
}

/** The answers of telephones as papers are counted. */
function counted(answers: readonly SurveyAnswers[], statements: number, texts: number): PaperCounts {
  const each = (count: number): number[] => Array.from({ length: count }, (_, at) => at);
  return {
    people: answers.length,
    counts: each(statements).map((at) =>
      VALUES.map((value) => answers.filter((answer) => answer.statements[at] === value).length),
    ),
    texts: each(texts).map((at) => answers.map((answer) => answer.texts[at] ?? '').filter((text) => text !== '')),
  };
}

/** @param sources how many chose each value, of each source */
function resultOf(sources: readonly (readonly number[] | undefined)[]): StatementResult['result'] {
  const shown = sources.filter((counts) => sumOf(counts ?? []) >= LEAST);
  if (shown.length === 0) return null;
  const counts = VALUES.map((_, at) => sumOf(shown.map((each) => each?.[at] ?? 0)));
  const people = sumOf(counts);
  return { people, mean: sumOf(counts.map((count, at) => count * (at + 1))) / people, counts };
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
