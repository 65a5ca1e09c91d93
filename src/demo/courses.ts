import { fileURLToPath } from 'node:url';
import type { CourseContent, Lesson } from '../courses/course-content.js';
import type { EssayQuestion } from '../quizzes/question.js';
import { TRAINERS } from './accounts.js';

/** An online course of the demonstration: one of those that come with the product, given to the whole district. */
export interface DemoCourse {
  code: string;
  /** The day its first version is published. */
  published: string;
  trainer: string;
}

/** For teachers and parents, and for employers. */
export const COURSES = {
  schools: { code: 'LDTE-GV', published: '2025-09-08', trainer: TRAINERS.district },
  employers: { code: 'LDTE-DN', published: '2025-09-29', trainer: TRAINERS.district },
} as const satisfies Record<string, DemoCourse>;

/** Folder of a course that comes with the product (docs/course-files.md). */
export function courseFolder(code: string): string {
  return fileURLToPath(new URL(`../../demo/courses/${code}`, import.meta.url));
}

const QUESTION: EssayQuestion = {
  kind: 'essay',
  ref: 'gv-tinh-huong',
  title: 'Vắng vào ngày chợ phiên',
  text: 'Một học sinh lớp 7 của anh chị vắng ba ngày chợ phiên liền; các bạn kể em đi bốc hàng thuê. Trong tuần tới anh chị sẽ làm những gì, với ai?',
  feedback: '',
  guide: 'Đủ bốn ý, mỗi ý một điểm: gặp riêng em; đến nhà cùng trưởng bản; báo 111 hoặc Ủy ban nhân dân xã; theo dõi việc đi học.',
};

const LESSON: Lesson = {
  key: 'bai-tap-tinh-huong',
  title: 'Bài tập tình huống',
  is_optional: false,
  rule: { kind: 'score', percent: 50 },
  body: {
    kind: 'quiz',
    markdown: 'Viết ba đến năm câu. Tập huấn viên đọc và chấm trong hai tuần.',
    quiz: {
      ...{ items: [{ question: QUESTION.ref, points: 4 }], pass_mark: 50, attempts: 2, minutes: null },
      ...{ shuffle_questions: false, shuffle_answers: false, review: 'attempt' },
    },
  },
};

/** What the trainers of the district add to the course for schools in its second version: something to be written and marked. */
export const EXERCISE = {
  course: COURSES.schools.code,
  added: '2025-10-10',
  note: 'Thêm bài tập tình huống, tập huấn viên chấm',
  topic: 'Tình huống (hư cấu)',
  question: QUESTION,
  lesson: LESSON,
} as const;

/** What a course teaches once the exercise stands at the end of its last section. */
export function withExercise({ sections }: CourseContent): CourseContent {
  const last = sections.length - 1;
  return {
    sections: sections.map((section, at) =>
      at === last ? { ...section, lessons: [...section.lessons, EXERCISE.lesson] } : section,
    ),
  };
}
