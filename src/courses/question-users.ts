import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { BankQuestions } from '../quizzes/bank-questions.js';
import type { AskFinder, LeavingQuestion, QuestionUse } from '../quizzes/question-uses.js';
import type { Quiz } from '../quizzes/quiz.js';
import { paths } from '../web/paths.js';
import type { LessonBody } from './course-content.js';

interface QuizRow {
  code: string;
  course: string;
  number: number;
  lesson_key: string;
  title: string;
  body: string;
}

type QuizLesson = Omit<QuizRow, 'body'> & { quiz: Quiz };

/** Finds the lessons that need a question: of every version, as somebody may still learn from an old one. */
@Injectable()
export class QuestionUsers {
  constructor(
    private readonly database: Database,
    private readonly questions: BankQuestions,
  ) {}

  /** Each lesson once, in the newest version that needs the question. */
  async of(leaving: LeavingQuestion): Promise<QuestionUse[]> {
    const lessons = await this.lessons(leaving.plan_id);
    const offered = await this.questions.offered(leaving.plan_id);
    const ofTopic = offered.filter(({ topic }) => topic === leaving.topic).map(({ ref }) => ref);
    const others = new Set(ofTopic.filter((ref) => ref !== leaving.ref));
    return usesIn(lessons.filter(({ quiz }) => needs(quiz, leaving, others)));
  }

  /** Likewise the lessons that ask each question, by name or as one of its topic. */
  async asking(...[planId, questions]: Parameters<AskFinder>): Promise<Map<string, QuestionUse[]>> {
    const lessons = await this.lessons(planId);
    const asks = ({ items }: Quiz, { ref, topic }: (typeof questions)[number]): boolean =>
      items.some((item) => ('question' in item ? item.question === ref : item.topic === topic));
    return new Map(questions.map((each) => [each.ref, usesIn(lessons.filter(({ quiz }) => asks(quiz, each)))]));
  }

  /** The newest version of each course first. */
  private async lessons(planId: number): Promise<QuizLesson[]> {
    const rows = await this.database.rows<QuizRow>(
      `SELECT a.code, a.title AS course, v.number, l.lesson_key, l.title, l.body FROM activities a
       JOIN course_versions v ON v.activity_id = a.id JOIN course_lessons l ON l.version_id = v.id
       WHERE a.plan_id = ? AND l.kind = 'quiz' ORDER BY a.id, v.number DESC, l.id`,
      [planId],
    );
    return rows.flatMap(({ body, ...lesson }) => {
      const read = JSON.parse(body) as LessonBody;
      return read.kind === 'quiz' ? [{ ...lesson, quiz: read.quiz }] : [];
    });
  }
}

function usesIn(lessons: readonly QuizLesson[]): QuestionUse[] {
  const seen = new Set<string>();
  return lessons
    .filter(({ code, lesson_key }) => !seen.has(`${code} ${lesson_key}`) && seen.add(`${code} ${lesson_key}`))
    .map(({ code, course, number, lesson_key, title }) => ({
      title: `${course}: ${title}`,
      href: paths.courseVersionLesson(code, number, lesson_key),
    }));
}

/** A quiz needs it that asks it, or that draws more of its topic than would be left beside those that it asks anyhow. */
function needs({ items }: Quiz, { ref, topic, left }: LeavingQuestion, others: ReadonlySet<string>): boolean {
  const asked = items.flatMap((item) => ('question' in item ? item.question : []));
  const drawn = items.reduce((sum, item) => sum + ('draw' in item && item.topic === topic ? item.draw : 0), 0);
  const free = left - new Set(asked.filter((each) => others.has(each))).size;
  return (drawn > 0 && drawn > free) || (ref !== null && asked.includes(ref));
}
