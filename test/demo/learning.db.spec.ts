import { Recount } from '../../src/activities/recount.js';
import { judgeReferences } from '../../src/commands/references.js';
import { today } from '../../src/config/clock.js';
import { learnersOf } from '../../src/demo/learners.js';
import { generateDemo, DEMO_SEED } from '../../src/demo/generate.js';
import { Random } from '../../src/demo/random.js';
import { schoolTraining } from '../../src/demo/test-takers.js';
import { GainReports } from '../../src/knowledge/gain-reports.js';
import { Surveys } from '../../src/knowledge/surveys.js';
import { LearnerAccounts } from '../../src/learning/learner-accounts.js';
import { LearnerCourses } from '../../src/learning/learner-courses.js';
import { PlanCoverage } from '../../src/plans/plan-coverage.js';
import { ItemResults } from '../../src/quizzes/item-results.js';
import type { Member, World } from '../support/world.js';
import { demonstration } from '../home/demonstration.js';

jest.setTimeout(600_000);

const SCHOOLS = 'LDTE-GV';
const files = generateDemo();
let world: World;
let administrator: Member;

beforeAll(async () => {
  world = await demonstration();
  administrator = await world.member('administrator');
});
afterAll(() => world.close());

const one = async (sql: string, params: (string | number)[] = []): Promise<number> =>
  Number((await world.database.row<{ n: number }>(sql, params))?.n);
const idOf = (code: string): Promise<number> => one('SELECT id AS n FROM activities WHERE code = ?', [code]);

describe('the online courses of the demonstration', () => {
  it('have learners in every state', async () => {
    const enrolled = (more: string, params: string[] = []) =>
      one(`SELECT COUNT(*) AS n FROM enrolments e WHERE e.withdrawn_at IS NULL AND ${more}`, params);
    expect(await enrolled('1 = 1')).toBeGreaterThan(100);
    expect(await enrolled('e.started_at IS NULL')).toBeGreaterThan(10);
    expect(await enrolled('e.started_at IS NOT NULL AND e.completed_on IS NULL')).toBeGreaterThan(10);
    expect(await enrolled('e.completed_on IS NULL AND e.due_on < ?', [today()])).toBeGreaterThan(10);
    expect(await enrolled('e.completed_on IS NULL AND e.due_on > ?', [today()])).toBeGreaterThan(5);
    expect(await enrolled('e.completed_on IS NOT NULL')).toBeGreaterThan(50);
    expect(await enrolled('e.version_number = 1')).toBeGreaterThan(20);
    expect(await enrolled('e.version_number = 2')).toBeGreaterThan(20);
    const waiting = `EXISTS (SELECT 1 FROM lesson_progress l WHERE l.enrolment_id = e.id AND l.is_waiting = 1)`;
    expect(await enrolled(waiting)).toBeGreaterThan(0);
    expect(await one("SELECT COUNT(*) AS n FROM attempts WHERE state = 'waiting'")).toBe(await enrolled(waiting));
    const tried = (passed: number, number: string) =>
      `SELECT t.person_id FROM attempts t WHERE t.part = 'kiem-tra' AND t.is_passed = ${passed} AND t.number ${number}`;
    const failedFirst = `SELECT COUNT(*) AS n FROM people WHERE id IN (${tried(0, '= 1')})`;
    expect(await one(`${failedFirst} AND id IN (${tried(1, '> 1')})`)).toBeGreaterThan(5);
    expect(await one(`${failedFirst} AND id NOT IN (${tried(1, '> 1')})`)).toBeGreaterThan(2);
  });

  it('count everybody once, in the hall or online or both', async () => {
    const rows = await world.get(PlanCoverage).rows('TD-CLD-2021', { as_of: '2025-12-31', from: undefined, unit: undefined, cohorts: false });
    const counted = rows.find((row) => row.unit === '106' && row.group === 'teacher' && row.measure === 'informed');
    // Guests from elsewhere are known and not counted.
    const home = "COALESCE(p.merged_into_id, p.id) IN (SELECT id FROM people WHERE unit_code <> '12')";
    const hall = `SELECT COALESCE(p.merged_into_id, p.id) AS id FROM participations r JOIN people p ON p.id = r.person_id
      JOIN activities a ON a.id = r.activity_id JOIN sessions s ON s.activity_id = a.id AND s.status = 'held'
      JOIN attendance t ON t.session_id = s.id AND t.person_id = r.person_id
      WHERE r.group_code = 'teacher' AND a.status <> 'cancelled' AND t.status IN ('present', 'late') AND ${home}`;
    const online = `SELECT COALESCE(p.merged_into_id, p.id) AS id FROM completions c JOIN people p ON p.id = c.person_id
      WHERE c.group_code = 'teacher' AND c.date <= '2025-12-31'`;
    const [inHall, learnt, either] = [
      await one(`SELECT COUNT(DISTINCT id) AS n FROM (${hall}) h`),
      await one(`SELECT COUNT(DISTINCT id) AS n FROM (${online}) o`),
      await one(`SELECT COUNT(*) AS n FROM (${hall} UNION ${online}) e`),
    ];
    expect(counted?.floor).toBe(either);
    expect(either).toBeGreaterThan(inHall);
    expect(either).toBeLessThan(inHall + learnt);
  });

  it('give everybody who completed one a certificate, and agree with all that is kept beside them', async () => {
    const held = await one(
      `SELECT COUNT(*) AS n FROM certificates c JOIN activities a ON a.id = c.activity_id WHERE a.kind = 'course'`,
    );
    expect(held).toBe(await one('SELECT COUNT(*) AS n FROM enrolments WHERE completed_on IS NOT NULL'));
    expect(held).toBe(await one('SELECT COUNT(DISTINCT activity_id * 100000 + person_id) AS n FROM completions'));
    expect(await world.get(Recount).check()).toEqual([]);
    expect(await judgeReferences(world.database)).toMatchObject({ good: true });
  });

  it('have questions that are easy and hard, that tell people apart and do not', async () => {
    const part = await world.get(ItemResults).ofPart(await idOf(SCHOOLS), 'kiem-tra');
    const found = part?.versions.flatMap(({ analysis }) => analysis ?? []) ?? [];
    expect(found).toHaveLength(10);
    const facilities = found.map(({ facility }) => facility);
    expect(Math.max(...facilities) - Math.min(...facilities)).toBeGreaterThan(15);
    expect(found.filter(({ discrimination }) => discrimination >= 0.3).length).toBeGreaterThan(4);
    expect(found.filter(({ discrimination }) => discrimination < 0.3).length).toBeGreaterThan(0);
    // Shuffled in each attempt, they stand here as the quiz has them.
    expect(part?.versions.map(({ question }) => question.ref).slice(0, 3)).toEqual(['gv-01', 'gv-02', 'gv-03']);
  });

  it('let visitors learn: with the printed code, and with the account of a trainer', async () => {
    const { guest } = learnersOf(files, new Random(DEMO_SEED).fork('learners'), today());
    const id = await one('SELECT id AS n FROM people WHERE ref = ?', [guest]);
    expect(await one('SELECT COUNT(*) AS n FROM learner_codes WHERE person_id = ?', [id])).toBe(1);
    const trainer = await world.database.row<{ user_id: number; email: string }>(
      "SELECT id AS user_id, email FROM users WHERE email = 'lo-thiet@example.vn'",
    );
    const person = trainer ? await world.get(LearnerAccounts).personOf(trainer) : null;
    for (const learner of [id, person ?? 0]) {
      const courses = await world.get(LearnerCourses).of([learner]);
      expect(courses).toMatchObject([{ activity: { code: SCHOOLS }, progress: { done: 4, required: 8 } }]);
    }
  });
});

