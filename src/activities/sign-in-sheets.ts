import { Injectable } from '@nestjs/common';
import { randomInt } from 'node:crypto';
import { nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { DomainError, NotFound } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { Scopes } from '../territory/scope.js';
import { actor } from '../web/actor.js';
import type { Session } from './activities.entities.js';
import { ActivityRecords } from './activity-records.js';
import { ActivityDoor } from './open-activities.js';
import { onePerPerson } from './session.page.js';
import { type Numbered, numberRoster, type PrintedLine } from './sheet-numbering.js';
import { Sheet, SheetLine } from './sheets.entities.js';

/** Without what is mistaken for another: 0 O, 1 I L, U V. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 6;

/** The code of a sheet as it was typed, as it is kept. */
export function sheetCode(typed: string): string {
  return typed.normalize('NFKC').toUpperCase().replaceAll(/[\s-]/g, '');
}

/** The sheets of a session: the latest, and the lines of all of them; null: none was printed. */
export interface Paper {
  latest: Sheet | null;
  lines: PrintedLine[] | null;
}

/** Sign-in sheets: printing one fixes the numbers of those who are on it. */
@Injectable()
export class SignInSheets {
  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly records: ActivityRecords,
    private readonly events: EventLog,
    private readonly scopes: Scopes,
  ) {}

  /**
   * A sheet of the session with everybody who is on the roster now. Where the latest one has them all with the same numbers,
   * it is that one: whoever presses twice prints the same paper.
   * @throws NotFound; DomainError where nobody will meet
   */
  async make(code: string, number: number): Promise<Sheet> {
    return this.database.transaction(async () => {
      const activity = await this.door.activity(code);
      const session = await this.door.session(activity, number);
      if (session.status === 'cancelled' || activity.status === 'cancelled') {
        throw new DomainError('activities.sheet_of_cancelled', {}, 'conflict');
      }
      const people = onePerPerson(await this.records.roster(activity, false));
      const { latest, lines: printed } = await this.paper(session.id);
      const lines = numberRoster(people, printed);
      if (latest && sameLines(lines, await this.linesOf(latest.id))) return latest;
      return this.write(code, session, lines);
    });
  }

  /** What of a session is on paper: each number means the same on every sheet of it. */
  async paper(sessionId: number): Promise<Paper> {
    const latest = await this.database.row<Sheet>(
      'SELECT * FROM sheets WHERE session_id = ? ORDER BY id DESC LIMIT 1',
      [sessionId],
    );
    if (!latest) return { latest: null, lines: null };
    const lines = await this.database.rows<PrintedLine>(
      `SELECT DISTINCT l.number, COALESCE(pe.merged_into_id, pe.id) AS person_id
       FROM sheets s JOIN sheet_lines l ON l.sheet_id = s.id JOIN people pe ON pe.id = l.person_id
       WHERE s.session_id = ? ORDER BY l.number`,
      [sessionId],
    );
    return { latest, lines };
  }

  /** A sheet of a session by its code. @throws NotFound */
  async ofSession({ id }: Session, code: string): Promise<Sheet> {
    const sql = 'SELECT * FROM sheets WHERE session_id = ? AND code = ?';
    const sheet = await this.database.row<Sheet>(sql, [id, sheetCode(code)]);
    if (!sheet) throw new NotFound();
    return sheet;
  }

  /** What stands on a sheet. */
  linesOf(sheetId: number): Promise<PrintedLine[]> {
    return this.database.rows<PrintedLine>(
      `SELECT l.number, COALESCE(pe.merged_into_id, pe.id) AS person_id
       FROM sheet_lines l JOIN people pe ON pe.id = l.person_id WHERE l.sheet_id = ? ORDER BY l.number`,
      [sheetId],
    );
  }

  /** Which session a sheet belongs to, if its activity is the reader's: else as if there were no such sheet. */
  async sessionOf(typed: string): Promise<{ code: string; number: number } | null> {
    const found = await this.database.row<{ code: string; number: number; place_id: number | null }>(
      `SELECT a.code, se.number, a.place_id FROM sheets s JOIN sessions se ON se.id = s.session_id
       JOIN activities a ON a.id = se.activity_id WHERE s.code = ?`,
      [sheetCode(typed)],
    );
    return found && (await this.scopes.mine()).covers(found.place_id) ? found : null;
  }

  private async write(activity: string, { id, number }: Session, lines: readonly Numbered[]): Promise<Sheet> {
    const sheet = {
      session_id: id,
      code: await this.freeCode(),
      made_at: nowIso(),
      author_id: actor()?.user_id ?? null,
    };
    const sheet_id = await this.database.insertOne(Sheet, sheet);
    await this.database.insert(
      SheetLine,
      lines.map(({ number: line, person }) => ({ sheet_id, number: line, person_id: person.person_id })),
    );
    const detail = { activity, session: number, sheet: sheet.code, lines: lines.length };
    await this.events.record({ kind: 'sheet.made', subject: { type: 'session', id }, detail });
    return { id: sheet_id, ...sheet };
  }

  private async freeCode(): Promise<string> {
    for (;;) {
      const code = Array.from({ length: CODE_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
      if ((await this.database.row('SELECT id FROM sheets WHERE code = ?', [code])) === undefined) return code;
    }
  }
}

function sameLines(now: readonly Numbered[], before: readonly PrintedLine[]): boolean {
  return (
    now.length === before.length &&
    now.every(({ number, person }, at) => before[at]?.number === number && before[at].person_id === person.person_id)
  );
}
