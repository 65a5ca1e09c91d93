import type { Form } from '../web/form.js';
import type { StaffAttempt } from './attempts-desk.js';
import type { EssayMark } from './essay-marks.js';
import { pointsField, remarkField, seenField, toMark } from './marking.page.js';

/** Longest remark, in characters. */
const LONGEST_REMARK = 2000;

/**
 * The marks that a form gives. What is left without points is not marked yet; what has points cannot be left without.
 * What is wrong is noted in the form.
 */
export function marksIn(form: Form, staff: StaffAttempt): EssayMark[] {
  return toMark(staff).flatMap(({ position, points, points_hundredths: stands }): EssayMark[] => {
    const field = pointsField(position);
    const typed = form.raw(field);
    const remark = form.optionalText(remarkField(position), LONGEST_REMARK);
    if (typed === '' && stands === null) return [];
    const given = hundredthsIn(typed);
    if (given === null || given > points * 100) {
      form.refuse(field, 'attempts.points', { of: points });
      return [];
    }
    return [{ position, points_hundredths: given, remark, seen: seenIn(form.raw(seenField(position))) }];
  });
}

/** `1,5` and `1.5` are 150; null: no number, or with more than two decimals. */
export function hundredthsIn(typed: string): number | null {
  const match = /^(\d{1,4})(?:[.,](\d{1,2}))?$/.exec(typed);
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : null;
}

function seenIn(text: string): number | null {
  return /^\d{1,6}$/.test(text) ? Number(text) : null;
}
