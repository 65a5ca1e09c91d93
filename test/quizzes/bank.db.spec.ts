import { FileCopies } from '#src/files/file-copies.js';
import { FileSweep } from '#src/files/file-sweep.js';
import { readGift } from '#src/quizzes/gift-reader.js';
import { BankQuestions } from '#src/quizzes/bank-questions.js';
import { QuestionBank } from '#src/quizzes/question-bank.js';
import { QuestionComparison } from '#src/quizzes/question-comparison.js';
import { QuestionList } from '#src/quizzes/question-list.js';
import { QuestionPictures } from '#src/quizzes/question-pictures.js';
import { QuestionUses } from '#src/quizzes/question-uses.js';
import type { Question } from '#src/quizzes/question.js';
import { Field } from '../activities/field.js';
import { picture } from '../support/pictures.js';

let field: Field;
let bank: QuestionBank;
let asking: BankQuestions;
let plan: number;

beforeAll(async () => {
  field = await Field.create();
  bank = field.world.get(QuestionBank);
  asking = field.world.get(BankQuestions);
  plan = (await field.world.database.row<{ id: number }>("SELECT id FROM plans WHERE code = 'P'"))?.id ?? 0;
});
afterAll(() => field.world.close());

function asked(ref: string, text = `Hỏi ${ref}`): Question {
  return {
    ...{ kind: 'true_false', ref, title: '', text, feedback: '', answer: true },
    feedback_right: '',
    feedback_wrong: '',
  };
}
const count = async (sql: string) => Number((await field.world.database.row<{ n: number }>(sql))?.n);
const events = () => count("SELECT COUNT(*) AS n FROM events WHERE kind LIKE 'question.%'");

const noAsker = () => Promise.resolve(new Map());

