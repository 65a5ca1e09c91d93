import { copyFileSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createContext } from '../../src/app.js';
import { runCommand } from '../../src/commands/run-command.js';
import type { Settings } from '../../src/config/settings.js';
import { type Ended, environmentOf, ROOT } from '../support/command.js';

/** A small district: two communes that became one on 1 July 2025, one that stays, a class, people, and two activities. */
export const DISTRICT = {
  units: `code,name,level,parent,valid_from,valid_to
D,Tam Đường,district,,,
03424,Xã Bình Lư,commune,D,,2025-06-30
03427,Xã Sơn Bình,commune,D,,2025-06-30
03460,Xã Bình Lư mới,commune,D,2025-07-01,
C,Xã Bản Bo,commune,D,,
6A,Lớp 6A,cohort,C,,`,
  successions: `predecessor,successor,date
03424,03460,2025-07-01
03427,03460,2025-07-01`,
  people: `ref,full_name,unit
lan,Lò Thị Lan,03424
hoa,Vàng A Hoa,03427
minh,Trần Văn Minh,C`,
  organisations: `ref,name,group,unit
htx1,Hợp tác xã Chè Bình Lư,cooperative,03424
ho1,Hộ ông Páo,household,C`,
  activities: `code,plan,kind,title,unit
L1,P,training,Lớp tập huấn,C
D1,P,campaign,Đợt truyền thông,03424`,
  sessions: `activity,number,date,status
L1,1,2025-06-10,held
L1,2,2025-07-10,held
D1,1,2025-05-20,held`,
  participations: `activity,person,group
L1,lan,teacher
D1,hoa,parent`,
  attendance: `activity,session,person,status
L1,1,lan,present`,
};

/** A folder of files for `import-all`, with the plan of the worked example. */
export function writeFolder(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'lan-toa-folder-'));
  mkdirSync(folder, { recursive: true });
  for (const [kind, text] of Object.entries(files)) writeFileSync(join(folder, `${kind}.csv`), `${text}\n`);
  copyFileSync(join(ROOT, 'test', 'fixtures', 'worked-example', 'plan.json'), join(folder, 'plan.json'));
  return folder;
}

/** How many rows each table has. */
export async function tableCounts(settings: Settings): Promise<Record<string, number>> {
  const database = await connect(settings);
  try {
    const counts: Record<string, number> = {};
    for (const { tableName } of database.source.entityMetadatas) {
      const row = await database.row<{ n: number }>(
        `SELECT COUNT(*) AS n FROM ${database.source.driver.escape(tableName)}`,
      );
      counts[tableName] = Number(row?.n);
    }
    return counts;
  } finally {
    await database.close();
  }
}

export interface JsonReport {
  kind: string;
  rows: number;
  inserted: number;
  updated: number;
  unchanged: number;
  rejected: { line: number; column: string; value: string; reason: string }[];
}

/** A command in this process: what the built one does, without the time that a process needs to start. */
export async function lantoaHere(settings: Settings, words: string[]): Promise<Ended> {
  const kept = { ...process.env };
  const said = { out: '', err: '' };
  const hear = (into: 'out' | 'err') => (text: string | Uint8Array) => (said[into] += String(text)) !== '';
  const spies = [
    jest.spyOn(process.stdout, 'write').mockImplementation(hear('out')),
    jest.spyOn(process.stderr, 'write').mockImplementation(hear('err')),
  ];
  Object.assign(process.env, environmentOf(settings));
  try {
    return { status: await runCommand(words, { connect, createContext }), ...said };
  } finally {
    for (const spy of spies) spy.mockRestore();
    process.env = kept;
  }
}

/** `import … --json`, with what it printed. */
export async function importJson(
  settings: Settings,
  kind: string,
  path: string,
  ...flags: string[]
): Promise<Ended & { report: JsonReport }> {
  const ended = await lantoaHere(settings, ['import', kind, path, '--json', ...flags]);
  return { ...ended, report: JSON.parse(ended.out) as JsonReport };
}
