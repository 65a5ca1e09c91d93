import { nowIso } from '../../src/config/clock.js';
import { Attempt, AttemptAnswer } from '../../src/quizzes/attempts.entities.js';
import type { Quiz } from '../../src/quizzes/quiz.js';
import { QUESTION } from './banked.js';
import type { World } from './world.js';

const QUIZ: Quiz = {
  ...{ items: [{ question: QUESTION.ref, points: 1 }], pass_mark: 50, attempts: null, minutes: null },
  ...{ shuffle_questions: false, shuffle_answers: false, review: 'attempt' },
};

/** Lets people answer a quiz of an activity: every third one knows. @param people by their refs @returns which quiz it is */
export async function marked(
  { database }: World,
  activity: string,
  people: readonly string[],
): Promise<{ answeredPart: string }> {
  const part = 'on-tap';
  const one = await database.row<{ id: number }>('SELECT id FROM activities WHERE code = ?', [activity]);
  const rows = await database.rowsIn<{ id: number }>('SELECT id FROM people WHERE ref IN (?) ORDER BY id', [...people]);
  await database.transaction(async () => {
    for (const [at, { id: person_id }] of rows.entries()) {
      const [choice, is_passed] = [at % 3, at % 3 === 0 ? 1 : 0];
      const attempt_id = await database.insertOne(Attempt, {
        ...{ activity_id: Number(one?.id), person_id, part, number: 1, state: 'marked', title: 'Ôn tập' },
        ...{ started_at: nowIso(), submitted_at: nowIso(), marked_at: nowIso(), quiz: JSON.stringify(QUIZ) },
        ...{ is_passed, score: 10_000 * is_passed },
      });
      const { ref } = QUESTION;
      const asked = { ref, question: JSON.stringify(QUESTION), shown: '[0,1,2]', points: 1 };
      const given = { answer: JSON.stringify({ kind: 'single', choice }), points_hundredths: 100 * is_passed };
      await database.insert(AttemptAnswer, [{ attempt_id, position: 1, ...asked, ...given }]);
    }
  });
  return { answeredPart: part };
}
