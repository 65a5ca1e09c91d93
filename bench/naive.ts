import type { Bare } from './bare.ts';

/** What is asked of a plan: all places, or one of them with what went into it. */
export interface Asked {
  plan: string;
  asOf: string;
  from: string;
  unit?: string;
}

const THERE = `FROM participations p
  JOIN activities a ON a.id = p.activity_id AND a.status NOT IN ('draft', 'cancelled')
  JOIN plans l ON l.id = a.plan_id AND l.code = ?
  JOIN sessions s ON s.activity_id = a.id AND s.status <> 'cancelled' AND s.date BETWEEN ? AND ?
  JOIN attendance t ON t.session_id = s.id AND t.person_id = p.person_id AND t.status IN ('present', 'late')`;

const SUBJECT = 'COALESCE(p.organisation_id, p.person_id)';

const AT = `AND p.place_id IN (SELECT id FROM places WHERE code = ? UNION
  SELECT c.predecessor_id FROM successions c JOIN places w ON w.id = c.successor_id WHERE w.code = ?)`;

/**
 * The scoreboard as anybody would write it first: two statements that count distinct subjects by group and place. They
 * know neither floors nor ceilings, courses, make-ups or tests, and count who moved twice: a right answer takes longer.
 */
export async function naiveScoreboard(bare: Bare, { plan, asOf, from, unit }: Asked): Promise<void> {
  const at = unit === undefined ? '' : AT;
  const params = [plan, from, asOf, ...(unit === undefined ? [] : [unit, unit])];
  await bare.rows(
    `SELECT p.group_code, p.place_id, COUNT(DISTINCT ${SUBJECT}) AS informed ${THERE} ${at}
     GROUP BY p.group_code, p.place_id`,
    params,
  );
  await bare.rows(
    `SELECT group_code, place_id, COUNT(DISTINCT subject) AS trained FROM (
       SELECT p.activity_id, p.group_code, p.place_id, ${SUBJECT} AS subject ${THERE} AND a.kind = 'training' ${at}
       GROUP BY p.id, p.activity_id, p.group_code, p.place_id, p.organisation_id, p.person_id
       HAVING 100 * COUNT(*) >= 80 * (SELECT COUNT(*) FROM sessions n
         WHERE n.activity_id = p.activity_id AND n.status <> 'cancelled')
     ) qualified GROUP BY group_code, place_id`,
    params,
  );
}
