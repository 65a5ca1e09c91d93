import { Injectable } from '@nestjs/common';
import { isUtf8 } from 'node:buffer';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { Database } from '../database/database.js';
import { DomainError } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import type { DocumentFile, DocumentOptions } from '../interchange/importer.js';
import { emptyReport, type ImportReport } from '../interchange/report.js';
import { FileError, rowError } from '../interchange/row-error.js';
import { documentOfContent } from './plan-content.js';
import type { PlanDocument } from './plan-document.js';
import { PlanEditor, PlanRefused, type SaveOutcome } from './plan-editor.js';
import { atLines, type FaultAtLine, readPlan } from './plan-reading.js';
import { jsonOf } from './plan-text.js';
import { Plans } from './plans.js';

const MB = 1024 * 1024;

/** Undoes the transaction of a check without saving. */
class Undo extends Error {}

/** plan.json, in and out (interchange.md). */
@Injectable()
export class PlanFile implements DocumentFile {
  readonly kind = 'plan';
  readonly permission = 'plan.write';

  constructor(
    private readonly database: Database,
    private readonly plans: Plans,
    private readonly editor: PlanEditor,
    private readonly events: EventLog,
  ) {}

  /**
   * Brings in a plan.json of at most 1 MB. A plan is one row; what is wrong is told by line and place in the document.
   * @throws FileError where there is no such file, or it is empty or too large
   */
  async import(path: string, options: DocumentOptions = {}): Promise<ImportReport> {
    const bytes = await bytesOf(path);
    if (isUtf8(bytes)) return this.importText(bytes.toString('utf8'), options);
    return refused([{ path: '', value: '', key: 'plan.not_utf8', params: {}, line: firstBadLine(bytes) }], []);
  }

  /** The same with the text of a plan.json. */
  async importText(text: string, options: DocumentOptions = {}): Promise<ImportReport> {
    const reading = readPlan(text);
    if ('faults' in reading) return refused(await this.editor.allFaults(reading), reading.unknown);
    const { document, unknown, lineOf } = reading;
    try {
      const outcome = await this.save(document, options);
      return {
        ...emptyReport('plan'),
        rows: 1,
        [outcome]: 1,
        unknown_columns: unknown,
        summary: summaryOf(document),
        saved: options.dryRun !== true,
      };
    } catch (error) {
      if (error instanceof PlanRefused) return refused(atLines(error.faults, lineOf), unknown);
      // Inside somebody else's transaction nothing was undone yet: it must not go on.
      if (!isRefusal(error) || this.database.inTransaction()) throw error;
      const refusal = { key: error.key, params: error.params };
      return { ...emptyReport('plan'), rows: 1, unknown_columns: unknown, summary: summaryOf(document), refusal };
    }
  }

  /** Every plan there is: the first as `plan`, the others as `plan-CODE`. */
  async *export(): AsyncIterable<{ name: string; text: string }> {
    const plans = (await this.plans.all()).sort((a, b) => a.id - b.id);
    const taken = new Set<string>();
    for (const [at, plan] of plans.entries()) {
      const json = jsonOf(documentOfContent(await this.plans.content(plan)));
      yield {
        name: at === 0 ? 'plan' : `plan-${fileName(plan.code, taken)}`,
        text: `${JSON.stringify(json, null, 2)}\n`,
      };
    }
  }

  private async save(document: PlanDocument, { dryRun }: DocumentOptions): Promise<SaveOutcome> {
    let outcome: SaveOutcome = 'unchanged';
    try {
      await this.database.transaction(async () => {
        outcome = await this.editor.save(document);
        await this.database.flush();
        if (dryRun) throw new Undo();
        await this.events.record({ kind: 'import.plan', detail: { code: document.code, outcome } });
      });
    } catch (error) {
      if (!(error instanceof Undo)) throw error;
    }
    return outcome;
  }
}

function isRefusal(error: unknown): error is DomainError {
  return error instanceof DomainError && error.kind !== 'unavailable' && error.kind !== 'full';
}

function refused(faults: readonly FaultAtLine[], unknown: string[]): ImportReport {
  const rejected = faults
    .map(({ line, path, value, key, params }) => rowError(line, path === '' ? 'plan' : path, value, { key, params }))
    .sort((a, b) => a.line - b.line);
  return { ...emptyReport('plan'), rows: 1, faulty_rows: 1, rejected, unknown_columns: unknown };
}

/** What the plan is, for whoever is to save it. */
function summaryOf({ code, objectives, tasks }: PlanDocument): ImportReport['summary'] {
  const indicators = objectives.flatMap((objective) => objective.indicators).length;
  return {
    key: 'imports.plan_summary',
    params: { code, objectives: objectives.length, indicators, tasks: tasks.length },
  };
}

/**
 * A code may hold a slash or a colon, a file's name may not, and on many disks `a` is `A`: codes that would share a name
 * are numbered. @param taken the names so far, which gets this one
 */
function fileName(code: string, taken: Set<string>): string {
  const plain = code.replaceAll(/[/:]/g, '_');
  let name = plain;
  for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${plain}.${number}`;
  taken.add(name.toLowerCase());
  return name;
}

async function bytesOf(path: string): Promise<Buffer> {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' || error.code === 'ENOTDIR'
      ? new FileError('not_found', { file: basename(path) })
      : error;
  });
  try {
    const found = await file.stat();
    if (!found.isFile()) throw new FileError('not_a_file', { file: basename(path) });
    if (found.size > MB) throw new FileError('too_large', { max: 1 });
    const bytes = await file.readFile();
    if (bytes.toString('utf8').trim() === '') throw new DomainError('plan.empty_file');
    return bytes;
  } finally {
    await file.close();
  }
}

/** The line on which the first byte stands that is no UTF-8. */
function firstBadLine(bytes: Buffer): number {
  const upTo = bytes.toString('utf8').indexOf('\ufffd');
  return bytes.toString('utf8').slice(0, Math.max(0, upTo)).split('\n').length;
}
