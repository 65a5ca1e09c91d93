/*
 * What the ledger should hold, said once more as statements over the qualifications and the attendance: window functions and
 * sums, which share nothing with the code that keeps it; the gatherings go by the first reaches that are kept. `#` stands where the condition on the plan goes (`forPlan`).
 */

/** Qualifications of the plan's period, numbered within their subject, with the day of the one before. */
const CHAINS = `SELECT q.id, q.plan_id, q.measure, q.group_code, q.subject_id, q.participation_id, q.activity_id, q.place_id,
    q.date, q.previous_date,
    ROW_NUMBER() OVER (PARTITION BY q.plan_id, q.measure, q.group_code, q.subject_id ORDER BY q.date, q.participation_id)
      AS number,
    LAG(q.date) OVER (PARTITION BY q.plan_id, q.measure, q.group_code, q.subject_id ORDER BY q.date, q.participation_id)
      AS day_before
  FROM qualifications q JOIN plans p ON p.id = q.plan_id AND q.date >= p.start AND q.date <= p.end WHERE # `;

/** Columns: id, day_before. The qualifications of which another day before is kept; outside the plan's period there is none. */
export const DAYS_BEFORE = `SELECT id, day_before FROM (${CHAINS}) chains
    WHERE COALESCE(previous_date, '') <> COALESCE(day_before, '')
  UNION ALL SELECT q.id, NULL FROM qualifications q JOIN plans p ON p.id = q.plan_id AND (q.date < p.start OR q.date > p.end)
    WHERE q.previous_date IS NOT NULL AND #`;

/** Columns of `first_reaches`, without `id` and `changes`. */
export const FIRSTS = `SELECT plan_id, measure, group_code, subject_id, participation_id, activity_id, place_id, date
  FROM (${CHAINS}) chains WHERE number = 1`;

/** Headcounts of sessions that exist, in the plan's period, by measure. */
const HEADS = `SELECT a.plan_id, m.measure, h.group_code, s.id AS session_id, s.activity_id, h.place_id, s.date, h.count,
    CASE WHEN h.method = 'estimated' THEN 0 ELSE h.count END AS counted
  FROM activities a JOIN plans p ON p.id = a.plan_id
  JOIN sessions s ON s.activity_id = a.id AND s.date >= p.start AND s.date <= p.end AND s.status <> 'cancelled'
  JOIN headcounts h ON h.session_id = s.id
  JOIN (SELECT 'informed' AS measure UNION ALL SELECT 'outreach') m ON m.measure = 'informed' OR (a.kind <> 'training'
    AND EXISTS (SELECT 1 FROM indicators i
      WHERE i.plan_id = p.id AND i.measure = 'informed' AND i.trainings_inform = 0))
  WHERE a.status NOT IN ('draft', 'cancelled') AND # `;

/** Subjects at sessions with counted heads of their group, each once, where they are counted: by the first reaches that are kept. */
const PRESENT = `SELECT DISTINCT f.plan_id, f.measure, f.group_code, s.id AS session_id, s.activity_id, f.place_id, s.date,
    f.subject_id
  FROM activities a JOIN plans p ON p.id = a.plan_id
  JOIN sessions s ON s.activity_id = a.id AND s.date >= p.start AND s.date <= p.end AND s.status <> 'cancelled'
  JOIN attendance t ON t.session_id = s.id AND t.status IN ('present', 'late')
  JOIN people tp ON tp.id = t.person_id
  JOIN qualifications q ON q.activity_id = a.id AND q.measure <> 'trained' AND q.date >= p.start AND q.date <= p.end
  JOIN participations r ON r.id = q.participation_id
  JOIN people rp ON rp.id = r.person_id AND COALESCE(rp.merged_into_id, rp.id) = COALESCE(tp.merged_into_id, tp.id)
  JOIN first_reaches f ON f.plan_id = q.plan_id AND f.measure = q.measure AND f.group_code = q.group_code
    AND f.subject_id = q.subject_id
  WHERE a.status NOT IN ('draft', 'cancelled') AND EXISTS (SELECT 1 FROM headcounts h
    WHERE h.session_id = s.id AND h.group_code = q.group_code AND h.method <> 'estimated') AND #`;

/** Columns of `gatherings`, without `id` and `total`. */
const SIZES = `SELECT plan_id, measure, group_code, session_id, activity_id, place_id, date,
    SUM(heads) AS heads, SUM(size) AS size
  FROM (
    SELECT plan_id, measure, group_code, session_id, activity_id, place_id, date, count AS heads, counted AS size
      FROM (${HEADS}) heads
    UNION ALL
    SELECT plan_id, measure, group_code, session_id, activity_id, place_id, date, 0, 1 FROM (${PRESENT}) present
  ) parts
  GROUP BY plan_id, measure, group_code, session_id, activity_id, place_id, date HAVING SUM(heads) > 0 OR SUM(size) > 0`;

/** Columns of `gatherings`, without `id`. */
export const GATHERINGS = `SELECT sizes.*,
    SUM(size) OVER (PARTITION BY plan_id, measure, group_code, session_id) AS total FROM (${SIZES}) sizes`;

/** By day: plan_id, measure, group_code, place_id, date, and the counts. */
const DAILY_COUNTS = `SELECT plan_id, measure, group_code, place_id, date, SUM(firsts) AS firsts,
    SUM(attendances) AS attendances, SUM(heads) AS heads
  FROM (
    SELECT plan_id, measure, group_code, place_id, date, CASE WHEN number = 1 THEN 1 ELSE 0 END AS firsts,
      1 AS attendances, 0 AS heads FROM (${CHAINS}) chains
    UNION ALL SELECT plan_id, measure, group_code, place_id, date, 0, 0, count FROM (${HEADS}) heads
  ) parts GROUP BY plan_id, measure, group_code, place_id, date`;

/** Columns of `span_counts`, without `id`: of every day, month, year, and of all days. */
export const SPAN_COUNTS = `SELECT plan_id, SUBSTR(date, 1, digits) AS span, place_id, measure, group_code,
    SUM(firsts) AS firsts, SUM(attendances) AS attendances, SUM(heads) AS heads
  FROM (${DAILY_COUNTS}) days
  JOIN (SELECT 0 AS digits UNION ALL SELECT 4 UNION ALL SELECT 7 UNION ALL SELECT 10) spans ON 1 = 1
  GROUP BY plan_id, SUBSTR(date, 1, digits), place_id, measure, group_code`;

/** A statement over one plan. @param planId a whole number */
export function forPlan(sql: string, planId: number): string {
  const id = Math.trunc(planId);
  return sql.replaceAll('#', `p.id = ${id}`);
}
