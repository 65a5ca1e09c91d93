import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SignInSheets } from '../../src/activities/sign-in-sheets.js';
import { SigningKeys } from '../../src/certificates/signing-keys.js';
import { ImportRunner } from '../../src/interchange/import-runner.js';
import { type JsonRow, RowsRunner } from '../../src/interchange/rows-runner.js';
import { LAST_DAY } from '../../src/territory/place.js';
import { ReformPlaceRow, ReformRow } from '../../src/territory/territory.entities.js';
import { attachTo } from './attachments.js';
import { ROOT } from './command.js';
import { COMMUNES, type Territory } from './communes.js';
import { certified } from './certified.js';
import { type Answered, answered } from './answered.js';
import { type Banked, banked } from './banked.js';
import { type Enrolled, enrolled } from './enrolled.js';
import { agreed, joined, merged, participated } from './register.js';
import { messageThat } from './messages.js';
import { type Taught, taught } from './taught.js';
import { arrived, changedRoster, differed } from './rosters.js';
import { tested } from './tested.js';
import { type Member, World } from './world.js';

const DISTRICT = join(ROOT, 'demo', 'tam-duong');

/** The records of one commune, as the addresses of the product name them. */
export interface Records extends Answered, Banked, Enrolled, Taught {
  /** The commune's code, and the id of the place as it stood when its records were made. */
  unit: string;
  place: number;
  /** The day of its activity; its baseline is of the year that begins before or after the reform like it. */
  on: string;
  /** A group that only this commune uses. */
  group: string;
  person: string;
  personId: number;
  child: string;
  childId: number;
  /** A consent that was recorded for the child. */
  consent: number;
  twinId: number;
  organisation: string;
  organisationId: number;
  /** Somebody who belongs to the organisation. */
  member: number;
  activity: string;
  /** A course that its person completed. */
  completed: string;
  plan: string;
  /** A value entered for the plan's indicator that is not counted. */
  value: number;
  succession: number;
  /** A reform by page that the place was part of. */
  reform: number;
  merge: number;
  /** An event that tells of attendance taken. */
  taken: number;
  /** A line of the roster, an event that tells of one that was taken off, and somebody who waits. */
  line: number;
  removal: number;
  waiting: number;
  /** Something a device noted that differs. */
  difference: number;
  /** Somebody who checked in. */
  claim: number;
  /** The token of the person's own page, a correction of the name asked for there, and the code for the activity's test. */
  ownPage: string;
  personalCode: string;
  correction: number;
  /** A photo of its session, and a material. */
  photo: number;
  material: number;
  /** The code of a sign-in sheet that was printed. */
  sheet: string;
  /** The certificate of its person, and its code. */
  certificate: number;
  certificateCode: string;
}

/** The plan of the whole district. */
export const DISTRICT_PLAN = 'TD-CLD-2021';

/** The district at work, small: what the rights are tried on. */
export class Story {
  readonly records = {} as Record<Territory, Records>;
  /** Name of the key that signs certificates. */
  signingKey = '';
  /** Messages that wait, have left or were given up, and a user whom nobody plays. */
  message = 0;
  sentMessage = 0;
  failedMessage = 0;
  bystander = 0;
  /** A value entered for the district's own plan. */
  districtValue = 0;

  private constructor(
    readonly world: World,
    readonly administrator: Member,
  ) {}

  static async create(env: Record<string, string> = {}): Promise<Story> {
    const world = await World.create(env);
    const story = new Story(world, await world.member('administrator'));
    for (const kind of ['units', 'successions']) await story.file(kind, join(DISTRICT, `${kind}.csv`));
    await story.file('plan', join(DISTRICT, 'plan.json'));
    for (const territory of ['own', 'former', 'foreign'] as const) await story.live(territory);
    await story.correspond();
    story.signingKey = (await world.get(SigningKeys).current()).kid;
    return story;
  }

  /** The place that has a code on a day. */
  async place(code: string, day: string): Promise<number> {
    return this.number('SELECT id FROM places WHERE code = ? AND valid_from <= ? AND valid_to >= ?', [code, day, day]);
  }

  /** Brings in rows as a program would, by the operator. */
  async rows(kind: string, rows: JsonRow[]): Promise<void> {
    await this.world.get(RowsRunner).run(kind, rows);
  }

  private async file(kind: string, path: string): Promise<void> {
    const report = await this.world.get(ImportRunner).run(kind, path, path);
    expect({ kind, rejected: report.rejected, saved: report.saved }).toEqual({ kind, rejected: [], saved: true });
  }

