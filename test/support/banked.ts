import { FileIntake } from '../../src/files/file-intake.js';
import type { Question } from '../../src/quizzes/question.js';
import { QuestionMedia, QuestionRow } from '../../src/quizzes/quizzes.entities.js';
import { picture } from './pictures.js';
import type { World } from './world.js';

/** A question of a plan's bank as addresses name it, and a picture that no question shows. */
export interface Banked {
  question: number;
  questionPicture: number;
  questionPictureName: string;
}

/** What everybody is asked. */
export const QUESTION: Question = {
  ...{ kind: 'single', ref: 'tuoi-cam', title: 'Tuổi', text: 'Dưới bao nhiêu tuổi là trẻ em?', feedback: '' },
  choices: [
    { text: '16', weight: 100, feedback: 'Điều 1 Luật Trẻ em 2016' },
    { text: '18', weight: 0, feedback: '' },
    { text: '14', weight: 0, feedback: '' },
  ],
};

/** Puts a question and a picture into the bank of a plan, and the question into another where it is not there yet. */
export async function banked(world: World, plan: string, other = plan): Promise<Banked> {
  const { database } = world;
  const kept = await world.get(FileIntake).picture(await picture(world));
  const name = 'tranh.jpg';
  return database.transaction(async () => {
    await questionOf(world, other);
    const question = await questionOf(world, plan);
    const { plan_id } = question;
    const { sha256, bytes, media_type } = kept;
    const questionPicture = await database.insertOne(QuestionMedia, { plan_id, name, sha256, bytes, media_type });
    return { question: question.id, questionPicture, questionPictureName: name };
  });
}

async function questionOf({ database }: World, plan: string): Promise<{ id: number; plan_id: number }> {
  const { ref, title, kind, text } = QUESTION;
  const known = await database.row<{ plan_id: number; id: number | null }>(
    'SELECT p.id AS plan_id, q.id FROM plans p LEFT JOIN questions q ON q.plan_id = p.id AND q.ref = ? WHERE p.code = ?',
    [ref, plan],
  );
  const plan_id = Number(known?.plan_id);
  if (known?.id) return { id: known.id, plan_id };
  const about = { topic: 'Nhận biết', folded: text.toLowerCase(), body: JSON.stringify(QUESTION) };
  return { id: await database.insertOne(QuestionRow, { plan_id, ref, title, kind, ...about }), plan_id };
}