describe('the test of the training', () => {
  it('shows what was learnt by group and commune, and hides the communes of fewer than five', async () => {
    const code = schoolTraining(files);
    const activity = await world.database.row<{ id: number; place_id: number; first_date: string }>(
      'SELECT id, place_id, first_date FROM activities WHERE code = ?',
      [code],
    );
    if (!activity) throw new Error('no such training');
    const { gain, groups, places, beforeOnly, afterOnly } = await world.get(GainReports).of(activity);
    expect(gain?.people).toBeGreaterThan(50);
    expect(gain?.interval[0]).toBeGreaterThan(0.1);
    expect(beforeOnly).toBeGreaterThan(0);
    expect(afterOnly).toBeGreaterThan(0);
    expect(groups).toHaveLength(3);
    expect(groups.every((row) => row.gain !== null && row.gain.gain > 0.05)).toBe(true);
    // The communes as they are since the reform, also of those who live in a village of an old one.
    expect(places).toHaveLength(6);
    const shown = places.flatMap((row) => row.gain ?? []);
    expect(shown).toHaveLength(4);
    expect(shown.every(({ people }) => people >= 5)).toBe(true);
    expect(Math.max(...shown.map((each) => each.gain)) - Math.min(...shown.map((each) => each.gain))).toBeGreaterThan(0.08);
    const { text } = await administrator.get(`/knowledge/${code}/report`).expect(200);
    expect(text).toContain('2 dòng được giữ kín.');
  });

  it('has papers and telephones, and a survey of which something can be told', async () => {
    const id = await idOf(schoolTraining(files));
    const taken = "SELECT COUNT(*) AS n FROM attempts t LEFT JOIN knowledge_papers k ON k.attempt_id = t.id WHERE t.part IN ('before', 'after')";
    expect(await one(`${taken} AND k.id IS NULL`)).toBeGreaterThan(20);
    expect(await one(`${taken} AND k.id IS NOT NULL`)).toBeGreaterThan(60);
    const result = await world.get(Surveys).result(id);
    expect(result?.people).toBeGreaterThan(50);
    expect(result?.statements.every((each) => each.result !== null)).toBe(true);
    expect(result?.texts.every(({ texts }) => texts !== null)).toBe(true);
    expect(await one('SELECT COUNT(*) AS n FROM test_results WHERE activity_id = ?', [id])).toBeGreaterThan(30);
  });
});
