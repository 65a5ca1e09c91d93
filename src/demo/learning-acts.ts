import type { Lesson, CourseContent } from '../courses/course-content.js';
import { lessonsOf } from '../courses/outline.js';
import { addDays } from '../web/day.js';
import { EXERCISE, withExercise } from './courses.js';
import type { LearnerStory } from './learners.js';
import type { Random } from './random.js';

/** Something that happens in an online course, at an instant. */
export type LearningAct = { at: string; course: string } & (
  | { kind: 'enrolment'; stories: readonly LearnerStory[] }
  | { kind: 'lesson'; story: LearnerStory; lesson: Lesson }
  | { kind: 'attempt'; story: LearnerStory; lesson: Lesson; minutes: number; skill: number }
  | { kind: 'exercise' }
  /** The trainer marks what waits. */
  | { kind: 'marking' }
);

/** Days on which the trainer marked: what was written after the last of them waits. */
const MARKING_DAYS = ['2025-10-31', '2025-11-14', '2025-11-28'] as const;

/** What somebody learns between two tries, in skill. */
const LEARNT_FROM_FAILING = 0.7;

/** An instant: a day in Viet Nam and the minutes since its midnight. */
export function instantOf(day: string, minutes: number): string {
  return new Date(Date.parse(`${day}T00:00:00+07:00`) + minutes * 60_000).toISOString();
}

/**
 * Everything that happens in the courses, in the order of time.
 * @param contents what the first version of each course teaches @param now nothing happens after it
 */
export function learningActs(
  stories: readonly LearnerStory[],
  contents: ReadonlyMap<string, CourseContent>,
  { random, now }: { random: Random; now: string },
): LearningAct[] {
  const cohorts = Map.groupBy(stories, ({ course, enrolled, way, due }) => [course, enrolled, way, due].join());
  const enrolments = [...cohorts.values()].map((own): LearningAct => {
    const [{ course, enrolled }] = own as [LearnerStory];
    return { kind: 'enrolment', at: instantOf(enrolled, 9 * 60), course, stories: own };
  });
  const own = stories.flatMap((story) => actsOf(story, contents, random));
  const staff: LearningAct[] = [
    { kind: 'exercise', at: instantOf(EXERCISE.added, 15 * 60), course: EXERCISE.course },
    ...MARKING_DAYS.map((day): LearningAct => ({ kind: 'marking', at: instantOf(day, 16 * 60), course: EXERCISE.course })),
  ];
  const acts = [...enrolments, ...own, ...staff].filter(({ at }) => at < now);
  return acts.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** What somebody does, in the evenings: a few lessons each time, some days apart. */
function actsOf(story: LearnerStory, contents: ReadonlyMap<string, CourseContent>, random: Random): LearningAct[] {
  const acts: LearningAct[] = [];
  const { course, begins } = story;
  if (begins === null) return acts;
  const evenings = new Evenings(begins, random);
  for (const lesson of lessonsTaken(story, contents, random)) {
    if (lesson.body.kind !== 'quiz') {
      acts.push({ kind: 'lesson', at: evenings.next(random.between(4, 11)), course, story, lesson });
      continue;
    }
    for (let tried = 0; tried < story.tries; tried += 1) {
      const minutes = random.between(7, 19);
      const skill = story.skill + tried * LEARNT_FROM_FAILING;
      acts.push({ kind: 'attempt', at: evenings.next(minutes), course, story, lesson, minutes, skill });
      evenings.rest();
    }
  }
  return acts;
}

/** The lessons of the version that was the newest when they began, as far as they get; what is optional some leave out. */
function lessonsTaken(
  { course, begins, stops }: LearnerStory,
  contents: ReadonlyMap<string, CourseContent>,
  random: Random,
): Lesson[] {
  const first = contents.get(course) ?? { sections: [] };
  const isSecond = course === EXERCISE.course && (begins ?? '') > EXERCISE.added;
  const lessons = lessonsOf(isSecond ? withExercise(first) : first);
  return lessons.slice(0, stops ?? lessons.length).filter(({ is_optional }) => !is_optional || random.chance(0.5));
}

/** The time that somebody has for learning. */
class Evenings {
  private minutes: number;
  private left: number;

  constructor(
    private day: string,
    private readonly random: Random,
  ) {
    this.minutes = this.begin();
    this.left = random.between(2, 4);
  }

  /** When something that takes so long begins. */
  next(minutes: number): string {
    if (this.left === 0) this.rest();
    this.left -= 1;
    const at = instantOf(this.day, this.minutes);
    this.minutes += minutes + 1;
    return at;
  }

  /** Goes on another day. */
  rest(): void {
    this.day = addDays(this.day, this.random.between(1, 4));
    this.minutes = this.begin();
    this.left = this.random.between(2, 4);
  }

  private begin(): number {
    return this.random.between(18 * 60 + 30, 20 * 60);
  }
}