  private async live(territory: Territory): Promise<void> {
    const { unit, mark, on, source } = COMMUNES[territory];
    await this.rows('groups', [{ code: `g-${mark}`, name: `Nhóm ${mark}`, counts: 'persons' }]);
    await this.rows('baselines', [
      { unit, group: 'teacher', year: on < '2025-07-01' ? 2025 : 2026, value: 40, source },
    ]);
    await this.planOf(territory);
    await this.people(territory);
    await this.activity(territory);
    this.records[territory] = await this.named(territory);
  }

  private async people(territory: Territory): Promise<void> {
    const { unit, mark, person, twin, child, organisation } = COMMUNES[territory];
    const contact = { phone: '0912345678', birth_year: 1984, national_id: '' };
    await this.rows('people', [
      { ref: `P-${mark}`, full_name: person, unit, ...contact },
      { ref: `T-${mark}`, full_name: twin, unit, ...contact },
      { ref: `C-${mark}`, full_name: child, unit, birth_year: 2015, phone: '', national_id: '' },
    ]);
    await this.rows('organisations', [{ ref: `O-${mark}`, name: organisation, group: 'cooperative', unit }]);
  }

  private async activity(territory: Territory): Promise<void> {
    const { unit, mark, activity, venue, on } = COMMUNES[territory];
    const code = `A-${mark}`;
    await this.rows('activities', [
      { code, plan: DISTRICT_PLAN, kind: 'training', title: activity, unit, status: 'done' },
    ]);
    await this.rows('sessions', [
      { activity: code, number: 1, date: on, start: '08:00', end: '11:00', venue, status: 'held' },
    ]);
    await this.rows('participations', [
      { activity: code, person: `P-${mark}`, group: 'teacher', unit: '', organisation: '' },
      { activity: code, person: `T-${mark}`, group: 'cooperative', unit, organisation: `O-${mark}` },
      { activity: code, person: `C-${mark}`, group: 'child', unit, organisation: '' },
    ]);
    await this.rows(
      'attendance',
      ['P', 'T', 'C'].map((one) => ({ activity: code, session: 1, person: `${one}-${mark}`, status: 'present' })),
    );
    await this.rows('headcounts', [
      { activity: code, session: 1, unit, group: 'parent', count: 17, method: 'counted' },
    ]);
    await this.rows('test_results', [{ activity: code, person: `P-${mark}`, date: on }]);
    const course = `L-${mark}`;
    const facts = { plan: DISTRICT_PLAN, kind: 'course', title: `Khóa ${mark}`, unit, status: 'running' };
    await this.rows('activities', [{ code: course, ...facts }]);
    await this.rows('participations', [
      { activity: course, person: `P-${mark}`, group: 'teacher', unit, organisation: '' },
    ]);
    await this.rows('completions', [
      { activity: course, person: `P-${mark}`, group: 'teacher', organisation: '', date: on },
    ]);
  }

  /** A plan of the commune's own, with one indicator that is counted and one whose values are entered. */
  private async planOf(territory: Territory): Promise<void> {
    const { unit, mark, on } = COMMUNES[territory];
    const own = { unit: 'percent', due: '2025-12-31', comparator: 'gte', target: 90 };
    const path = join(this.world.settings.dataDir, `${mark}.json`);
    const title = { vi: `Kế hoạch ${mark}`, en: `Plan ${mark}` };
    const plan = {
      ...{ code: `K-${mark}`, title, unit, start: on, end: '2025-12-31' },
      objectives: [
        {
          ...{ code: 'M1', title },
          indicators: [
            { code: 'C1', title, measure: 'trained', groups: ['teacher', 'cooperative'], ...own },
            { code: 'R1', title, measure: 'rate', ...own },
          ],
        },
      ],
      tasks: [{ code: 'N1', title }],
      agencies: [{ code: 'Q1', title, role: 'lead', tasks: ['N1'] }],
      reporting: [{ kind: 'annual', due: '12-15', from: 'Q1', to: 'UBND' }],
    };
    writeFileSync(path, JSON.stringify(plan));
    await this.file('plan', path);
    await this.enter(`K-${mark}`, 'R1', on);
  }

  private async enter(plan: string, indicator: string, date: string): Promise<void> {
    const value = { indicator, date, value: 61.5, source: 'Báo cáo' };
    await this.administrator.api('post', `/api/v1/plans/${plan}/reported-values`).send(value).expect(201);
  }

