import { type MigrationInterface, type QueryRunner, TableColumn, TableIndex } from 'typeorm';
import { from, id, index, int, optional, table, text, unique } from './columns.js';

const LIST = [int('plan_id'), text('measure', 16), text('group_code', 64)];
const OF_LIST = ['plan_id', 'measure', 'group_code'];
const AT_PLACE = ['plan_id', 'place_id', 'measure', 'group_code'];
const COUNTS = [int('firsts'), int('attendances'), int('heads')];

const TABLES = [
  table(
    'first_reaches',
    [
      id(),
      ...LIST,
      int('subject_id'),
      int('participation_id'),
      int('activity_id'),
      int('place_id'),
      text('date', 10),
      from(1, int('changes')),
    ],
    [
      unique('UQ_first_reaches', ...OF_LIST, 'subject_id'),
      index('IX_first_reaches_place', ...OF_LIST, 'place_id', 'date', 'participation_id'),
      index('IX_first_reaches_date', ...OF_LIST, 'date', 'participation_id', 'place_id'),
    ],
  ),
  table(
    'daily_counts',
    [id(), ...LIST, int('place_id'), text('date', 10), ...COUNTS],
    [
      unique('UQ_daily_counts', ...AT_PLACE, 'date'),
      index('IX_daily_counts_sums', ...AT_PLACE, 'date', 'firsts', 'attendances', 'heads'),
      index('IX_daily_counts_date', 'plan_id', 'date'),
    ],
  ),
  table('place_counts', [id(), ...LIST, int('place_id'), ...COUNTS], [unique('UQ_place_counts', ...AT_PLACE)]),
  table(
    'gatherings',
    [
      id(),
      ...LIST,
      int('session_id'),
      int('activity_id'),
      int('place_id'),
      text('date', 10),
      int('heads'),
      int('size'),
    ],
    [
      unique('UQ_gatherings', ...OF_LIST, 'session_id', 'place_id'),
      index('IX_gatherings_activity', 'activity_id'),
      index('IX_gatherings_place', 'plan_id', 'place_id'),
    ],
  ),
  table(
    'ledger_stamps',
    [id(), int('plan_id'), int('stripe'), int('changes')],
    [unique('UQ_ledger_stamps', 'plan_id', 'stripe')],
  ),
];

const PREVIOUS = optional(text('previous_date', 10));
const INDEXES = [
  index('IX_qualifications_subject', ...OF_LIST, 'subject_id'),
  index('IX_qualifications_place', ...OF_LIST, 'place_id'),
  index('IX_qualifications_repeat', ...OF_LIST, 'date', 'previous_date', 'place_id'),
];
/** What all qualifications of a plan were read with: nobody reads all of them any more. */
const REPLACED = index(
  'IX_qualifications_scope',
  ...[...OF_LIST, 'participation_id', 'subject_id', 'place_id', 'date', 'activity_id'],
);

const OUTREACH = `INSERT INTO qualifications
    (participation_id, activity_id, plan_id, kind, measure, group_code, subject_id, place_id, date)
  SELECT participation_id, activity_id, plan_id, kind, 'outreach', group_code, subject_id, place_id, date
  FROM qualifications q WHERE q.measure = 'informed' AND q.kind <> 'training' AND q.plan_id IN
    (SELECT plan_id FROM indicators WHERE measure = 'informed' AND trainings_inform = 0)`;

const OVER_SUBJECT = `OVER (PARTITION BY q.plan_id, q.measure, q.group_code, q.subject_id
    ORDER BY q.date, q.participation_id)`;
const CHAINS = `SELECT q.id, q.plan_id, q.measure, q.group_code, q.subject_id, q.participation_id, q.activity_id, q.place_id,
    q.date, ROW_NUMBER() ${OVER_SUBJECT} AS number, LAG(q.date) ${OVER_SUBJECT} AS day_before
  FROM qualifications q JOIN plans p ON p.id = q.plan_id AND q.date >= p.start AND q.date <= p.end`;

const FIRSTS = `INSERT INTO first_reaches
    (plan_id, measure, group_code, subject_id, participation_id, activity_id, place_id, date, changes)
  SELECT plan_id, measure, group_code, subject_id, participation_id, activity_id, place_id, date, 1
  FROM (${CHAINS}) chains WHERE number = 1`;

/** Sessions with headcounts that exist, in the plan's period, and the measures that their headcounts serve. */
const SESSIONS = `activities a JOIN plans p ON p.id = a.plan_id
  JOIN sessions s ON s.activity_id = a.id AND s.date >= p.start AND s.date <= p.end AND s.status <> 'cancelled'
    AND a.status NOT IN ('draft', 'cancelled')`;
const HEADS = `SELECT a.plan_id, m.measure, h.group_code, s.id AS session_id, s.activity_id, h.place_id, s.date,
    h.count AS heads, CASE WHEN h.method = 'estimated' THEN 0 ELSE h.count END AS size
  FROM ${SESSIONS} JOIN headcounts h ON h.session_id = s.id
  JOIN (SELECT 'informed' AS measure UNION ALL SELECT 'outreach') m ON m.measure = 'informed' OR (a.kind <> 'training'
    AND EXISTS (SELECT 1 FROM indicators i
      WHERE i.plan_id = p.id AND i.measure = 'informed' AND i.trainings_inform = 0))`;
