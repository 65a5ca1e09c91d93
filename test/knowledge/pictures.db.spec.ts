import { KnowledgeCodes } from '../../src/knowledge/knowledge-codes.js';
import { Attempts } from '../../src/quizzes/attempts.js';
import { QuestionBank } from '../../src/quizzes/question-bank.js';
import { QuestionPictures } from '../../src/quizzes/question-pictures.js';
import type { Question } from '../../src/quizzes/question.js';
import { single, QUIZ } from '../quizzes/attempt-field.js';
import { picture } from '../support/pictures.js';
import { BANK, TestClass } from './class.js';

let lesson: TestClass;
let pictures: QuestionPictures;
const [first] = BANK as [(typeof BANK)[number]];
const asked = (text: string): { topic: string; question: Question } => ({
  ...first,
  question: { ...first.question, text },
});

beforeEach(async () => {
  lesson = await TestClass.create('b1,Lò Văn A,A,1980', ['b1,parent']);
  pictures = lesson.world.get(QuestionPictures);
});
afterEach(() => lesson.close());

/** Keeps a picture of its own content under the name. */
async function send(name: string): Promise<void> {
  await pictures.add('P', { ...(await picture(lesson.world)), originalname: name });
}
async function ids(): Promise<{ plan: number; activity: number; picture: number }> {
  const { database } = lesson.world;
  const activity = await database.row<{ id: number; plan_id: number }>(
    "SELECT id, plan_id FROM activities WHERE code = 'T'",
  );
  const plan = activity?.plan_id ?? 0;
  return { plan, activity: activity?.id ?? 0, picture: (await pictures.named(plan, 'be.jpg')).id };
}

describe('a picture that was asked', () => {
  it('is shown with its test however it is written, and stays when the bank shows it no more', async () => {
    await send('be.jpg');
    await send('khac.jpg');
    const bank = lesson.world.get(QuestionBank);
    await bank.take('P', [asked('![Em bé](<media/be.jpg> "Một em bé") Em bé mấy tuổi?')]);
    await lesson.set();
    await bank.take('P', [asked('Em bé mấy tuổi?')]);
    const { plan, activity, picture: id } = await ids();
    const person = await lesson.id('b1');
    const made = await lesson.world.database.transaction(() =>
      lesson.world.get(KnowledgeCodes).ensure(activity, [person]),
    );
    const shown = (name: string) => lesson.world.request().get(`/k/${made.get(person)?.code}/pictures/${name}`);
    await shown('be.jpg').expect(200);
    await shown('khac.jpg').expect(404);
    const { sha256 } = await pictures.named(plan, 'be.jpg');
    await expect(pictures.remove('P', id)).rejects.toMatchObject({ key: 'question.picture_asked' });
    await expect(send('be.jpg')).rejects.toMatchObject({
      ...{ key: 'question.picture_name_taken', params: { name: 'be.jpg', activity: 'Lớp bảo vệ trẻ em' } },
    });
    expect((await pictures.named(plan, 'be.jpg')).sha256).toBe(sha256);
    await send('khac.jpg');
  });

  it('stays as it was for whoever was asked it in an attempt', async () => {
    await send('be.jpg');
    const bank = lesson.world.get(QuestionBank);
    const { topic, question } = single('a');
    const shows = { ...question, text: 'Em bé làm gì?\n\n![Em bé][1]\n\n[1]: media/be%2Ejpg' };
    await bank.take('P', [{ topic, question: shows }, single('b')]);
    const { plan, activity, picture: id } = await ids();
    await send('be.jpg');
    const holder = { activity_id: activity, plan_id: plan, person_id: await lesson.id('b1'), part: 'thi' };
    await lesson.world.get(Attempts).begin(holder, QUIZ, 'Bài');
    await bank.take('P', [{ topic, question }]);
    await expect(pictures.remove('P', id)).rejects.toMatchObject({ key: 'question.picture_asked' });
    await expect(send('be.jpg')).rejects.toMatchObject({ key: 'question.picture_name_taken' });
  });
});
