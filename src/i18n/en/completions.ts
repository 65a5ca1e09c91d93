import type { Messages } from '../messages.js';

/** Who completed a course, and who passed the test of a training. */
export const completions: Messages = {
  'imports.kind.completions': 'Course completions',
  'imports.kind.test_results': 'Passed tests',
  'imports.kind_hint.completions': 'who completed which online course, and on which day',
  'imports.kind_hint.test_results': 'who passed the test of a training, and on which day',
  'events.import.completions': 'Course completions imported',
  'events.import.test_results': 'Passed tests imported',
  'events.completion.recorded': 'A course was completed',
  'events.completion.withdrawn': 'The completion of a course was taken back',
  'events.test.passed': 'A test was passed',
  'events.test.withdrawn': 'A passed test was taken back',
  'events.participation.enrolled': 'People were enrolled in a course',
  'activities.lede_course': '{kind}, {place}. {people} {people|person|people} on the roster.',
  'activities.column.completed': 'Completed it',
  'activities.completed_on': 'Completed on {day}',
  'activities.not_completed': 'Not completed yet',
  'activities.sum_lacks_test':
    '{satisfied} {satisfied|session|sessions}, needs {needed}; the test is still to be passed',
  'activities.fact.test': 'Test',
  'activities.test_required': 'has to be passed to qualify',
  'activities.test_not_required': 'need not be passed',
  'activities.removal.completion': 'The completion of {day} goes too. It can be undone.',
  'errors.activities.course_has_no_sessions':
    '{code} is an online course: it has no sessions, attendance or headcounts; write to completions.csv',
  'errors.activities.completions_of_course_only':
    '{code} is no online course: trainings and campaigns are recorded by attendance',
  'errors.activities.test_of_training_only': '{code} is no training: only a training has a test',
  'errors.activities.not_a_course': '{code} is no online course.',
  'errors.activities.test_from_attempt':
    'whether they passed the test of {code} follows from what they answered: correct the paper under its test',
  'errors.activities.day_ahead': 'this day has not come yet',
  'errors.activities.not_enrolled': 'This person is not on the roster of the activity.',
  'errors.activities.completed_stays':
    'Somebody completed the course and cannot be taken off the roster. Take the completion back first.',
  'errors.activities.completion_for_another':
    '{ref} is on the roster for another organisation; leave this column empty, or correct it in participations.csv',
  'errors.activities.completion_without_place':
    'on {date} the place {unit} of this person cannot be found; check the date, or write the right place in participations.csv',
  'errors.activities.completion_ambiguous':
    'on {date} people of {unit} may belong to several places: {candidates}. Write the right one in participations.csv',
  'errors.activities.kind_has_sessions': '{code} has sessions and cannot become an online course',
  'errors.activities.kind_has_completions': 'somebody completed {code}: it has to stay an online course',
  'errors.activities.kind_has_tests': 'somebody passed the test of {code}: it has to stay a training',
  'certificate_paper.completed_course': 'has completed the online course',
  'certificates.completed_course': '{date}, online',
  'certificates.fact.course': 'Online course',
  'signatures.credential.description_course': 'Completed the online course “{title}”.',
  'signatures.credential.criteria_course': 'Completed the online course.',
  'mine.courses': 'Online courses',
  'mine.standing.lacks_test':
    'Attended {satisfied} {satisfied|session|sessions}, {needed} needed; the test is still to be passed.',
};
