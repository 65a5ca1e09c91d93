import type { Moment } from '../knowledge/moments.js';
import type { PaperCounts, SurveyAnswers, SurveyQuestions } from '../knowledge/survey.js';
import { VALUES } from '../knowledge/survey.js';
import { COMMUNES } from './communes.js';
import type { Random } from './random.js';
import type { DemoFiles } from './rows.js';
import { SCHOOL_TRAINING } from './school-training.js';

/** How somebody takes the test at a moment. */
interface Taking {
  skill: number;
  by: 'paper' | 'phone';
}

/** Somebody who takes the test of the training: null at a moment at which they were not in the hall. */
export type TestTaker = { person: string } & Record<Moment, Taking | null>;

/** Skill that people of a group bring along, and what the training adds to it. */
const GROUPS: Readonly<Record<string, { comes: number; gains: number }>> = {
  teacher: { comes: 0, gains: 1.4 },
  commune_official: { comes: -0.2, gains: 1 },
  parent: { comes: -0.8, gains: 0.8 },
};

/** What it adds further, or less, by the commune that people live in since the reform. */
const PLACES: Readonly<Record<string, number>> = { '03390': 0.4, '03424': 0.1, '03430': -0.5 };

/** Code of the training in the files. */
export function schoolTraining({ activities }: DemoFiles): string {
  const row = activities.find(({ title }) => title.startsWith(SCHOOL_TRAINING.title));
  if (!row) throw new RangeError('the district has no such training');
  return row.code;
}

/** Who took the test before and after: whoever was in the hall on the first day, and on the last. */
export function testTakers(files: DemoFiles, random: Random): TestTaker[] {
  const code = schoolTraining(files);
  const there = files.attendance.filter(
    ({ activity, status }) => activity === code && (status === 'present' || status === 'late'),
  );
  const came = new Set(there.map(({ session, person }) => `${session} ${person}`));
  const homes = new Map(files.people.map(({ ref, unit }) => [ref, unit.slice(0, 5)]));
  const last = String(SCHOOL_TRAINING.days.length);
  const line = files.participations.filter(({ activity }) => activity === code);
  return line.map(({ person, group }) => {
    const { comes, gains } = GROUPS[group] ?? { comes: 0, gains: 1 };
    const place = COMMUNES.find(({ code: commune }) => commune === homes.get(person))?.successor ?? '';
    const skill = comes + 1.2 * (random.fraction() + random.fraction() - 1);
    const learnt = gains + (PLACES[place] ?? 0) + 0.6 * (random.fraction() - 0.5);
    const by = group !== 'parent' && random.chance(0.3) ? 'phone' : 'paper';
    return {
      person,
      before: came.has(`1 ${person}`) ? { skill, by } : null,
      after: came.has(`${last} ${person}`) ? { skill: skill + learnt, by } : null,
    };
  });
}

/** What people are asked at the end, without their names. */
export const SURVEY: SurveyQuestions = {
  statements: [
    'Nội dung sát với công việc của tôi',
    'Giảng viên trình bày dễ hiểu',
    'Có đủ thời gian để hỏi và thảo luận',
    'Tôi biết phải làm gì khi gặp trẻ em lao động',
  ],
  texts: ['Điều anh chị thấy có ích nhất?', 'Lần sau nên làm khác điều gì?'],
};

/** How willingly each statement was agreed to: the chance of each further step from 1 to 5. */
const AGREED = [0.86, 0.9, 0.62, 0.82] as const;

const USEFUL = [
  'Bảng phân biệt việc nhà và lao động trẻ em',
  'Số 111 và mẫu báo tin của xã',
  'Tình huống em học sinh nghỉ ngày chợ phiên',
  'Biết tuổi nào được làm việc gì',
  'Cách nói chuyện với phụ huynh',
  'Nghe trưởng bản kể cách vận động một gia đình',
  'Được ngồi cùng cán bộ xã và cha mẹ học sinh',
  'Tờ rơi để dán ở lớp',
  'Phần hỏi đáp cuối buổi hai',
] as const;
const OTHERWISE = [
  'Thêm thời gian thảo luận theo nhóm',
  'Có phần phiên dịch tiếng Mông',
  'Nên tổ chức ngoài mùa thu hoạch',
  'Phát tài liệu trước một tuần',
  'Mời thêm trưởng bản',
  'Buổi đầu nên bắt đầu muộn hơn, đường xa',
  'Thêm tình huống ở làng nghề',
] as const;

/** What those who were there thought of it: sheet after sheet. */
export class Opinions {
  private readonly texts: string[][];

  constructor(private readonly random: Random) {
    this.texts = [random.shuffle(USEFUL), random.shuffle(OTHERWISE)];
  }

  /** What one person answers; few write something, and no two the same. */
  next(): SurveyAnswers {
    return {
      statements: AGREED.map((chance) => (this.random.chance(0.05) ? null : this.agreement(chance))),
      texts: this.texts.map((left) => (this.random.chance(0.2) ? (left.pop() ?? '') : '')),
    };
  }

  /** What was counted on the sheets of so many who answered on paper. */
  onPaper(people: number): PaperCounts {
    const sheets = Array.from({ length: people }, () => this.next());
    return {
      people,
      counts: SURVEY.statements.map((_, at) =>
        VALUES.map((value) => sheets.filter(({ statements }) => statements[at] === value).length),
      ),
      texts: SURVEY.texts.map((_, at) => sheets.map(({ texts }) => texts[at] ?? '').filter((text) => text !== '')),
    };
  }

  private agreement(chance: number): number {
    return VALUES[0] + VALUES.slice(1).filter(() => this.random.chance(chance)).length;
  }
}
