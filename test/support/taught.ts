import { CourseEditing, type DraftAt } from '../../src/courses/course-editing.js';
import { CourseMediaDesk } from '../../src/courses/course-media-desk.js';
import { CourseStore } from '../../src/courses/course-store.js';
import { FileIntake } from '../../src/files/file-intake.js';
import { RowsRunner } from '../../src/interchange/rows-runner.js';
import { QuestionBank } from '../../src/quizzes/question-bank.js';
import type { Quiz } from '../../src/quizzes/quiz.js';
import type { World } from './world.js';

const QUIZ: Quiz = {
  ...{ items: [{ question: 'do-tuoi', points: 1 }], pass_mark: 50, attempts: null, minutes: null },
  ...{ shuffle_questions: false, shuffle_answers: false, review: 'attempt' },
};
const QUESTION = {
  ...{ kind: 'single' as const, ref: 'do-tuoi', title: 'Độ tuổi', text: 'Trẻ em là người dưới bao nhiêu tuổi?' },
  ...{ feedback: 'Luật Trẻ em 2016, Điều 1.' },
  choices: ['16', '18'].map((text, at) => ({ text, weight: at === 0 ? 100 : 0, feedback: '' })),
};

/** A course as addresses name it: its lesson and its quiz in both versions, a file that it shows, and one that it does not. */
export interface Taught {
  course: string;
  lesson: string;
  quiz: string;
  shown: string;
  unshown: string;
}

/**
 * Makes a course of a place with a published version and a draft that is another.
 * @param code of its activity @param plan of the activity @param unit the code of the place
 */
export async function taught(world: World, code: string, plan: string, unit: string): Promise<Taught> {
  const [editing, store] = [world.get(CourseEditing), world.get(CourseStore)];
  const row = { code, plan, kind: 'course', title: `Khóa học ${code}`, unit, status: 'open' };
  await world.get(RowsRunner).run('activities', [row]);
  await editing.newDraft(code);
  const activity = await world.database.row<{ id: number }>('SELECT id FROM activities WHERE code = ?', [code]);
  const at = async (): Promise<DraftAt> => ({ code, version: (await store.draft(activity?.id ?? 0))?.version ?? 0 });
  const [shown, unshown] = ['to-roi.pdf', 'khac.pdf'];
  for (const name of [shown, unshown]) await keep(world, code, name);
  await editing.addSection(await at(), 'Nhận biết');
  const markdown = '# Thế nào là lao động trẻ em\n\nXem [Bộ luật](https://example.vn) và **tờ rơi**.';
  const lesson = await editing.addLesson(await at(), 0, 'Thế nào là lao động trẻ em', { kind: 'text', markdown });
  await editing.addLesson(await at(), 0, 'Tờ rơi', { kind: 'file', media: shown, markdown: '' });
  await world.get(QuestionBank).take(plan, [{ topic: 'Nhận biết', question: QUESTION }]);
  const quiz = await editing.addLesson(await at(), 0, 'Kiểm tra', { kind: 'quiz', quiz: QUIZ, markdown: '' });
  await editing.publish(await at(), 'Bản đầu tiên');
  await editing.newDraft(code);
  await editing.addSection(await at(), 'Phòng ngừa');
  await editing.addLesson(await at(), 1, 'Trang web', { kind: 'link', url: 'https://example.vn', markdown: '' });
  return { course: code, lesson, quiz, shown, unshown };
}

async function keep(world: World, code: string, name: string): Promise<void> {
  const content = Buffer.from(`%PDF-1.7\n% ${code} ${name}\n%%EOF\n`);
  const stored = await world.get(FileIntake).store.keep([content]);
  const about = { kind: 'pdf', media_type: 'application/pdf', seconds: null, detail: null } as const;
  await world.get(CourseMediaDesk).add(code, { ...stored, ...about, name });
}
