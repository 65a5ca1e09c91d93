import type { Answer } from '../quizzes/answers.js';
import { rightsOf } from '../quizzes/presentation.js';
import type { Choice, Question } from '../quizzes/question.js';
import type { Random } from './random.js';

/**
 * How hard a question is, on the scale on which people have their skill (0: as most come, 1: as most go): where the two are
 * equal every second person knows it.
 */
const DIFFICULTY: Readonly<Record<string, number>> = {
  ...{ 'gv-01': 0.1, 'gv-02': -0.4, 'gv-03': 0, 'gv-04': -1.3, 'gv-05': 0.5, 'gv-06': 0.3 },
  ...{ 'gv-07': -1, 'gv-08': -0.7, 'gv-09': 0.8, 'gv-10': 0.2 },
  ...{ 'dn-01': 0.1, 'dn-02': -0.4, 'dn-03': -0.5, 'dn-04': 0.8, 'dn-05': 0.6, 'dn-06': 0.2 },
  ...{ 'dn-07': 0.9, 'dn-08': 0.4, 'dn-09': 0.7, 'dn-10': -0.6 },
};

/** How well a question tells people apart; the usual one where nothing is said. Of `gv-02` even those who know are unsure. */
const SHARPNESS: Readonly<Record<string, number>> = { 'gv-02': 0.05 };
const USUAL_SHARPNESS = 1.7;

/** What is written where somebody does not know it. */
const MISTAKEN: Readonly<Record<string, readonly string[]>> = {
  'gv-06': ['8', '8', '6', '5'],
  'gv-08': ['113', '113', '115', '18001567'],
  'dn-02': ['16', '16', '15'],
  'dn-07': ['12', '12', '3'],
  'dn-08': ['hợp đồng lao động', 'danh sách lương', 'giấy khám sức khỏe'],
};

/** What people write of the exercise, from the least to the most, with the points (of four) and the remark of the trainer. */
export const WRITTEN = [
  { text: 'Tôi sẽ nhắc em đi học đều và báo với gia đình.', points: 1, remark: 'Chưa gặp riêng em, chưa báo nơi tiếp nhận. Mời viết lại.' },
  { text: 'Tôi gặp riêng em để hỏi lý do, sau đó gọi điện cho bố mẹ em, nhắc gia đình không cho em đi làm thuê.', points: 2, remark: 'Nên đến nhà cùng trưởng bản, và nhớ số 111.' },
  { text: 'Tôi gặp riêng em hỏi nhẹ nhàng, rồi cùng trưởng bản đến nhà. Nếu em vẫn phải đi bốc hàng thì tôi báo Ủy ban nhân dân xã.', points: 3, remark: 'Tốt. Cần ghi thêm cách theo dõi việc đi học sau đó.' },
  { text: 'Tôi ghi lại các ngày vắng, gặp riêng em, trong tuần đến nhà cùng trưởng bản và hội phụ nữ. Nếu việc chưa dừng tôi báo 111 hoặc xã, rồi theo dõi em đi học từng tuần.', points: 4, remark: 'Đủ các bước.' },
] as const;

/** The chance that somebody of a skill knows a question. */
export function chanceOf(ref: string, skill: number): number {
  const sharpness = SHARPNESS[ref] ?? USUAL_SHARPNESS;
  return 1 / (1 + Math.exp(-sharpness * (skill - (DIFFICULTY[ref] ?? 0))));
}

/** What somebody of a skill answers; who does not know it errs as people err, and some leave it empty (null). */
export function answerOf(question: Question, skill: number, random: Random): Answer | null {
  if (question.kind === 'essay') return { kind: 'essay', text: written(skill, random) };
  if (random.chance(chanceOf(question.ref, skill))) return rightAnswer(question);
  return random.chance(0.04) ? null : wrongAnswer(question, random);
}

type Marked = Exclude<Question, { kind: 'essay' }>;

function rightAnswer(question: Marked): Answer {
  switch (question.kind) {
    case 'single':
      return { kind: 'single', choice: heaviest(question.choices) };
    case 'multiple':
      return { kind: 'multiple', choices: places(question.choices, ({ weight }) => weight > 0) };
    case 'true_false':
      return { kind: 'true_false', value: question.answer };
    case 'matching': {
      const rights = rightsOf(question);
      return { kind: 'matching', rights: question.pairs.map(({ right }) => rights.indexOf(right)) };
    }
    case 'ordering':
      return { kind: 'ordering', places: question.items.map((_, at) => at) };
    case 'short':
      return { kind: 'short', text: question.answers[heaviest(question.answers)]?.text ?? '' };
    case 'numerical':
      return { kind: 'numerical', text: String(question.answers[0]?.value ?? 0) };
  }
}

function wrongAnswer(question: Marked, random: Random): Answer {
  switch (question.kind) {
    case 'single':
      return { kind: 'single', choice: distractor(question.choices, random) };
    case 'multiple':
      return { kind: 'multiple', choices: someOf(question.choices, random) };
    case 'true_false':
      // A guess is right every other time; some are misled.
      return { kind: 'true_false', value: random.chance(0.35) ? question.answer : !question.answer };
    case 'matching': {
      const right = rightAnswer(question) as Extract<Answer, { kind: 'matching' }>;
      return { kind: 'matching', rights: twoSwapped(right.rights, random) };
    }
    case 'ordering': {
      const right = rightAnswer(question) as Extract<Answer, { kind: 'ordering' }>;
      return { kind: 'ordering', places: twoSwapped(right.places, random) };
    }
    case 'short':
    case 'numerical':
      return { kind: question.kind, text: random.pick(MISTAKEN[question.ref] ?? ['0']) };
  }
}

/** The wrong ones in the order in which their author thought of them, the first the most tempting. */
function distractor(choices: readonly Choice[], random: Random): number {
  const wrong = places(choices, ({ weight }) => weight < 100);
  return wrong.find(() => random.chance(0.55)) ?? wrong[0] ?? 0;
}

/** One that is right is missing, or one that is wrong is among them, or both. */
function someOf(choices: readonly Choice[], random: Random): number[] {
  const right = places(choices, ({ weight }) => weight > 0);
  const wrong = places(choices, ({ weight }) => weight <= 0);
  const forgotten = random.chance(0.6) ? random.pick(right) : null;
  const kept = right.filter((at) => at !== forgotten);
  const strayed = kept.length === right.length || random.chance(0.3) ? [random.pick(wrong)] : [];
  return [...(kept.length === 0 ? right.slice(0, 1) : kept), ...strayed].sort((a, b) => a - b);
}

function twoSwapped<T>(list: readonly T[], random: Random): T[] {
  const at = random.between(0, list.length - 2);
  return list.map((each, n) => (n === at ? list[at + 1] : n === at + 1 ? list[at] : each) ?? each);
}

function written(skill: number, random: Random): string {
  const about = Math.round(skill + 1.3 + random.between(-1, 1) * 0.6);
  return (WRITTEN[Math.min(WRITTEN.length - 1, Math.max(0, about))] ?? WRITTEN[0]).text;
}

function heaviest(choices: readonly Pick<Choice, 'weight'>[]): number {
  return choices.reduce((best, { weight }, at) => (weight > (choices[best]?.weight ?? 0) ? at : best), 0);
}

function places(choices: readonly Choice[], fits: (choice: Choice) => boolean): number[] {
  return choices.flatMap((choice, at) => (fits(choice) ? [at] : []));
}
