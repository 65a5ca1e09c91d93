/** The kinds of question. Ordering is ours; the others are those of GIFT. */
export const QUESTION_KINDS = [
  'single',
  'multiple',
  'true_false',
  'matching',
  'ordering',
  'short',
  'numerical',
  'essay',
] as const;
export type QuestionKind = (typeof QUESTION_KINDS)[number];

/** What every question has. Texts are Markdown; a picture stands in them as `![what it shows](media/NAME)`. */
interface Asked {
  /** What the question is known by in its plan, in files and in courses: letters, digits, `-`, `_`, `.`; never changed. */
  ref: string;
  /** The name in lists; not shown to learners. */
  title: string;
  text: string;
  /** Said to everybody after the answer; empty for nothing. */
  feedback: string;
}

/** Something to choose. `weight` in per cent of the points, from -100 to 100, as GIFT has it. */
export interface Choice {
  text: string;
  weight: number;
  feedback: string;
}

/** One of the choices is right (weight 100); others may be right in part. */
export interface SingleQuestion extends Asked {
  kind: 'single';
  choices: Choice[];
}

/** The weights of those chosen add up, never below 0 and never above 100. */
export interface MultipleQuestion extends Asked {
  kind: 'multiple';
  choices: Choice[];
}

export interface TrueFalseQuestion extends Asked {
  kind: 'true_false';
  answer: boolean;
  feedback_right: string;
  feedback_wrong: string;
}

/** Each left one belongs to its right one; `others` are right ones to which nothing belongs. */
export interface MatchingQuestion extends Asked {
  kind: 'matching';
  pairs: { left: string; right: string }[];
  others: string[];
}

/** The items in their right order. */
export interface OrderingQuestion extends Asked {
  kind: 'ordering';
  items: string[];
}

/** A word or a few. Upper and lower case are one; `ignore_diacritics`: also "tre em" for "trẻ em". */
export interface ShortQuestion extends Asked {
  kind: 'short';
  answers: Choice[];
  ignore_diacritics: boolean;
}

/** A number within `tolerance` of `value`, both ends included; the best weight of those that fit stands. */
export interface NumericalQuestion extends Asked {
  kind: 'numerical';
  answers: { value: number; tolerance: number; weight: number; feedback: string }[];
}

/** Free text that a trainer marks. `guide` is for who marks. */
export interface EssayQuestion extends Asked {
  kind: 'essay';
  guide: string;
}

export type Question =
  | SingleQuestion
  | MultipleQuestion
  | TrueFalseQuestion
  | MatchingQuestion
  | OrderingQuestion
  | ShortQuestion
  | NumericalQuestion
  | EssayQuestion;

/** The name of a question in lists: its title, or how it begins. */
export function nameOf({ title, text }: Pick<Asked, 'title' | 'text'>): string {
  const name = title === '' ? text.replaceAll(/\s+/g, ' ').trim() : title;
  return name.length <= 90 ? name : `${name.slice(0, 88).trimEnd()}…`;
}
