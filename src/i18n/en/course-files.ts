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

  'courses.zip': 'Download the course as a ZIP file',
  'courses.import.title': 'Bring in a course from a file',
  'courses.import.version_title': 'Bring in a new version from a file',
  'courses.import.lede':
    'The ZIP file of a course, downloaded from the page of one of its versions elsewhere, or written by hand.',
  'courses.import.instead': 'You have the course as a ZIP file? Bring it in',
  'courses.import.file': 'ZIP file of the course',
  'courses.import.file_hint':
    'With a course.yml inside, at most {most} MB. The file is checked first, nothing is saved yet.',
  'courses.import.check': 'Check the file',
  'courses.import.faults': 'What has to be mended in the file',
  'courses.import.at_line': '{file}, line {line}',
  'courses.import.at_column': '{file}, line {line}, column {column}',
  'courses.import.more': 'And {count} more.',
  'courses.import.nothing_yet':
    'The file was checked and has no faults; nothing is saved yet. Look at it, then press the button at the end of the page.',
  'courses.import.nothing_new': 'The file says nothing else than the course that is there.',
  'courses.import.draft_there':
    'The course has a draft (version {number}). The content of the file takes the place of all of it.',
  'courses.import.was': 'now {value}, changes as soon as the file is taken',
  'courses.import.summary_other': 'another one than now, changes as soon as the file is taken',
  'courses.import.code_taken': 'another activity has the code {code} that the file names',
  'courses.import.content': 'Content',
  'courses.import.content_count':
    '{sections} {sections|section|sections}, {lessons} {lessons|lesson|lessons}, {files} {files|file|files}',
  'courses.import.questions': 'Questions',
  'courses.import.questions_count': '{added} new, {changed} changed, {same} the same',
  'courses.import.changed': 'Questions that would change',
  'courses.import.changed_hint':
    'The question bank of the plan changes as soon as the file is taken, for every lesson that uses a question. Attempts that were begun do not change.',
  'courses.import.used': 'Used in:',
  'courses.import.pictures': 'Pictures of questions that the file replaces by others of the same name:',
  'courses.import.differences_draft': 'Different from the draft (version {number})',
  'courses.import.make': 'Make a course of this file',
  'courses.import.save': 'Make a draft of this file',
  'courses.import.replace': 'Replace the draft by this file',
  'courses.import.again': 'Choose another file',
  'courses.import.back': 'Back to the course',
  'courses.import.made': 'A course was made of the file, as a draft. Look at it, then publish it.',
  'courses.import.taken': 'The course was brought in. New or changed questions: {count}.',
  'courses.import.same': 'The file says nothing else than the course that is there; nothing has changed.',
  'errors.courses.import_no_zip': '{name} is no ZIP file. Choose the ZIP file of a course.',
  'errors.courses.import_faults':
    '{count} {count|thing|things} in the file must be mended, listed below; nothing was saved. Mend the file and send it again.',
  'errors.courses.import_gone':
    'This file was taken already, or is not kept any more. Look at the list of courses; if it is not there, send the file again.',
  'errors.courses.import_draft_changed':
    'The draft was changed after you had the file checked; nothing was taken. Look at what is different, then press again.',
  'errors.courses.export_large':
    'The files of this version are larger than {most} GB and do not fit into one ZIP. An administrator can write them into a folder with the command courses export.',
};
