import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Sessions } from '#src/accounts/sessions.js';
import { Users } from '#src/accounts/users.js';
import { connect, createContext } from '#src/app.js';
import { readSettings } from '#src/config/settings.js';
import { type Engine, onEachEngine, ROOT } from './engines.ts';
import { ASKED, cpuOf, serve, staffCookie } from './server.ts';
import { type Figure, printTable } from './table.ts';

const PEOPLE = 100_000;
const COMMUNES = 38;
const VILLAGES = 9;

const FAMILIES =
  'Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Trần Trần Lê Lê Phạm Hoàng Vũ Đặng Bùi Đỗ Lò Lường Vàng Giàng';
const MIDDLES = 'Thị Thị Thị Thị Thị Thị_Thu Thị_Minh Văn Văn Văn Văn Đức Quang Minh Xuân Hữu Thanh Ngọc A';
const GIVENS =
  'An Anh Ánh Bình Chi Cường Dũng Duyên Hà Hải Hạnh Hiền Hòa Hồng Hùng Hương Huyền Khánh Lan Linh Loan Mai Minh Nam Nga Ngọc Phong Phương Quân Sơn Tâm Thảo Thắng Thu Thủy Trang Trung Tú Tuấn Yến';
const QUERIES = [
  'nguyen',
  'nguyen thi an',
  'an nguyen',
  'ng',
  'thi van',
  'nguyen thi',
  'quach tinh',
  'nobody here',
  'zz',
];

/** The same people each time: a small generator of numbers with a fixed start. */
function names(): () => string {
  let state = 7;
  const pick = (list: string): string => {
    const words = list.split(' ');
    state = (state * 48_271) % 2_147_483_647;
    return (words[state % words.length] ?? '').replace('_', ' ');
  };
  return () => [pick(FAMILIES), pick(MIDDLES), pick(GIVENS)].join(' ');
}

/** Writes a province: people in villages of communes, a third of them children, and an activity for each reader. */
function writeFiles(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lan-toa-bench-files-'));
  const write = (name: string, header: string, lines: string[]): void =>
    writeFileSync(join(folder, name), `${[header, ...lines].join('\n')}\n`);
  const communes = Array.from({ length: COMMUNES }, (_, n) => `C${n}`);
  const villages = communes.flatMap((code) => Array.from({ length: VILLAGES }, (_, n) => `${code}V${n}`));
  write('units.csv', 'code,name,level,parent', [
    'P,Tỉnh,province,',
    'D,Huyện,district,P',
    ...communes.map((code) => `${code},Xã ${code},commune,D`),
    ...villages.map((code) => `${code},Bản ${code},cohort,${code.split('V')[0]}`),
  ]);
  const name = names();
  const people = Array.from({ length: PEOPLE }, (_, n) => {
    const full = n % 9_973 === 0 ? 'Quách Tĩnh' : name();
    return `P${n},${full},${villages[n % villages.length]},${n % 3 === 0 ? 2018 : 1980}`;
  });
  write('people.csv', 'ref,full_name,unit,birth_year', people);
  write('activities.csv', 'code,plan,kind,title,unit', ['AP,X,training,Tỉnh,P', 'AC,X,training,Xã,C0']);
  const indicator = {
    code: '1',
    measure: 'informed',
    groups: ['parent'],
    comparator: 'gte',
    target: 90,
    due: '2025-12-31',
  };
  const objectives = [{ code: 'O', title: { vi: 'x' }, indicators: [{ ...indicator, title: { vi: 'x' } }] }];
  const plan = { code: 'X', title: { vi: 'x' }, unit: 'P', start: '2021-01-01', end: '2025-12-31', objectives };
  writeFileSync(join(folder, 'plan.json'), JSON.stringify(plan));
  const roster = Array.from({ length: 60 }, (_, n) => n * villages.length);
  write('participations.csv', 'activity,person,group', [...roster.map((n) => `AC,P${n},parent`)]);
  return folder;
}

/** Two readers: of the whole province, and a trainer of one commune. @returns their sessions, by activity */
async function signIn({ env }: Engine): Promise<[string, string, string][]> {
  const settings = readSettings({ ...process.env, ...env, LOG_LEVEL: 'silent' });
  const database = await connect(settings);
  const app = await createContext(settings, database);
  const [users, sessions] = [app.get(Users, { strict: false }), app.get(Sessions, { strict: false })];
  const open = async (role: 'organizer' | 'trainer', unit_code: string): Promise<string> => {
    const email = `${unit_code.toLowerCase()}@example.vn`;
    await users.add({ email, name: email, role, unit_code });
    await database.transaction(() =>
      database.execute("UPDATE users SET totp_secret = 'x', password_expired = 0 WHERE email = ?", [email]),
    );
    const user = await database.row<{ id: number }>('SELECT id FROM users WHERE email = ?', [email]);
    return staffCookie(await database.transaction(() => sessions.open(user?.id ?? 0, 'full', '', 'bench')));
  };
  const readers: [string, string, string][] = [
    ['the province', 'AP', await open('organizer', 'P')],
    ['a commune', 'AC', await open('trainer', 'C0')],
  ];
  await app.close();
  await database.close();
  return readers;
}

/** The process of the database server; none where the engine is part of the program. */
async function serverOf({ name, env }: Engine): Promise<number[]> {
  if (name === 'SQLite') return [];
  const database = await connect(readSettings({ ...process.env, ...env, LOG_LEVEL: 'silent' }));
  const row = await database.row<{ file: string }>('SELECT @@pid_file AS file');
  await database.close();
  return [Number(readFileSync(row?.file ?? '', 'utf8'))];
}

const folder = writeFiles();
await onEachEngine(async (engine) => {
  execFileSync(process.execPath, [join(ROOT, 'dist/cli.js'), 'import-all', folder], {
    env: { ...process.env, ...engine.env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const readers = await signIn(engine);
  const server = await serve(engine);
  const pids = [server.pid, ...(await serverOf(engine))];
  const figures: Figure[] = [];
  for (const [who, activity, cookie] of readers) {
    for (const q of QUERIES) {
      const path = `/activities/${activity}/roster/known?group=parent&q=${encodeURIComponent(q)}`;
      figures.push({
        what: `${who}: ${q}`,
        value: await cpuOf(pids, () => server.ask(path, cookie)),
        unit: 'ms CPU',
        budget: '5 ms',
      });
    }
    const like = `/activities/${activity}/roster/known?group=parent&like=1&q=Nguyen+Thi+An&unit=C0V1`;
    figures.push({
      what: `${who}: somebody new`,
      value: await cpuOf(pids, () => server.ask(like, cookie)),
      unit: 'ms CPU',
      budget: '5 ms',
    });
  }
  printTable(`Typing a name among ${PEOPLE.toLocaleString('en')} people on ${engine.name} (mean of ${ASKED})`, figures);
  await server.stop();
});