  private async named(territory: Territory): Promise<Records> {
    const { unit, mark, on } = COMMUNES[territory];
    const id = (sql: string, param: string | number): Promise<number> => this.number(sql, [param]);
    const place = await this.place(unit, on);
    const merge = await merged(this.world, this.administrator, mark);
    const taken = await this.taken(mark);
    const changes = { ...(await changedRoster(this.world, mark)), ...(await differed(this.world, mark)) };
    const course = await taught(this.world, `KH-${mark}`, DISTRICT_PLAN, unit);
    return {
      ...changes,
      ...(await participated(this.world, `P-${mark}`)),
      ...(await arrived(this.world, mark)),
      ...course,
      ...{
        unit,
        on,
        place,
        merge,
        taken,
        reform: await this.reformed(place),
        group: `g-${mark}`,
        activity: `A-${mark}`,
        completed: `L-${mark}`,
        plan: `K-${mark}`,
        ...(await certified(this.world, mark)),
        ...(await banked(this.world, `K-${mark}`, DISTRICT_PLAN)),
        ...(await answered(this.world, `A-${mark}`, `P-${mark}`)),
        ...(await tested(this.world, `A-${mark}`, `P-${mark}`)),
        ...(await attachTo(this.world, `A-${mark}`, `K-${mark}`, DISTRICT_PLAN)),
        sheet: (await this.world.get(SignInSheets).make(`A-${mark}`, 1)).code,
      },
      // Once the certificates are out: who has an address is written to.
      ...(await enrolled(this.world, course, { person: `P-${mark}`, unit })),
      ...{ person: `P-${mark}`, child: `C-${mark}`, organisation: `O-${mark}` },
      personId: await id('SELECT id FROM people WHERE ref = ?', `P-${mark}`),
      childId: await id('SELECT id FROM people WHERE ref = ?', `C-${mark}`),
      consent: await agreed(this.world, this.administrator, `C-${mark}`),
      member: await joined(this.world, this.administrator, `T-${mark}`, `O-${mark}`),
      twinId: await id('SELECT id FROM people WHERE ref = ?', `T-${mark}`),
      organisationId: await id('SELECT id FROM organisations WHERE ref = ?', `O-${mark}`),
      value: await id(
        `SELECT v.id FROM reported_values v JOIN indicators i ON i.id = v.indicator_id
         JOIN plans p ON p.id = i.plan_id WHERE p.code = ?`,
        `K-${mark}`,
      ),
      // As a predecessor where it ended, as a successor where it goes on.
      succession: await id(
        `SELECT id FROM successions WHERE ${on < '2025-07-01' ? 'predecessor_id' : 'successor_id'} = ? ORDER BY id LIMIT 1`,
        place,
      ),
    };
  }

  private reformed(place_id: number): Promise<number> {
    const { database } = this.world;
    return database.transaction(async () => {
      const reform_id = await database.insertOne(ReformRow, { kind: 'end', date: '2030-01-01', marks: '{}' });
      await database.insert(ReformPlaceRow, [{ reform_id, place_id, last_day: LAST_DAY }]);
      return reform_id;
    });
  }

  /** Attendance of one person that was taken by page. */
  private async taken(mark: string): Promise<number> {
    const id = await this.number('SELECT id FROM people WHERE ref = ?', [`P-${mark}`]);
    const body = { [`s${id}`]: 'present', [`p${id}`]: 'late' };
    await this.administrator.post(`/activities/A-${mark}/sessions/1/attendance`, body).expect(303);
    return this.number('SELECT MAX(id) AS id FROM events', []);
  }

  private async correspond(): Promise<void> {
    await this.enter(DISTRICT_PLAN, '1.1', '2025-06-30');
    this.districtValue = await this.number('SELECT MAX(id) AS id FROM reported_values', []);
    this.bystander = (await this.world.member('viewer')).id;
    this.message = await messageThat(this.world, 'waiting');
    this.sentMessage = await messageThat(this.world, 'sent');
    this.failedMessage = await messageThat(this.world, 'failed');
  }

  private async number(sql: string, params: (string | number)[]): Promise<number> {
    const row = await this.world.database.row<{ id: number }>(sql, params);
    if (!row) throw new Error(`nothing in the story: ${sql} ${params.join(' ')}`);
    return Number(row.id);
  }
}
