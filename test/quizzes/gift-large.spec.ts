import { GIFT_LIMITS, readGift } from '#src/quizzes/gift-reader.js';
import { cpuTime } from '../support/cpu-time.js';

/** A question as it is met: four choices, each with a word about it. */
function question(number: number): string {
  return `// [id:q-${number}]\n::Câu ${number}:: Việc nào trẻ em dưới 13 tuổi được làm, lúc 8:00?{\n${[
    '=',
    '~',
    '~',
    '~%-50%',
  ]
    .map((sign, index) => `\t${sign}Phương án ${index} của câu ${number}#Điều 145, khoản ${index}`)
    .join('\n')}\n\t####Bộ luật Lao động 2019\n}\n`;
}

const HOSTILE: [string, string][] = [
  ['open braces', '{'.repeat(50_000)],
  ['signs of a choice', `x {${'~'.repeat(50_000)}`],
  ['choices without an end', `x {${'~a'.repeat(25_000)}`],
  ['pairs without an end', `x {${'=a->b'.repeat(10_000)}`],
  ['arrows', `x {=${'->'.repeat(25_000)}}`],
  ['remarks', `x {=a${'#'.repeat(50_000)}}`],
  ['colons', `::${':'.repeat(50_000)}{}`],
  ['backslashes', `x${'\\'.repeat(50_000)}{}`],
  ['per cents', `x {=${'%'.repeat(50_000)}}`],
  ['digits', `x {#${'1'.repeat(50_000)}}`],
  ['ranges', `x {#${'=1..2'.repeat(10_000)}}`],
  ['blanks', `x${' \t'.repeat(25_000)}{=a${' '.repeat(9000)}~b}`],
  ['lines', `x${'\n a'.repeat(15_000)}{=a ~b}`],
  ['names that never end', `// ${'[id:'.repeat(12_000)}\n// ${'[tag:'.repeat(10_000)}\nx {}`],
  ['tags of HTML', `[html]${'<'.repeat(50_000)}{}`],
  ['paragraphs of HTML', `[html]${'<p>'.repeat(16_000)}{}`],
  ['entities', `[html]${'&amp;'.repeat(9000)}{}`],
  ['a category', `$CATEGORY: ${'$a$/'.repeat(12_000)}\n\nx {}`],
];

describe('a large file of GIFT', () => {
  it('of 5,000 questions is read while others have their turn', async () => {
    const file = Array.from({ length: 5000 }, (_, index) => question(index)).join('\n');
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    const begun = cpuTime();
    const { questions, faults } = await readGift(file);
    const took = cpuTime() - begun;
    clearInterval(timer);
    expect([questions.length, faults.length]).toEqual([5000, 0]);
    expect(questions[4999]).toMatchObject({ line: 4999 * 9 + 2, question: { kind: 'single', title: 'Câu 4999' } });
    expect(turns).toBeGreaterThan(50);
    expect(took).toBeLessThan(20_000);
  });

  it('of blank lines, or of comments, is soon read', async () => {
    const begun = cpuTime();
    await readGift('\n'.repeat(GIFT_LIMITS.bytes));
    await readGift('// [id:x]\n'.repeat(GIFT_LIMITS.bytes / 10));
    expect(cpuTime() - begun).toBeLessThan(5000);
  });

  it.each(HOSTILE)('made to take long is soon done with: %s', async (_, file) => {
    const begun = cpuTime();
    const { questions, faults } = await readGift(file);
    expect(questions.length + faults.length).toBe(1);
    expect(cpuTime() - begun).toBeLessThan(3000);
  });
});
