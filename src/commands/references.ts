import type { Database } from '../database/database.js';
import type { Finding } from '../database/judge.js';

/**
 * What every row needs to mean anything: table, column and the table that it points into. The tables have no foreign keys
 * (docs/architecture.md), so this is where it is seen that something is missing.
 */
export const REFERENCES: readonly [table: string, column: string, into: string][] = [
  ['successions', 'predecessor_id', 'places'],
  ['successions', 'successor_id', 'places'],
  ['successions', 'reform_id', 'reforms'],
  ['reform_places', 'reform_id', 'reforms'],
  ['reform_places', 'place_id', 'places'],
  ['baselines', 'place_id', 'places'],
  ['users', 'place_id', 'places'],
  ['plans', 'place_id', 'places'],
  ['objectives', 'plan_id', 'plans'],
  ['indicators', 'plan_id', 'plans'],
  ['indicators', 'objective_id', 'objectives'],
  ['indicator_groups', 'indicator_id', 'indicators'],
  ['tasks', 'plan_id', 'plans'],
  ['agencies', 'plan_id', 'plans'],
  ['agency_tasks', 'agency_id', 'agencies'],
  ['agency_tasks', 'task_id', 'tasks'],
  ['reporting_dates', 'plan_id', 'plans'],
  ['reported_values', 'indicator_id', 'indicators'],
  ['people', 'merged_into_id', 'people'],
  ['person_name_words', 'person_id', 'people'],
  ['person_merges', 'from_id', 'people'],
  ['person_merges', 'into_id', 'people'],
  ['consents', 'person_id', 'people'],
  ['organisation_members', 'organisation_id', 'organisations'],
  ['organisation_members', 'person_id', 'people'],
  ['distinct_people', 'person_id', 'people'],
  ['distinct_people', 'other_id', 'people'],
  ['activities', 'plan_id', 'plans'],
  ['activities', 'place_id', 'places'],
  ['activity_indicators', 'activity_id', 'activities'],
  ['activity_indicators', 'indicator_id', 'indicators'],
  ['activity_tasks', 'activity_id', 'activities'],
  ['activity_tasks', 'task_id', 'tasks'],
  ['activity_trainers', 'activity_id', 'activities'],
  ['plannings', 'activity_id', 'activities'],
  ['sessions', 'activity_id', 'activities'],
  ['participations', 'activity_id', 'activities'],
  ['participations', 'person_id', 'people'],
  ['participations', 'organisation_id', 'organisations'],
  ['participations', 'place_id', 'places'],
  ['attendance', 'session_id', 'sessions'],
  ['attendance', 'person_id', 'people'],
  ['headcounts', 'session_id', 'sessions'],
  ['headcounts', 'place_id', 'places'],
  ['qualifications', 'participation_id', 'participations'],
  ['qualifications', 'activity_id', 'activities'],
  ['qualifications', 'plan_id', 'plans'],
  ['qualifications', 'place_id', 'places'],
  ['waiting_entries', 'activity_id', 'activities'],
  ['waiting_entries', 'person_id', 'people'],
  ['waiting_entries', 'organisation_id', 'organisations'],
  ['check_in_doors', 'session_id', 'sessions'],
  ['check_in_doors', 'opened_by_id', 'users'],
  ['check_ins', 'session_id', 'sessions'],
  ['check_ins', 'person_id', 'people'],
  ['check_ins', 'decided_by_id', 'users'],
  ['offline_acts', 'session_id', 'sessions'],
  ['offline_acts', 'person_id', 'people'],
  ['offline_acts', 'decided_by_id', 'users'],
  ['sheets', 'session_id', 'sessions'],
  ['sheet_lines', 'sheet_id', 'sheets'],
  ['sheet_lines', 'person_id', 'people'],
  ['files', 'activity_id', 'activities'],
  ['files', 'session_id', 'sessions'],
  ['outbox', 'person_id', 'people'],
  ['outbox', 'batch_id', 'mail_batches'],
  ['certificate_designs', 'plan_id', 'plans'],
  ['certificate_designs', 'activity_id', 'activities'],
  ['letter_settings', 'activity_id', 'activities'],
  ['told_schedules', 'activity_id', 'activities'],
  ['told_schedules', 'person_id', 'people'],
  ['automatic_issues', 'activity_id', 'activities'],
  ['certificates', 'plan_id', 'plans'],
  ['certificates', 'activity_id', 'activities'],
  ['certificates', 'person_id', 'people'],
  ['certificates', 'replaces_id', 'certificates'],
  ['certificate_endings', 'certificate_id', 'certificates'],
  ['courses', 'activity_id', 'activities'],
  ['course_versions', 'activity_id', 'activities'],
  ['course_sections', 'version_id', 'course_versions'],
  ['course_lessons', 'version_id', 'course_versions'],
  ['course_lessons', 'section_id', 'course_sections'],
  ['course_media', 'activity_id', 'activities'],
  ['participant_links', 'person_id', 'people'],
  ['participant_choices', 'person_id', 'people'],
  ['name_corrections', 'person_id', 'people'],
  ['name_corrections', 'decided_by_id', 'users'],
];

/** Looks, in one statement, for rows that point at something that is not there. */
export async function judgeReferences(database: Database): Promise<Finding> {
  const counts = REFERENCES.map(
    ([table, column, into]) =>
      `SELECT '${table}.${column}' AS what, COUNT(*) AS n FROM ${table} t LEFT JOIN ${into} i ON i.id = t.${column}
       WHERE t.${column} IS NOT NULL AND i.id IS NULL`,
  );
  const rows = await database.rows<{ what: string; n: number }>(counts.join(' UNION ALL '));
  const broken = rows.filter(({ n }) => Number(n) > 0).map(({ what, n }) => `${n} of ${what}`);
  const detail = broken.length === 0 ? 'every row has what it points at' : `nothing there for ${broken.join(', ')}`;
  return { what: 'references', good: broken.length === 0, detail };
}
