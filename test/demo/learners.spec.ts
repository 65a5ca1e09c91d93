import { folderSource } from '../../src/courses/course-source.js';
import { readCourseFolder } from '../../src/courses/course-folder-reader.js';
import type { CourseContent } from '../../src/courses/course-content.js';
import { answerOf, chanceOf } from '../../src/demo/answering.js';
import { courseFolder, COURSES, EXERCISE } from '../../src/demo/courses.js';
import { generateDemo } from '../../src/demo/generate.js';
import { type LearnerStory, learnersOf } from '../../src/demo/learners.js';
import { learningActs } from '../../src/demo/learning-acts.js';
import { Random } from '../../src/demo/random.js';
import { schoolTraining, testTakers } from '../../src/demo/test-takers.js';
import { fits } from '../../src/quizzes/answers.js';
import { mark } from '../../src/quizzes/marking.js';
import type { Question } from '../../src/quizzes/question.js';

const TODAY = '2026-03-10';
const NOW = `${TODAY}T05:00:00.000Z`;
const files = generateDemo();
const questions: Question[] = [EXERCISE.question];
const contents = new Map<string, CourseContent>();

beforeAll(async () => {
  for (const { code } of Object.values(COURSES)) {
    const { course } = await readCourseFolder(await folderSource(courseFolder(code)));
    questions.push(...(course?.questions ?? []).map(({ question }) => question));
    contents.set(code, course?.content ?? { sections: [] });
  }
});

const learners = (seed = 1) => learnersOf(files, new Random(seed), TODAY);
const actsOf = (stories: readonly LearnerStory[], seed = 2) =>
  learningActs(stories, contents, { random: new Random(seed), now: NOW });

describe('how invented people answer', () => {
  it('fits every question of the courses, and the more skill the more is right', () => {
    const shareOf = (skill: number): number => {
      const shares = Array.from({ length: 40 }, (_, seed) =>
        questions.map((question) => {
          const answer = answerOf(question, skill, new Random(seed).fork(question.ref));
          expect(answer === null || fits({ question }, answer)).toBe(true);
          const { share } = mark(question, answer);
          return share === null ? 0 : share.right / share.of;
        }),
      ).flat();
      return shares.reduce((sum, each) => sum + each, 0) / shares.length;
    };
    expect(questions).toHaveLength(21);
    expect(shareOf(-1.5)).toBeLessThan(0.6);
    expect(shareOf(0.5)).toBeGreaterThan(shareOf(-1.5) + 0.1);
    expect(shareOf(2)).toBeGreaterThan(0.85);
  });

  it('tells people apart by all questions but the one that nobody is sure of', () => {
    const told = (ref: string): number => chanceOf(ref, 1.5) - chanceOf(ref, -1.5);
    expect(told('gv-06')).toBeGreaterThan(0.5);
    expect(told('gv-02')).toBeLessThan(0.1);
  });
});

describe('who learns online', () => {
  it('is the same for the same seed and another for another', () => {
    expect(learners()).toEqual(learners());
    expect(learners(5).stories).not.toEqual(learners().stories);
    expect(actsOf(learners().stories)).toEqual(actsOf(learners().stories));
  });

  it('is in each course once, on rosters of that group before, some never seen in a hall and most seen', () => {
    const { stories, guest } = learners();
    expect(stories.length).toBeGreaterThan(100);
    expect(new Set(stories.map(({ course, person }) => `${course} ${person}`)).size).toBe(stories.length);
    const lines = new Set(files.participations.map((p) => `${p.person} ${p.group} ${p.organisation}`));
    const strangers = stories.filter((s) => !lines.has(`${s.person} ${s.group} ${s.organisation ?? ''}`));
    // The trainer learns with the account of the staff, and was on no roster.
    expect(strangers.map(({ way }) => way)).toEqual(['account']);
    const there = new Set(files.attendance.filter((a) => a.status === 'present' || a.status === 'late').map((a) => a.person));
    const unseen = stories.filter(({ person }) => !there.has(person)).length;
    expect(unseen).toBeGreaterThan(10);
    expect(unseen).toBeLessThan(stories.length / 2);
    expect(stories.filter(({ person }) => person === guest)).toMatchObject([{ stops: 4, tries: 0 }]);
  });

  it('comes from every old commune, and for businesses of each kind', () => {
    const { stories } = learners();
    const homes = new Map(files.people.map(({ ref, unit }) => [ref, unit.slice(0, 5)]));
    expect(new Set(stories.map(({ person }) => homes.get(person))).size).toBe(13);
    const groups = new Set(stories.map(({ group }) => group));
    expect([...groups].sort()).toEqual(['cooperative', 'enterprise', 'household', 'parent', 'teacher']);
  });
});

describe('what happens in the courses', () => {
  it('happens in the order of time, after the enrolment, and not after now', () => {
    const { stories } = learners();
    const acts = actsOf(stories);
    expect(acts.map(({ at }) => at)).toEqual(acts.map(({ at }) => at).sort());
    expect(acts.every(({ at }) => at < NOW)).toBe(true);
    const enrolled = new Set<LearnerStory>();
    for (const act of acts) {
      if (act.kind === 'enrolment') act.stories.forEach((story) => enrolled.add(story));
      if (act.kind === 'lesson' || act.kind === 'attempt') expect(enrolled.has(act.story)).toBe(true);
    }
    expect(enrolled.size).toBe(stories.length);
  });

  it('gives the exercise to whoever begins once it is there, and to nobody before', () => {
    const acts = actsOf(learners().stories);
    const written = acts.flatMap((act) => (act.kind === 'attempt' && act.lesson.key === EXERCISE.lesson.key ? [act.story] : []));
    expect(written.length).toBeGreaterThan(10);
    expect(written.filter(({ begins }) => (begins ?? '') <= EXERCISE.added)).toEqual([]);
  });
});

describe('who takes the test of the training', () => {
  it('was in its hall that day, by paper or by telephone, and most stay to the end', () => {
    const takers = testTakers(files, new Random(3));
    const code = schoolTraining(files);
    expect(takers).toHaveLength(files.participations.filter(({ activity }) => activity === code).length);
    expect(new Set(takers.map(({ person }) => person)).size).toBe(takers.length);
    const both = takers.filter(({ before, after }) => before !== null && after !== null);
    expect(both.length).toBeGreaterThan(50);
    expect(both.length).toBeLessThan(takers.length);
    expect(new Set(both.map(({ before }) => before?.by))).toEqual(new Set(['paper', 'phone']));
    expect(both.every(({ before, after }) => (after?.skill ?? 0) > (before?.skill ?? 0))).toBe(true);
  });
});
