import type { ActivityWords } from '../activities/activity-words.js';
import type { CompletionRule, Lesson } from './course-content.js';

/** When a lesson is done, as it stands beside its tick: "xem ít nhất 90%". */
export function ruleWords(words: Pick<ActivityWords, 't'>, rule: CompletionRule): string {
  return words.t(`courses.rule.${rule.kind}`, 'percent' in rule ? { percent: rule.percent } : {});
}

/** "Video, xem ít nhất 90%, không bắt buộc" */
export function lessonLine(words: Pick<ActivityWords, 't'>, { body, rule, is_optional }: Lesson): string {
  const parts = [words.t(`courses.kind.${body.kind}`), ruleWords(words, rule)];
  return [...parts, ...(is_optional ? [words.t('courses.optional')] : [])].join(', ');
}
