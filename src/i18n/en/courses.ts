import type { Messages } from '../messages.js';

/** Online courses: writing them, publishing, the files in them. */
export const courses: Messages = {
  'events.course.edited': 'Draft of the course changed',
  'events.course.published': 'Version of the course published',
  'events.course.draft_made': 'Draft of the course made',
  'events.course.draft_discarded': 'Draft of the course discarded',
  'events.course.draft_replaced': 'Draft of the course replaced from a file',

  'errors.courses.no_lesson': 'There is no such lesson in the draft.',
  'errors.courses.no_section': 'There is no such section in the draft.',
  'errors.courses.too_many_sections': 'A course has at most {most} sections.',
  'errors.courses.too_many_lessons': 'A course has at most {most} lessons.',
  'errors.courses.section_has_lessons':
    'This section still has {count} {count|lesson|lessons}. Move them to another section or remove them one by one first.',
  'errors.courses.lesson_too_long':
    'The lesson “{title}” is longer than {most} thousand bytes. Divide it into several.',
  'errors.courses.not_ready': 'Version {number} cannot be published yet. The page of the course says what to mend.',
  'errors.courses.only_draft':
    'The course has never been published, so its draft cannot be discarded. Remove single lessons instead.',
};
