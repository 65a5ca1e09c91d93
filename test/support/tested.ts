import { KnowledgeCodes } from '../../src/knowledge/knowledge-codes.js';
import { KnowledgeQuestion, KnowledgeTest, Survey } from '../../src/knowledge/knowledge.entities.js';
import type { Quiz } from '../../src/quizzes/quiz.js';
import type { World } from './world.js';

const QUIZ: Quiz = {
  ...{ items: [{ question: 'tuoi', points: 1 }], pass_mark: 50, attempts: 1, minutes: null },
  ...{ shuffle_questions: false, shuffle_answers: false, review: 'never' },
};
const PRESENTED = {
  question: {
    ...{ kind: 'single', ref: 'tuoi', title: 'Tuổi', text: 'Trẻ em là người dưới bao nhiêu tuổi?', feedback: '' },
    choices: [
      { text: '16', weight: 100, feedback: '' },
      { text: '18', weight: 0, feedback: '' },
    ],
  },
  points: 1,
  shown: [0, 1],
};

/** An open survey of an activity. */
export async function surveyed({ database }: World, activity_id: number): Promise<void> {
  const questions = JSON.stringify({ statements: ['Nội dung hữu ích.'], texts: ['Cần làm tốt hơn điều gì?'] });
  await database.insert(Survey, [{ activity_id, questions, is_open: 1, version: 1 }]);
}

/** A test of an activity that is open before and after, with an open survey, and the personal code of somebody. */
export async function tested(world: World, activity: string, person: string): Promise<{ personalCode: string }> {
  const { database } = world;
  const id = async (sql: string, param: string): Promise<number> =>
    Number((await database.row<{ id: number }>(sql, [param]))?.id);
  const activity_id = await id('SELECT id FROM activities WHERE code = ?', activity);
  const person_id = await id('SELECT id FROM people WHERE ref = ?', person);
  return database.transaction(async () => {
    const test = { activity_id, title: 'Trước và sau', quiz: JSON.stringify(QUIZ), shows_score: 1 };
    await database.insert(KnowledgeTest, [{ ...test, before_open: 1, after_open: 1, version: 1 }]);
    const presented = JSON.stringify(PRESENTED);
    await database.insert(KnowledgeQuestion, [{ activity_id, position: 1, ref: 'tuoi', presented }]);
    await surveyed(world, activity_id);
    const codes = await world.get(KnowledgeCodes).ensure(activity_id, [person_id]);
    return { personalCode: codes.get(person_id)?.code ?? '' };
  });
}
