import { bornAfter } from './consent-state.js';
import { CHILD_GROUP, ON_NO_CHILD_ROSTER } from './privacy.js';

/**
 * The condition that keeps minors without a consent by which their name may be shown; where no birth is known, those on a
 * roster of children. `p` is the table of people, without records merged away.
 */
export function whereConsentMissing(day: string): { sql: string; params: (string | number)[] } {
  const born = bornAfter(day);
  return {
    sql: `(p.consent_on IS NULL AND (p.birth_date > ? OR (p.birth_date IS NULL AND p.birth_year >= ?)
      OR (p.birth_date IS NULL AND p.birth_year IS NULL AND NOT ${ON_NO_CHILD_ROSTER})))`,
    params: [born, Number(born.slice(0, 4)), CHILD_GROUP, CHILD_GROUP],
  };
}
