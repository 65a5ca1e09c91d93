import type { Messages } from '../messages.js';

/** Courses as files: a sentence for each fault. */
export const courseFiles: Messages = {
  'courses.file_fault.no_course': 'There is no course.yml',
  'courses.file_fault.too_large': 'The file is larger than {most} KB',
  'courses.file_fault.no_text': 'This cannot be read: it must be text in UTF-8 of at most {most} KB',
  'courses.file_fault.yaml': 'This is no YAML 1.2 ({why})',
  'courses.file_fault.too_deep': 'Too many levels in one another',
  'courses.file_fault.alias': 'No aliases (*name) here',
  'courses.file_fault.anchor': 'No anchors (&name) here',
  'courses.file_fault.tag': 'No YAML tags here: write the value alone',
  'courses.file_fault.not_map': 'Here must be pairs of "key: value"',
  'courses.file_fault.not_list': 'Here must be a list',
  'courses.file_fault.not_text': 'Here must be a text that is not empty',
  'courses.file_fault.not_whole': 'Here must be a whole number from {least} to {most}',
  'courses.file_fault.not_flag': 'Here must be true or false',
  'courses.file_fault.unknown_key': 'There is no key {name} at this place',
  'courses.file_fault.missing': 'The key {name} is missing',
  'courses.file_fault.too_long': 'Longer than {most} characters',
  'courses.file_fault.one_line': 'One line only, without control characters',
  'courses.file_fault.format': 'This program reads format {format}',
  'courses.file_fault.language': 'There is no language {language}; use vi or en',
  'courses.file_fault.code': 'The code {code} cannot be used: plain letters, digits, . _ -, at most 40',
  'courses.file_fault.no_sections': 'A course has at least one section',
  'courses.file_fault.key':
    'The key {key} cannot be used: small plain letters, digits, hyphens; not before, after, media, pictures',
  'courses.file_fault.key_twice': 'Another lesson has the key {key}',
  'courses.file_fault.kind_missing': 'A lesson has one of the keys: {kinds}',
  'courses.file_fault.kind_twice': 'A lesson has only one of the keys: {kinds}',
  'courses.file_fault.rule': 'The rule "{rule}" is not known; use opened, read, completed, watched N or score N',
  'courses.file_fault.rule_unfit': 'A lesson of this kind takes only: {rules}',
  'courses.file_fault.link': 'This must be an address with http:// or https://, without a user name',
  'courses.file_fault.review': 'Only: {reviews}',
  'courses.file_fault.item': 'An item is "question", or "topic" together with "draw"',
  'courses.file_fault.path':
    'The path {path} cannot be used: it must lie in the folder of the course and have the right ending',
  'courses.file_fault.path_media': 'The path {path} cannot be used: the file must lie directly in media/',
  'courses.file_fault.file_missing': 'There is no file {path}',
  'courses.file_fault.file_twice': 'The file {path} is used at another place',
  'courses.file_fault.file_unused': 'No lesson uses this file',
  'courses.file_fault.picture_missing': 'There is no picture {path}',
  'courses.file_fault.question_unknown': 'There is no question {ref}',
  'courses.file_fault.question_twice': 'The question {ref} is there twice',
  'courses.file_fault.topic_small': 'The topic {topic} has only {count} questions left, too few to draw {draw}',
  'courses.file_fault.media': '{why}',
  'courses.file_fault.gift': 'This question cannot be taken: {why}',

  'errors.courses.no_folder': 'There is no folder {folder}, or it cannot be read.',
  'errors.courses.folder_link': '{name} is a link and no file. Put the file itself there.',
  'errors.courses.folder_other':
    'The folder {folder} holds something else than a course. Choose a new or an empty one.',
  'errors.courses.lesson_without_file': 'The lesson “{title}” has no file yet, so the course cannot be written.',
  'errors.courses.media_name_twice':
    'Two different files have the name {name}: one of the course, one of the question bank. Rename one and write it again.',
  'errors.courses.import_code': 'The course.yml names no code. Add code: or give one when importing.',
  'errors.courses.import_unit': 'There is no activity {code} yet. Give the unit in which the course is to be made.',
  'errors.courses.import_other':
    '{code} is another activity already, or belongs to another plan than {plan}. Choose another code.',
  'errors.courses.import_picture':
    'The picture {name} of a question would be kept as {given}. Rename it to {given} in the files and in the question.',
};
