import type { Holder } from '../quizzes/attempts.store.js';
import type { LearnerCourse } from './learner-courses.js';
import type { Learner } from './learner-door.js';

/** Whose progress in which course: the enrolments of all records of the person, the one that is written to first. */
export interface Whose {
  enrolments: readonly number[];
  activity_id: number;
}

/** Whose progress it is: what is written goes to the enrolment that was begun first. */
export function whoseOf({ activity, enrolment, enrolments }: LearnerCourse): Whose {
  const others = enrolments.filter((id) => id !== enrolment.id);
  return { activity_id: activity.id, enrolments: [enrolment.id, ...others] };
}

/** Whose attempts at the quiz of a lesson. */
export function holderOf({ person }: Learner, { activity }: LearnerCourse, lessonKey: string): Holder {
  return { activity_id: activity.id, plan_id: activity.plan_id, person_id: person.id, part: lessonKey };
}