const PRESENT = `SELECT DISTINCT f.plan_id, f.measure, f.group_code, s.id AS session_id, s.activity_id, f.place_id, s.date,
    f.subject_id
  FROM ${SESSIONS} JOIN attendance t ON t.session_id = s.id AND t.status IN ('present', 'late')
  JOIN people tp ON tp.id = t.person_id
  JOIN qualifications q ON q.activity_id = a.id AND q.measure <> 'trained' AND q.date >= p.start AND q.date <= p.end
  JOIN participations r ON r.id = q.participation_id
  JOIN people rp ON rp.id = r.person_id AND COALESCE(rp.merged_into_id, rp.id) = COALESCE(tp.merged_into_id, tp.id)
  JOIN first_reaches f ON f.plan_id = q.plan_id AND f.measure = q.measure AND f.group_code = q.group_code
    AND f.subject_id = q.subject_id
  WHERE EXISTS (SELECT 1 FROM headcounts h
    WHERE h.session_id = s.id AND h.group_code = q.group_code AND h.method <> 'estimated')`;
const GATHERINGS = `INSERT INTO gatherings
    (plan_id, measure, group_code, session_id, activity_id, place_id, date, heads, size)
  SELECT plan_id, measure, group_code, session_id, activity_id, place_id, date, SUM(heads), SUM(size) FROM (
    SELECT * FROM (${HEADS}) heads UNION ALL
    SELECT plan_id, measure, group_code, session_id, activity_id, place_id, date, 0, 1 FROM (${PRESENT}) present
  ) parts GROUP BY plan_id, measure, group_code, session_id, activity_id, place_id, date
  HAVING SUM(heads) > 0 OR SUM(size) > 0`;

const DAILY_COUNTS = `INSERT INTO daily_counts
    (plan_id, measure, group_code, place_id, date, firsts, attendances, heads)
  SELECT plan_id, measure, group_code, place_id, date, SUM(firsts), SUM(attendances), SUM(heads) FROM (
    SELECT plan_id, measure, group_code, place_id, date, CASE WHEN number = 1 THEN 1 ELSE 0 END AS firsts,
      1 AS attendances, 0 AS heads FROM (${CHAINS}) chains
    UNION ALL SELECT plan_id, measure, group_code, place_id, date, 0, 0, heads FROM gatherings
  ) parts GROUP BY plan_id, measure, group_code, place_id, date`;
const PLACE_COUNTS = `INSERT INTO place_counts (plan_id, measure, group_code, place_id, firsts, attendances, heads)
  SELECT plan_id, measure, group_code, place_id, SUM(firsts), SUM(attendances), SUM(heads) FROM daily_counts
  GROUP BY plan_id, measure, group_code, place_id`;

/** First reaches, and what is counted by place and day: figures are read from them, however much was recorded. */
export class FirstReaches1764901000000 implements MigrationInterface {
  name = 'FirstReaches1764901000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each, true, false, true);
    if (!(await runner.hasColumn('qualifications', PREVIOUS.name))) {
      await runner.addColumn('qualifications', new TableColumn(PREVIOUS));
    }
    for (const each of INDEXES) await setIndex(runner, each, true);
    await setIndex(runner, REPLACED, false);
    await fill(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DELETE FROM qualifications WHERE measure = 'outreach'");
    await setIndex(runner, REPLACED, true);
    for (const each of INDEXES) await setIndex(runner, each, false);
    if (await runner.hasColumn('qualifications', PREVIOUS.name)) {
      await runner.dropColumn('qualifications', PREVIOUS.name);
    }
    for (const each of TABLES.toReversed()) await runner.dropTable(each, true);
  }
}

/** Everything from the start, also after it was killed half-way. */
async function fill(runner: QueryRunner): Promise<void> {
  await runner.query("DELETE FROM qualifications WHERE measure = 'outreach'");
  for (const { name } of TABLES) await runner.query(`DELETE FROM ${name}`);
  await runner.query(OUTREACH);
  await runner.query(
    runner.connection.options.type === 'mariadb'
      ? `UPDATE qualifications q JOIN (${CHAINS}) c ON c.id = q.id SET q.previous_date = c.day_before`
      : `UPDATE qualifications SET previous_date = c.day_before FROM (${CHAINS}) c WHERE c.id = qualifications.id`,
  );
  for (const statement of [FIRSTS, GATHERINGS, DAILY_COUNTS, PLACE_COUNTS]) await runner.query(statement);
}

async function setIndex(runner: QueryRunner, wanted: TableIndex, there: boolean): Promise<void> {
  const found = (await runner.getTable('qualifications'))?.indices.find(({ name }) => name === wanted.name);
  if (there && !found) await runner.createIndex('qualifications', new TableIndex(wanted));
  if (!there && found) await runner.dropIndex('qualifications', found);
}
