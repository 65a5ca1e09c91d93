import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlanFile } from '../../src/plans/plan-file.js';
import { World } from '../support/world.js';
import { examplePlan, importPlan, type Json, layTerritory, onlyFault, realPlan, rowsOf } from './plans-cast.js';

let world: World;
beforeAll(async () => {
  world = await World.create();
  await layTerritory(world);
});
afterAll(() => world.close());

const file = (): PlanFile => world.get(PlanFile);

describe('a bad plan.json', () => {
  // prettier-ignore
  const spoilt: [what: string, at: string, says: string, spoil: (plan: Json) => void][] = [
    ['a target in quotes', 'objectives[0].indicators[0].target', 'plan.not_number', (p) => (p.objectives[0].indicators[0].target = '90')],
    ['a negative target', 'objectives[0].indicators[0].target', 'plan.target_number', (p) => (p.objectives[0].indicators[0].target = -1)],
    ['a target over 100%', 'objectives[0].indicators[0].target', 'plan.target_over_100', (p) => (p.objectives[0].indicators[0].target = 900)],
    ['no target', 'objectives[0].indicators[0].target', 'plan.target_needed', (p) => delete p.objectives[0].indicators[0].target],
    ['informed without groups', 'objectives[0].indicators[0].groups', 'plan.no_groups', (p) => delete p.objectives[0].indicators[0].groups],
    ['trained with an empty list of groups', 'objectives[0].indicators[2].groups', 'plan.no_groups', (p) => (p.objectives[0].indicators[2].groups = [])],
    ['an unknown group', 'objectives[0].indicators[0].groups[0]', 'plan.group_unknown', (p) => (p.objectives[0].indicators[0].groups = ['techer'])],
    ['a group twice', 'objectives[0].indicators[0].groups[1]', 'plan.code_twice', (p) => (p.objectives[0].indicators[0].groups = ['teacher', 'teacher'])],
    ['groups of a rate', 'objectives[0].indicators[0].groups', 'plan.groups_not_counted', (p) => (p.objectives[0].indicators[0].measure = 'rate')],
    ['lte for a counted measure', 'objectives[0].indicators[0].comparator', 'plan.comparator_not_counted', (p) => (p.objectives[0].indicators[0].comparator = 'lte')],
    ['an unknown comparator', 'objectives[0].indicators[0].comparator', 'row.not_one_of', (p) => (p.objectives[0].indicators[0].comparator = '>=')],
    ['an unknown measure', 'objectives[0].indicators[0].measure', 'row.not_one_of', (p) => (p.objectives[0].indicators[0].measure = 'told')],
    ['another unit than per cent', 'objectives[0].indicators[0].unit', 'plan.unit_percent', (p) => (p.objectives[0].indicators[0].unit = 'people')],
    ['trainings_inform for trained', 'objectives[0].indicators[2].trainings_inform', 'plan.trainings_inform_measure', (p) => (p.objectives[0].indicators[2].trainings_inform = false)],
    ['trainings_inform in quotes', 'objectives[0].indicators[0].trainings_inform', 'plan.not_boolean', (p) => (p.objectives[0].indicators[0].trainings_inform = 'no')],
    ['a day that is none', 'objectives[0].indicators[0].due', 'row.no_such_day', (p) => (p.objectives[0].indicators[0].due = '2025-11-31')],
    ['due before the plan', 'objectives[0].indicators[0].due', 'plan.due_before_start', (p) => (p.objectives[0].indicators[0].due = '2020-12-31')],
    ['an unknown unit', 'unit', 'plan.unit_unknown', (p) => (p.unit = '999')],
    ['end before start', 'end', 'plan.end_before_start', (p) => { p.end = '2020-01-01'; p.objectives[0].indicators = []; }],
    ['orientation before the end', 'orientation_until', 'plan.orientation_before_end', (p) => (p.orientation_until = '2024-01-01')],
    ['an indicator twice', 'objectives[0].indicators[1].code', 'plan.code_twice', (p) => (p.objectives[0].indicators[1].code = '2.1')],
    ['an objective twice', 'objectives[1].code', 'plan.code_twice', (p) => p.objectives.push({ code: 'O1', title: 'Lại' })],
    ['a code that is an address', 'code', 'plan.code_reserved', (p) => (p.code = 'new')],
    ['a code with a space', 'code', 'row.not_code', (p) => (p.code = 'P 1')],
    ['no code', 'code', 'row.required', (p) => delete p.code],
    ['no title', 'title', 'row.required', (p) => delete p.title],
    ['a title without Vietnamese', 'title.vi', 'row.required', (p) => (p.title = { en: 'Plan' })],
    ['a title that is a number', 'title', 'plan.not_title', (p) => (p.title = 7)],
    ['objectives that are no list', 'objectives', 'plan.not_array', (p) => (p.objectives = {})],
    ['a task nobody has', 'agencies[0].tasks[0]', 'plan.task_unknown', (p) => (p.agencies = [{ code: 'X', title: 'X', tasks: ['NV9'] }])],
    ['a leader that is not listed', 'lead_agency', 'plan.agency_unknown', (p) => Object.assign(p, { agencies: [{ code: 'X', title: 'X' }], lead_agency: 'Y' })],
    ['a reporting day that is none', 'reporting[0].due', 'plan.month_day', (p) => (p.reporting = [{ kind: 'annual', due: '31/12' }])],
  ];

  it.each(spoilt)('with %s is refused at %s', async (_what, at, says, spoil) => {
    const plan = { ...examplePlan(), code: 'BAD' };
    spoil(plan);
    const before = await rowsOf(world, 'plans');
    expect(onlyFault(await importPlan(world, plan))).toMatchObject({ at, says });
    expect(await rowsOf(world, 'plans')).toEqual(before);
  });

  it('says the line, and all faults at once', async () => {
    const plan = { ...examplePlan(), code: 'BAD' };
    plan.objectives[0].indicators[0].target = '90';
    plan.objectives[0].indicators[1].due = 'soon';
    const text = JSON.stringify(plan, null, 1).split('\n');
    const { rejected } = await file().importText(text.join('\n'));
    expect(rejected.map(({ line }) => text[line - 1]?.trim())).toEqual(['"target": "90",', '"due": "soon",']);
    expect(rejected.map(({ value }) => value)).toEqual(['90', 'soon']);
  });

  it('says at once what cannot be read, what parts must be to each other, and what is not there', async () => {
    const plan = { ...examplePlan(), code: 'BAD' };
    plan.unit = '999';
    plan.end = '31.12.2025';
    plan.objectives[0].indicators[0].target = '90';
    plan.objectives[0].indicators[0].groups = ['techer'];
    plan.objectives[0].indicators[1].code = '2.1';
    plan.objectives.push(7);
    plan.agencies = [{ code: 'X', title: 5, tasks: ['NV9'] }];
    plan.lead_agency = 'Y';
    const { rejected } = await importPlan(world, plan);
    expect(rejected.map(({ column }) => column).sort()).toEqual([
      'agencies[0].tasks[0]',
      'agencies[0].title',
      'end',
      'lead_agency',
      'objectives[0].indicators[0].groups[0]',
      'objectives[0].indicators[0].target',
      'objectives[0].indicators[1].code',
      'objectives[1]',
      'unit',
    ]);
  });

  it('says nothing that may be right once the rest can be read', async () => {
    const plan = { ...examplePlan(), code: 'BAD' };
    plan.start = 'soon';
    plan.orientation_until = '2020-01-01';
    plan.end = '?';
    plan.tasks = [{ code: 'NV 1', title: 'Một' }];
    plan.agencies = [{ code: 'X Y', title: 'X', tasks: ['NV1'] }];
    plan.lead_agency = 'XY';
    plan.objectives[0].indicators[0] = { ...plan.objectives[0].indicators[0], measure: 'told', unit: 'người' };
    const { rejected } = await importPlan(world, plan);
    expect(rejected.map(({ column }) => column).sort()).toEqual([
      'agencies[0].code',
      'end',
      'objectives[0].indicators[0].measure',
      'start',
      'tasks[0].code',
    ]);
  });

  it('falls where it must have no figure', async () => {
    const plan = realPlan();
    plan.objectives[3].indicators[1].target = 5;
    expect(onlyFault(await importPlan(world, plan)).says).toBe('plan.falling_target');
  });

  it.each([
    ['{"code": "P",}', 1, 'plan.json_syntax'],
    ['{"code": "P"\n "unit": "D"}', 2, 'plan.json_syntax'],
    ['{\n "code": "P"', 2, 'plan.json_ends'],
    ["{'code': 'P'}", 1, 'plan.json_syntax'],
    ['code,plan\nP,x', 1, 'plan.json_syntax'],
    ['{"code": "P",\n "code": "Q"}', 2, 'plan.json_twice'],
    ['['.repeat(200), 1, 'plan.json_deep'],
    ['{} {}', 1, 'plan.json_syntax'],
    ['[1, 2]', 1, 'plan.not_object'],
  ])('that is not JSON is refused with its line: %s', async (text, line, says) => {
    expect(onlyFault(await file().importText(text))).toMatchObject({ at: 'plan', line, says });
  });

  it('reports keys that nobody reads, and ignores them', async () => {
    const plan = { ...examplePlan(), colour: 'red' };
    plan.objectives[0].indicators[0].weight = 3;
    const report = await importPlan(world, plan);
    expect(report).toMatchObject({ inserted: 1, saved: true });
    expect(report.unknown_columns.sort()).toEqual(['colour', 'objectives[].indicators[].weight']);
  });

  it.each([
    ['missing.json', null, 'file.not_found'],
    ['empty.json', ' ', 'plan.empty_file'],
    ['large.json', ' '.repeat(1024 * 1024 + 1), 'file.too_large'],
  ])('as a file: %s', async (name, content, key) => {
    const path = join(world.settings.dataDir, name);
    if (content !== null) writeFileSync(path, content);
    await expect(file().import(path)).rejects.toMatchObject({ key });
  });

  it('says so when the text is not UTF-8', async () => {
    const path = join(world.settings.dataDir, 'latin.json');
    writeFileSync(path, Buffer.from('{\n"code": "K\xea"}', 'latin1'));
    expect(onlyFault(await file().import(path))).toMatchObject({ line: 2, says: 'plan.not_utf8' });
  });
});
