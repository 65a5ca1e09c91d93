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

/** What came of a survey; null where fewer than five took part. */
export interface SurveyResult {
  people: number;
  statements: StatementResult[];
  texts: TextResult[];
}

/**
 * What came of a survey, of telephones and papers together. Each statement and each question is judged by itself: what fewer
 * than five answered is kept back. What was written stands in the order of the alphabet, so that nobody is known by place.
 */
export function surveyResult(
  questions: SurveyQuestions,
  answers: readonly SurveyAnswers[],
  paper: PaperCounts | null,
): SurveyResult | null {
  const people = answers.length + (paper?.people ?? 0);
  if (people < LEAST) return null;
  return {
    people,
    statements: questions.statements.map((statement, at) => {
      const counts = VALUES.map(
        (value) =>
          answers.filter(({ statements }) => statements[at] === value).length + (paper?.counts[at]?.[value - 1] ?? 0),
      );
      return { statement, result: resultOf(counts) };
    }),
    texts: questions.texts.map((question, at) => {
      const written = [...answers.map(({ texts }) => texts[at] ?? ''), ...(paper?.texts[at] ?? [])];
      const texts = written.filter((text) => text !== '').sort();
      return { question, texts: texts.length < LEAST ? null : texts };
    }),
  };
}

function resultOf(counts: number[]): StatementResult['result'] {
  const people = counts.reduce((sum, count) => sum + count, 0);
  if (people < LEAST) return null;
  const sum = counts.reduce((total, count, at) => total + count * (at + 1), 0);
  return { people, mean: sum / people, counts };
}
