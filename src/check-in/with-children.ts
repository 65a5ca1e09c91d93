import type { Session } from '../activities/activities.entities.js';
import type { Database } from '../database/database.js';
import { CHILD_GROUP, whereUnderAge } from '../people/privacy.js';

type Meant = Pick<Session, 'activity_id' | 'date'>;

/**
 * Whether children come to a session, or may come: somebody of the roster is in their group or under age on its day; its
 * activity serves an indicator of children; or it is for a class, or somebody comes from one. Rather once too often: it
 * only means that somebody has to agree.
 */
export async function isWithChildren(database: Database, session: Meant): Promise<boolean> {
  for (const { sql, params } of [onRoster(session), planned(session), ofClass(session)]) {
    if ((await database.row(`${sql} LIMIT 1`, params)) !== undefined) return true;
  }
  return false;
}

interface Question {
  sql: string;
  params: (string | number)[];
}

function onRoster({ activity_id, date }: Meant): Question {
  const underAge = whereUnderAge(date);
  return {
    sql: `SELECT r.id FROM participations r JOIN people w ON w.id = r.person_id
      JOIN people p ON p.id = COALESCE(w.merged_into_id, w.id)
      WHERE r.activity_id = ? AND (r.group_code = ? OR ${underAge.sql})`,
    params: [activity_id, CHILD_GROUP, ...underAge.params],
  };
}

function planned({ activity_id }: Meant): Question {
  return {
    sql: `SELECT i.id FROM activity_indicators i JOIN indicator_groups g ON g.indicator_id = i.indicator_id
      WHERE i.activity_id = ? AND g.group_code = ?`,
    params: [activity_id, CHILD_GROUP],
  };
}

/** A class is a cohort of which it was ever said how many children it has: other cohorts are lists of adults. */
function ofClass({ activity_id }: Meant): Question {
  return {
    sql: `SELECT b.id FROM baselines b JOIN places c ON c.id = b.place_id WHERE b.group_code = ? AND c.level = 'cohort'
      AND (c.id IN (SELECT a.place_id FROM activities a WHERE a.id = ?)
        OR c.id IN (SELECT r.place_id FROM participations r WHERE r.activity_id = ?))`,
    params: [CHILD_GROUP, activity_id, activity_id],
  };
}
