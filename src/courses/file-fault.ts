import type { ErrorParams } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';

/** What can be wrong with a course as files; each has a sentence `courses.file_fault.<key>`. */
export const FILE_FAULTS = [
  'no_course',
  'too_large',
  'no_text',
  'yaml',
  'too_deep',
  'alias',
  'anchor',
  'tag',
  'not_map',
  'not_list',
  'not_text',
  'not_whole',
  'not_flag',
  'unknown_key',
  'missing',
  'too_long',
  'one_line',
  'format',
  'language',
  'code',
  'no_sections',
  'key',
  'key_twice',
  'kind_missing',
  'kind_twice',
  'rule',
  'rule_unfit',
  'link',
  'review',
  'item',
  'path',
  'path_media',
  'file_missing',
  'file_twice',
  'file_unused',
  'picture_missing',
  'question_unknown',
  'question_twice',
  'topic_small',
  'gift',
  'media',
] as const;
export type FileFaultKey = (typeof FILE_FAULTS)[number];

/** Something wrong with a course as files: where it is, and what. Lines and columns are counted from 1; 0: the file as a whole. */
export interface FileFault {
  file: string;
  line: number;
  column: number;
  key: FileFaultKey;
  params: ErrorParams;
}

/** A fault of a file as a whole. */
export function wholeFile(file: string, key: FileFaultKey, params: ErrorParams = {}): FileFault {
  return { file, line: 0, column: 0, key, params };
}

/** `lessons/a.md:3:1: …`, as compilers tell faults and editors find them. */
export function faultLine(locale: Locale, fault: FileFault): string {
  const { file, line, column } = fault;
  const place = [file, ...(line > 0 ? [line] : []), ...(line > 0 && column > 0 ? [column] : [])].join(':');
  return `${place}: ${faultWords(locale, fault)}`;
}

/** What is wrong, without where. */
export function faultWords(locale: Locale, { key, params }: FileFault): string {
  // Of questions and media those who take them say what is wrong.
  const why: ErrorParams =
    key === 'gift' || key === 'media' ? { why: translate(locale, `errors.${params.why}`, params) } : {};
  return translate(locale, `courses.file_fault.${key}`, { ...params, ...why });
}