describe('the question bank of a plan', () => {
  it('adds, changes beside nobody, withdraws and restores, each with its event', async () => {
    const id = await bank.add('P', { topic: ' Luật ', question: asked('q-1', '  Mấy tuổi?\r\n') });
    expect(await bank.one(plan, id)).toMatchObject({
      row: { topic: 'Luật', version: 1 },
      question: { text: 'Mấy tuổi?' },
    });
    await bank.change('P', id, 1, { topic: 'Luật', question: asked('other', 'Bao nhiêu?') });
    expect(await bank.one(plan, id)).toMatchObject({
      row: { ref: 'q-1', version: 2 },
      question: { ref: 'q-1', text: 'Bao nhiêu?' },
    });
    const late = bank.change('P', id, 1, { topic: 'Luật', question: asked('q-1') });
    await expect(late).rejects.toMatchObject({ key: 'edit_conflict' });
    await bank.withdraw('P', id);
    expect([await asking.ofPlan(plan), await asking.byRefs(plan, ['q-1'])]).toEqual([[], []]);
    await bank.restore('P', id);
    expect(await asking.byRefs(plan, ['q-1', 'q-9'])).toHaveLength(1);
    expect(await events()).toBe(4);
  });

  it('refuses what is no question, and a reference that is taken', async () => {
    const again = bank.add('P', { topic: '', question: asked('q-1') });
    await expect(again).rejects.toMatchObject({ fields: [{ field: 'ref', key: 'errors.question.ref_taken' }] });
    const empty = bank.add('P', { topic: '', question: asked('q-2', ' ') });
    await expect(empty).rejects.toMatchObject({ fields: [{ field: 'text', key: 'errors.question.empty' }] });
    await expect(bank.add('NO', { topic: '', question: asked('q-2') })).rejects.toMatchObject({
      key: 'plan.not_found',
    });
  });

  it('takes many of a file; the same file again changes nothing', async () => {
    const text = Array.from({ length: 300 }, (_, n) => `// [id:g-${n}]\nCâu ${n} {=a ~b}\n`).join('\n');
    const { questions } = await readGift(`$CATEGORY: Nhiều\n\n${text}`);
    expect(await bank.take('P', questions)).toEqual({ added: 300, changed: 0, same: 0 });
    const before = await events();
    expect(await bank.take('P', questions)).toEqual({ added: 0, changed: 0, same: 300 });
    expect(await events()).toBe(before);
    const { questions: other } = await readGift(
      '$CATEGORY: Nhiều\n\n// [id:g-7]\nKhác {=a ~b}\n\n// [id:h]\nMới {T}\n',
    );
    expect(await bank.take('P', other)).toEqual({ added: 1, changed: 1, same: 0 });
    expect((await asking.countByTopic(plan)).get('Nhiều')).toBe(301);
    expect((await asking.ofPlan(plan, 'Nhiều'))[7]?.question.text).toBe('Khác');
  });

  it('finds by words without marks, by topic and by kind, and takes no sign of LIKE for one', async () => {
    await bank.add('P', { topic: 'Tìm', question: asked('t-1', 'Trẻ em được 100% gì_đó') });
    const list = field.world.get(QuestionList);
    const total = async (q: string, topic: string | null = null, kind = '') =>
      (await list.page(plan, { topic, kind, q, withdrawn: false }, 1)).total;
    expect([
      await total('TRE duoc'),
      await total('100%'),
      await total('%'),
      await total('i_d'),
      await total('t-1'),
    ]).toEqual([...[1, 1, 1, 1, 1]]);
    expect([await total('', 'Tìm'), await total('', 'Nhiều', 'true_false'), await total('tre em xyz')]).toEqual([
      1, 1, 0,
    ]);
    expect(await list.topics(plan, false)).toEqual([
      ...[
        { topic: 'Luật', count: 1 },
        { topic: 'Nhiều', count: 301 },
        { topic: 'Tìm', count: 1 },
      ],
    ]);
  });

  it('keeps what others use, and says where it is used', async () => {
    field.world.get(QuestionUses).add(({ ref, topic, left }) => {
      const needs = ref === 'used' || (topic === 'Rút' && left < 2);
      return Promise.resolve(needs ? [{ title: 'Khóa A, bài 1', href: '/courses/A' }] : []);
    }, noAsker);
    const [used, first] = [
      await bank.add('P', { topic: '', question: asked('used') }),
      await bank.add('P', { topic: 'Rút', question: asked('r-1') }),
    ];
    const second = await bank.add('P', { topic: 'Rút', question: asked('r-2') });
    const third = await bank.add('P', { topic: 'Rút', question: asked('r-3') });
    const refused = { key: 'question.used', params: { where: 'Khóa A, bài 1' } };
    await expect(bank.withdraw('P', used)).rejects.toMatchObject(refused);
    await bank.withdraw('P', third);
    await expect(bank.withdraw('P', first)).rejects.toMatchObject(refused);
    const moved = bank.change('P', second, 1, { topic: 'Khác', question: asked('r-2') });
    await expect(moved).rejects.toMatchObject(refused);
    await bank.change('P', second, 1, { topic: 'Rút', question: asked('r-2', 'Sửa') });
    expect(await bank.usesOf(plan, (await bank.one(plan, used)).row)).toHaveLength(1);
  });

  it('touches nothing that it has of other files, unless somebody says so', async () => {
    const said = (ref: string, text: string) => ({ topic: 'Mã', question: asked(ref, text) });
    const [first, second] = [await bank.add('P', said('x', 'một')), await bank.add('P', said('y', 'hai'))];
    await bank.withdraw('P', second);
    const file = [said('x', 'khác'), said('y', 'hai'), said('x-2', 'của tệp'), said('z', 'mới')];
    const standings = (await field.world.get(QuestionComparison).of(plan, file)).map(({ standing }) => standing);
    expect(standings).toEqual(['changed', 'revived', 'new', 'new']);
    const before = await events();
    await expect(bank.take('P', file, 'refuse')).rejects.toMatchObject({ fields: [{ field: 'known' }] });
    expect([await events(), await asking.byRefs(plan, ['z'])]).toEqual([before, []]);
    expect(await bank.take('P', file, 'renew')).toEqual({ added: 4, changed: 0, same: 0 });
    const texts = async () =>
      (await asking.ofPlan(plan, 'Mã')).map(({ question }) => `${question.ref} ${question.text}`).sort();
    const kept = ['x một', 'x-2 của tệp', 'x-3 khác', 'y-2 hai', 'z mới'];
    expect(await texts()).toEqual(kept);
    expect(await bank.take('P', file, 'renew')).toEqual({ added: 0, changed: 0, same: 4 });
    expect(await bank.take('P', [said('z', 'mới')], 'refuse')).toEqual({ added: 0, changed: 0, same: 1 });
    expect((await bank.one(plan, second)).row).toMatchObject({ is_withdrawn: 1 });
    expect(await bank.take('P', file, 'replace')).toEqual({ added: 0, changed: 2, same: 2 });
    expect(await texts()).toEqual(['x khác', 'x-2 của tệp', 'x-3 khác', 'y hai', 'y-2 hai', 'z mới']);
    expect((await bank.one(plan, first)).row.version).toBe(2);
  });

  it('keeps pictures drawn anew under their names, and not without a row', async () => {
    const pictures = field.world.get(QuestionPictures);
    const name = await pictures.add('P', { ...(await picture(field.world)), originalname: '../ảnh lớp.jpg' });
    expect(name).toBe('ảnh-lớp.jpg');
    const kept = await pictures.named(plan, name);
    const copies = new FileCopies(field.world.database, field.world.settings.dataDir);
    expect(await copies.names()).toContain(kept.sha256);
    await field.world.get(FileSweep).sweep();
    expect(await copies.missing()).toBe(0);
    const id = await bank.add('P', {
      topic: '',
      question: asked('p-1', `Nhìn ảnh.\n\n![lớp](<media/${name}> "một lớp")`),
    });
    await expect(pictures.remove('P', kept.id)).rejects.toMatchObject({ key: 'question.picture_used' });
    await bank.change('P', id, 1, { topic: '', question: asked('p-1') });
    const replaced = await pictures.add('P', { ...(await picture(field.world)), originalname: 'ảnh lớp.jpg' });
    expect((await pictures.named(plan, replaced)).sha256).not.toBe(kept.sha256);
    await pictures.remove('P', kept.id);
    await expect(pictures.named(plan, name)).rejects.toMatchObject({ kind: 'not_found' });
  });
});
