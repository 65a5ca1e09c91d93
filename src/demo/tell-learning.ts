import { nowIso, today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { CourseLife } from './course-life.js';
import { DEMO_SEED } from './generate.js';
import { learnersOf } from './learners.js';
import { learningActs } from './learning-acts.js';
import { Random } from './random.js';
import { type Parts, Register } from './register.js';
import type { DemoFiles } from './rows.js';
import { TestLife } from './test-life.js';
import { schoolTraining, testTakers } from './test-takers.js';

/**
 * Tells what the files of the district cannot carry: its online courses with those who learn there, and a training with a test
 * before and after. Inside the transaction that loads the files, after they are there.
 * @returns the id of the person as whom visitors can learn
 */
export async function tellLearning(parts: Parts, files: DemoFiles): Promise<number> {
  const register = await Register.read(parts(Database));
  const random = new Random(DEMO_SEED);
  const { stories, guest } = learnersOf(files, random.fork('learners'), today());
  const courses = new CourseLife(parts, register, random.fork('answers'));
  const contents = await courses.publish();
  await courses.tell(learningActs(stories, contents, { random: random.fork('evenings'), now: nowIso() }));
  const code = schoolTraining(files);
  const test = new TestLife(parts, register, random.fork('test'));
  await test.tell(code, testTakers(files, random.fork('takers')));
  return register.person(guest);
}
