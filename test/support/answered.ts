import { nowIso } from '../../src/config/clock.js';
import { Attempt, AttemptAnswer } from '../../src/quizzes/attempts.entities.js';
import type { EssayQuestion } from '../../src/quizzes/question.js';
import type { Quiz } from '../../src/quizzes/quiz.js';
import { marked } from './marked.js';
import type { World } from './world.js';

const QUIZ: Quiz = {
  ...{ items: [{ question: 'viet', points: 2 }], pass_mark: 50, attempts: null, minutes: null },
  ...{ shuffle_questions: false, shuffle_answers: false, review: 'attempt' },
};
const QUESTION: EssayQuestion = {
  ...{ kind: 'essay', ref: 'viet', title: 'Viết', text: 'Kể một việc trẻ em không được làm.' },
  ...{ feedback: '', guide: 'Nêu việc và điều luật.' },
};

/** An attempt in which something waits to be marked, and a quiz with attempts that are. */
export interface Answered {
  attempt: number;
  answeredPart: string;
}

/** Somebody of an activity who handed in a quiz in which something waits to be marked. */
export async function answered(world: World, activity: string, person: string): Promise<Answered> {
  const id = async (sql: string, param: string): Promise<number> =>
    Number((await world.database.row<{ id: number }>(sql, [param]))?.id);
  const whose = {
    activity_id: await id('SELECT id FROM activities WHERE code = ?', activity),
    person_id: await id('SELECT id FROM people WHERE ref = ?', person),
  };
  const attempt = await world.database.transaction(async () => {
    const made = await world.database.insertOne(Attempt, {
      ...{ ...whose, part: 'kiem-tra', number: 1, state: 'waiting', title: 'Kiểm tra cuối khóa' },
      ...{ started_at: nowIso(), submitted_at: nowIso(), quiz: JSON.stringify(QUIZ), is_passed: 0 },
    });
    const answer = JSON.stringify({ kind: 'essay', text: 'Làm việc ban đêm.\nĐiều 145.' });
    await world.database.insert(AttemptAnswer, [
      {
        attempt_id: made,
        position: 1,
        ref: 'viet',
        question: JSON.stringify(QUESTION),
        shown: '[]',
        points: 2,
        answer,
      },
    ]);
    return made;
  });
  return { attempt, ...(await marked(world, activity, [person])) };
}
