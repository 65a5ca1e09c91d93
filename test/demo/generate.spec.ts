import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoAccounts } from '../../src/demo/accounts.js';
import { generateDemo } from '../../src/demo/generate.js';
import { reportedValues } from '../../src/demo/reported-values.js';
import { DEMO_KINDS, type DemoFiles } from '../../src/demo/rows.js';
import { realFile } from '../../src/demo/territory.js';
import { writeDemo } from '../../src/demo/write.js';
import { Checker } from './checker.js';

const REFORM = '2025-07-01';
const files = generateDemo();
const checker = new Checker(files);

function fingerprint(demo: DemoFiles): string {
  return createHash('sha256').update(JSON.stringify(demo)).digest('hex');
}

/** Organisations or persons of one group who were at a session by the given day. */
function there(group: string, until: string): Set<string> {
  const dates = new Map(files.sessions.map((s) => [`${s.activity} ${s.number}`, s.date]));
  const came = new Set(
    files.attendance
      .filter((a) => (a.status === 'present' || a.status === 'late') && (dates.get(`${a.activity} ${a.session}`) ?? '') <= until)
      .map((a) => `${a.activity} ${a.person}`),
  );
  const rows = files.participations.filter((p) => p.group === group && came.has(`${p.activity} ${p.person}`));
  return new Set(rows.map((p) => p.organisation || p.person));
}

function baseline(group: string, year: string): number {
  const rows = files.baselines.filter((b) => b.group === group && b.year === year && !b.unit.includes('-'));
  return rows.reduce((sum, row) => sum + Number(row.value), 0);
}

describe('the demonstration district', () => {
  it('is the same for the same seed and another for another', () => {
    expect(fingerprint(generateDemo())).toBe(fingerprint(files));
    expect(fingerprint(generateDemo(1))).not.toBe(fingerprint(files));
  });

  it('has files that agree with each other and with the territory of each day, whatever the seed', () => {
    expect(checker.check()).toEqual([]);
    expect(new Checker(generateDemo(7)).check()).toEqual([]);
  });

  it('has some thousands of people and two years of activities', () => {
    expect(files.people.length).toBeGreaterThan(3000);
    expect(files.people.length).toBeLessThan(4500);
    expect(files.organisations.length).toBeGreaterThan(1500);
    expect(files.participations.length).toBeGreaterThan(5000);
    const days = files.sessions.map((session) => session.date).sort();
    expect(days[0]?.slice(0, 7)).toBe('2024-01');
    expect(days.at(-1)?.slice(0, 7)).toBe('2025-12');
  });

  it('keeps the real places and successions, first and unchanged', async () => {
    const real = (await readFile(realFile('units.csv'), 'utf8')).trim().split('\n').slice(1);
    expect(files.units.slice(0, real.length).map((u) => Object.values(u).join(','))).toEqual(real);
    expect(files.successions).toHaveLength(13);
  });

  it('marks what is invented, in NFC, without telephone numbers or national IDs', () => {
    const invented = [
      ...files.units.slice(21).map((unit) => unit.name),
      ...files.activities.map((activity) => activity.title),
      ...files.baselines.map((row) => row.source),
      ...files.organisations.filter((o) => o.group !== 'household').map((o) => o.name),
    ];
    expect(invented.filter((text) => !text.includes('(hư cấu)'))).toEqual([]);
    const mails = [...files.people.map((p) => p.email), ...demoAccounts.map((a) => a.email)].filter(Boolean);
    expect(mails.filter((mail) => !mail.endsWith('@example.vn'))).toEqual([]);
    const text = JSON.stringify(files);
    expect(text).toBe(text.normalize('NFC'));
    expect(files.people[0]).not.toHaveProperty('phone');
    expect(files.people[0]).not.toHaveProperty('national_id');
  });
});

