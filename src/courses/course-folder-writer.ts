import { writeGift } from '../quizzes/gift-writer.js';
import type { BankQuestion } from '../quizzes/presentation.js';
import type { CourseContent } from './course-content.js';
import type { CourseAbout } from './course-file.js';
import { courseTexts, type TextFile } from './course-yaml-writer.js';

/** All questions of a course that is written. */
const QUESTIONS_FILE = 'quizzes/questions.gift';

/**
 * A course as its files of text, always in the same order and with the same bytes; its media lie beside them in `media/`.
 * @param questions all that its quizzes may ask: those they name, and those of the topics they draw from
 */
export function courseFolder(
  about: CourseAbout,
  content: CourseContent,
  questions: readonly BankQuestion[],
): TextFile[] {
  const texts = courseTexts(about, content, questions.length === 0 ? [] : [QUESTIONS_FILE]);
  if (questions.length === 0) return texts;
  const sorted = [...questions].sort(
    (one, two) => order(one.topic, two.topic) || order(one.question.ref, two.question.ref),
  );
  return [...texts, { name: QUESTIONS_FILE, text: writeGift(sorted) }];
}

/** By code points: the same everywhere, whatever language a machine is set to. */
function order(one: string, two: string): number {
  if (one === two) return 0;
  return one < two ? -1 : 1;
}
