import fc from 'fast-check';
import { faultyGift, GIFT_LIMITS, giftText, readGift } from '#src/quizzes/gift-reader.js';
import { writeGift } from '#src/quizzes/gift-writer.js';
import { oneLine } from '#src/quizzes/question-check.js';
import { nastyText, validQuestion } from './arbitraries.js';

async function one(text: string) {
  const { questions, faults } = await readGift(text);
  expect(faults).toEqual([]);
  expect(questions).toHaveLength(1);
  return questions[0]?.question;
}
const faultsIn = async (text: string) =>
  (await readGift(text)).faults.map(({ line, column, key }) => `${key} ${line}:${column ?? ''}`);

describe('GIFT', () => {
  it('gives every question back that was written', async () => {
    const topic = fc
      .oneof(fc.constantFrom('', 'top', 'top/', 'top/a', '$course$/b', '$//', 'Nhận biết / 1'), nastyText)
      .map(oneLine);
    const list = fc.uniqueArray(validQuestion, { selector: ({ ref }) => ref, minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(list, topic, topic, async (questions, first, second) => {
        const bank = questions.map((question, index) => ({ topic: index % 2 === 0 ? first : second, question }));
        const { questions: read, faults } = await readGift(writeGift(bank));
        expect(faults).toEqual([]);
        expect(read.map(({ topic: under, question }) => ({ topic: under, question }))).toEqual(bank);
        expect((await readGift(writeGift(bank).replaceAll('\n', '\r\n'))).questions).toEqual(read);
      }),
      { numRuns: 400 },
    );
  });

  it('reads the kinds as Moodle writes them', async () => {
    expect(await one('::Q1:: Ai mai táng ở đây? {=Không ai#Đúng ~Grant ~%50%Vợ ông ####Vì thế}')).toMatchObject({
      ...{ kind: 'single', title: 'Q1', text: 'Ai mai táng ở đây?', feedback: 'Vì thế' },
      choices: [
        { text: 'Không ai', weight: 100, feedback: 'Đúng' },
        { text: 'Grant', weight: 0, feedback: '' },
        { text: 'Vợ ông', weight: 50, feedback: '' },
      ],
    });
    expect(await one('Hai? {~%50%a ~%50%b ~%-100%c}')).toMatchObject({ kind: 'multiple' });
    expect(await one('Đúng {F#sai rồi#đúng rồi}')).toMatchObject({
      ...{ kind: 'true_false', answer: false, feedback_wrong: 'sai rồi', feedback_right: 'đúng rồi' },
    });
    expect(await one('Nối. {=a -> 1 =b -> 2 = -> 3}')).toMatchObject({
      ...{
        kind: 'matching',
        others: ['3'],
        pairs: [
          { left: 'a', right: '1' },
          { left: 'b', right: '2' },
        ],
      },
    });
    expect(await one('// [tag:ordering]\nXếp {=2 -> sau =1 -> trước}')).toMatchObject({ items: ['trước', 'sau'] });
    expect(await one('// [tag:ordering]\nXếp {=sau -> 2 =trước -> 1}')).toMatchObject({ items: ['trước', 'sau'] });
    expect(await one('Pi {#3.14:0.01}')).toMatchObject({ answers: [{ value: 3.14, tolerance: 0.01, weight: 100 }] });
    expect(await one('Pi {#3,14:0,01}')).toMatchObject({ answers: [{ value: 3.14, tolerance: 0.01 }] });
    expect(await one('Số {#=0.1..0.2#đúng: gần =%50%1:5}')).toMatchObject({
      answers: [
        { value: 0.15, tolerance: 0.05, feedback: 'đúng: gần' },
        { value: 1, tolerance: 5, weight: 50 },
      ],
    });
    expect(await one('Viết {}')).toMatchObject({ kind: 'essay', guide: '' });
    expect(await one('Ai {=A =%50%B}')).toMatchObject({ kind: 'short', answers: [{ weight: 100 }, { weight: 50 }] });
    expect(await one('Từ {=13 ~15} tuổi: được.')).toMatchObject({ kind: 'single', text: 'Từ _____ tuổi: được.' });
  });

  it('takes signs for text where they cannot mean anything', async () => {
    const text = await one('::Bài 1: luật:: Xem https://vbpl.vn/?a=1#d lúc 13:30 ~ {=lúc 14:00 ~không: a->b}');
    expect(text).toMatchObject({
      ...{ title: 'Bài 1: luật', text: 'Xem https://vbpl.vn/?a=1#d lúc 13:30 ~' },
      choices: [{ text: 'lúc 14:00' }, { text: 'không: a->b' }],
    });
  });

  it('turns HTML into Markdown, and refuses what would be lost', async () => {
    const html = '[html]<p>Trẻ em <b>dưới 16</b> &amp; <em>tuổi</em></p><ul><li>một</li><li>2 * 3</li></ul> {=a ~b}';
    expect(await one(html)).toMatchObject({
      text: 'Trẻ em **dưới 16** \\& *tuổi*\n\n- một\n- 2 \\* 3',
    });
    expect(await faultsIn('x {=a ~b}\n\n[html]<img src\\="a.png"> {=a ~b}')).toEqual(['gift.html 3:']);
    expect(await one('[plain]5 * 3 [a] {=a ~b}')).toMatchObject({ text: '5 \\* 3 \\[a\\]' });
  });

  it('says of each bad question where it is, and takes the good ones', async () => {
    const file = [
      ...['// đầu tệp', '', 'Tốt {=a ~b}', '', 'Thiếu ngoặc {=a', '~b', '', 'Chỉ là lời dẫn', ''],
      ...['Trọng số {=%500%a ~b}', '', '// [id:x y]', 'Mã sai {=a ~b}', '', 'Tốt {=a ~b}', '', 'Một {=a ~a}', ''],
      ...['// [id:q1]', '::T:: Tốt nữa {T}', '', 'Hai ngoặc {=a ~b} và {=c}', '', 'Không có số {#=abc}'],
    ].join('\n');
    const { questions } = await readGift(file);
    expect(questions.map(({ line, question }) => [line, question.text])).toEqual([
      [3, 'Tốt'],
      [20, 'Tốt nữa'],
    ]);
    expect(await faultsIn(file)).toEqual([
      ...['gift.ends 6:3', 'gift.description 8:', 'gift.weight 10:13', 'question.ref 13:', 'gift.twice 15:'],
      ...['question.same 17:', 'gift.sign 22:22', 'gift.sign 24:16'],
    ]);
  });

  it('takes weights as they stand, and points to what is all right once everything is ticked', async () => {
    const { questions, warnings, faults } = await readGift(
      ['Một {~%50%a ~%50%b ~%-100%c}', '', 'Hai {', '~%50%a ~%50%b ~c}', '', 'Ba {=a ~b}'].join('\n'),
    );
    expect([questions.length, faults.length]).toEqual([3, 0]);
    expect(warnings).toEqual([{ line: 3, key: 'all_ticked', params: {} }]);
    expect(questions[1]?.question).toMatchObject({ choices: [{ weight: 50 }, { weight: 50 }, { weight: 0 }] });
  });

  it('reads a point as GIFT does, and points to numbers that look like thousands', async () => {
    const file = [
      ...[
        '::15.000:: Một {#15.000}',
        '',
        'Hai {#1.5:0.125}',
        '',
        'Ba {#=%33.333%2.500..3.125#1.234: gần =20:1,250}',
        '',
      ],
      ...['Bốn {#0.125#1.234 là sai} trong 2.000 năm', '', 'Năm {=15.000 ~2.000}'],
    ].join('\n');
    const { questions, warnings } = await readGift(file);
    expect(questions[0]?.question).toMatchObject({ answers: [{ value: 15 }] });
    expect(warnings.map(({ line, key, params }) => [line, key, ...Object.values(params)])).toEqual([
      [1, 'either_number', '15.000', '15', '15000'],
      [5, 'either_number', '2.500', '2.5', '2500'],
      [5, 'either_number', '3.125', '3.1250', '3125'],
      [5, 'either_number', '1.250', '1.25', '1250'],
    ]);
  });

  it('gives the bad ones back as a file that can be mended', async () => {
    const file = '$CATEGORY: Luật\n\n// [id:q1]\nHỏng {=a ~b\n\nTốt {=a ~b}\n';
    const { faults } = await readGift(file);
    const mended = faultyGift(faults, ({ line }) => `dòng ${line}\n[id:z]`).replace('~b', '~b}');
    expect((await readGift(mended)).questions).toMatchObject([
      { topic: 'Luật', question: { ref: 'q1', text: 'Hỏng' } },
    ]);
  });

  it('knows a question without a name by what it says', async () => {
    const [first, again, other] = await Promise.all([one('A {=a ~b}'), one('\n\nA  {=a\n~b}'), one('B {=a ~b}')]);
    expect(again?.ref).toBe(first?.ref);
    expect(other?.ref).not.toBe(first?.ref);
  });

  it('refuses files that are too large or no text', async () => {
    await expect(readGift('x'.repeat(GIFT_LIMITS.bytes + 1))).rejects.toMatchObject({ key: 'gift.too_large' });
    await expect(readGift('x {}\n\n'.repeat(10_001))).rejects.toMatchObject({ key: 'gift.too_many' });
    expect(() => giftText(Buffer.from([0x61, 0xff]))).toThrow(
      expect.objectContaining({ key: 'gift.not_utf8' }) as Error,
    );
  });

  it('never fails over a file, whatever is in it', async () => {
    const pieces = fc.array(
      fc.oneof(nastyText, fc.constantFrom('{', '}', '=', '~', '#', '\n\n', '::', '// [id:', '$CATEGORY:')),
    );
    await fc.assert(
      fc.asyncProperty(pieces, async (list) => {
        const file = list.join('');
        const { questions, faults } = await readGift(file);
        const last = file.split('\n').length;
        for (const { line } of [...questions, ...faults]) expect(line > 0 && line <= last).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});
