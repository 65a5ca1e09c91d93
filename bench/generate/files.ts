import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const KEPT = 1 << 20;

/** The columns of the files that are written, as docs/interchange.md names them. */
const HEADERS = {
  units: 'code,name,level,parent,valid_from,valid_to',
  successions: 'predecessor,successor,date,main',
  baselines: 'unit,group,year,value,source',
  people: 'ref,full_name,sex,birth_date,unit',
  organisations: 'ref,name,group,unit',
  activities: 'code,plan,kind,title,unit,agency,min_attendance,status,test',
  sessions: 'activity,number,date,makes_up,status',
  participations: 'activity,person,group,organisation,unit',
  completions: 'activity,person,group,organisation,date',
  test_results: 'activity,person,date',
  attendance: 'activity,session,person,status',
  headcounts: 'activity,session,unit,group,count,method',
} as const;
export type FileName = keyof typeof HEADERS;

interface Open {
  descriptor: number;
  kept: string;
  rows: number;
}

/** The files of a folder, written side by side with no more than a megabyte of each in memory. */
export class Files {
  private readonly folder: string;
  private readonly open = new Map<FileName, Open>();

  /** @param folder is made where it is not there; what it has of these files is overwritten */
  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  /** Adds a row; a file without any is not made. @param cells without commas and quotes, in the order of the header */
  row(name: FileName, ...cells: (string | number)[]): void {
    const file = this.open.get(name) ?? this.begin(name);
    file.kept += `${cells.join(',')}\n`;
    file.rows += 1;
    if (file.kept.length >= KEPT) flush(file);
  }

  /** Writes a plan. */
  plan(plan: { code: string }): void {
    writeFileSync(join(this.folder, `plan-${plan.code}.json`), `${JSON.stringify(plan, null, 1)}\n`);
  }

  /** Writes what is kept. @returns the rows of each file */
  close(): Partial<Record<FileName, number>> {
    for (const file of this.open.values()) {
      flush(file);
      closeSync(file.descriptor);
    }
    return Object.fromEntries([...this.open].map(([name, { rows }]) => [name, rows]));
  }

  private begin(name: FileName): Open {
    const file = { descriptor: openSync(join(this.folder, `${name}.csv`), 'w'), kept: `${HEADERS[name]}\n`, rows: 0 };
    this.open.set(name, file);
    return file;
  }
}

function flush(file: Open): void {
  writeSync(file.descriptor, file.kept);
  file.kept = '';
}