describe('the story it tells', () => {
  it('reaches more than 90% of the teachers before the reform, and more than are known at one place', () => {
    const share = there('teacher', '2025-06-15').size / baseline('teacher', '2025');
    expect(share).toBeGreaterThan(0.9);
    expect(share).toBeLessThan(0.96);
    const thenSin = new Set(files.people.filter((p) => p.unit === '03394').map((p) => p.ref));
    const known = files.baselines.find((b) => b.unit === '03394' && b.group === 'teacher' && b.year === '2025');
    const reached = [...there('teacher', '2025-06-15')].filter((ref) => thenSin.has(ref));
    expect(reached.length).toBeGreaterThan(Number(known?.value));
  });

  it('lacks the households of three communes', () => {
    const counted = new Set(files.baselines.filter((b) => b.group === 'household').map((b) => b.unit));
    const communes = files.units.filter((u) => u.level === 'commune' && u.valid_to !== '').map((u) => u.code);
    expect(communes.filter((code) => !counted.has(code))).toEqual(['03421', '03427', '03430']);
  });

  it('has activities of new communes with people recorded at places that ended', () => {
    const after = files.activities.filter((a) => checker.firstDay(a.code) >= REFORM);
    expect(after.length).toBeGreaterThan(20);
    const codes = new Set(after.map((a) => a.code));
    const units = new Map(files.people.map((p) => [p.ref, p.unit]));
    const rows = files.participations.filter((p) => codes.has(p.activity));
    expect(rows.filter((p) => checker.at(units.get(p.person) ?? '', REFORM) === undefined).length).toBeGreaterThan(20);
    expect(new Set(files.headcounts.filter((h) => codes.has(h.activity)).map((h) => h.unit))).toContain('03408');
  });

  it('has teachers whom several agencies reached', () => {
    const agencies = new Map(files.activities.map((a) => [a.code, a.agency]));
    const reporters = new Map<string, Set<string>>();
    for (const { activity, person, group } of files.participations) {
      if (group !== 'teacher') continue;
      reporters.set(person, (reporters.get(person) ?? new Set()).add(agencies.get(activity) ?? ''));
    }
    expect([...reporters.values()].filter((set) => set.size > 1).length).toBeGreaterThan(200);
  });

  it('has make-ups, cancelled, planned and draft things, guests, and both ways of counting heads', () => {
    expect(files.sessions.filter((s) => s.makes_up !== '').length).toBe(2);
    expect(new Set(files.sessions.map((s) => s.status))).toEqual(new Set(['held', 'cancelled', 'planned']));
    expect(new Set(files.activities.map((a) => a.status))).toEqual(new Set(['done', 'running', 'draft', 'cancelled']));
    expect(files.people.filter((p) => p.unit === '12')).toHaveLength(5);
    expect(files.participations.filter((p) => p.unit !== '')).toHaveLength(1);
    expect(new Set(files.headcounts.map((h) => h.method))).toEqual(new Set(['counted', 'estimated']));
    expect(files.headcounts.filter((h) => h.note === '')).toEqual([]);
  });

  it('has two people of one household, people in two groups, and children with and without consent', () => {
    const households = new Map<string, Set<string>>();
    const groups = new Map<string, Set<string>>();
    for (const { person, group, organisation } of files.participations) {
      groups.set(person, (groups.get(person) ?? new Set()).add(group));
      if (group === 'household') households.set(organisation, (households.get(organisation) ?? new Set()).add(person));
    }
    expect([...households.values()].filter((people) => people.size === 2).length).toBeGreaterThan(20);
    expect([...groups.values()].filter((set) => set.size === 2).length).toBeGreaterThan(100);
    const children = files.people.filter((p) => groups.get(p.ref)?.has('child'));
    expect(children).toHaveLength(24);
    expect(children.filter((child) => child.consent_on !== '' && child.consent_by !== '')).toHaveLength(18);
  });

  it('knows the trainers of its activities and values for every indicator that is not counted', () => {
    const mails = new Set(demoAccounts.map((account) => account.email));
    expect(files.activities.filter((a) => a.trainer !== '' && !mails.has(a.trainer))).toEqual([]);
    expect(new Set(reportedValues.map((value) => value.indicator))).toEqual(new Set(['1.1', '1.2', '1.3', '4.1', '4.2']));
  });
});

describe('writing it', () => {
  it('makes a folder with the plan and one file per kind', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lan-toa-demo-'));
    try {
      await writeDemo(join(folder, 'new'), files);
      const names = await readdir(join(folder, 'new'));
      expect(names.sort()).toEqual([...DEMO_KINDS.map((kind) => `${kind}.csv`), 'plan.json'].sort());
      const people = await readFile(join(folder, 'new', 'people.csv'), 'utf8');
      expect(people.trimEnd().split('\n')).toHaveLength(files.people.length + 1);
      expect(await readFile(join(folder, 'new', 'activities.csv'), 'utf8')).toContain('"Sinh kế an toàn, không dùng');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
