import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { PackageStateRow } from './learning.entities.js';

/** Of one piece, in units of UTF-16: at most three bytes each, so that the text columns of both engines hold it. */
const PIECE_UNITS = 20_000;

/** Keeps what packages want to be told again. It may be longer than a text column: it lies there in pieces. */
@Injectable()
export class PackageStates {
  constructor(private readonly database: Database) {}

  /** What is kept of a lesson; null: nothing. Inside a transaction as it is now. */
  async read(enrolmentId: number, lessonKey: string): Promise<string | null> {
    const rows = await this.database.rowsNow<{ piece: string }>(
      'SELECT piece FROM package_states WHERE enrolment_id = ? AND lesson_key = ? ORDER BY position',
      [enrolmentId, lessonKey],
    );
    return rows.length === 0 ? null : rows.map(({ piece }) => piece).join('');
  }

  /** Puts another state in the place of what is kept, in the transaction of whoever saves. */
  async replace(enrolmentId: number, lessonKey: string, state: string): Promise<void> {
    await this.remove(enrolmentId, lessonKey);
    const key = { enrolment_id: enrolmentId, lesson_key: lessonKey };
    await this.database.insert(
      PackageStateRow,
      piecesOf(state).map((piece, position) => ({ ...key, position, piece })),
    );
  }

  async remove(enrolmentId: number, lessonKey: string): Promise<void> {
    await this.database.delete(PackageStateRow, { enrolment_id: enrolmentId, lesson_key: lessonKey });
  }
}

/** A text in pieces of a size that fits; no letter is torn apart. */
export function piecesOf(text: string, most = PIECE_UNITS): string[] {
  const pieces: string[] = [];
  for (let from = 0; from < text.length;) {
    const isTorn = from + most < text.length && /[\uD800-\uDBFF]/.test(text.charAt(from + most - 1));
    const to = from + most - (isTorn ? 1 : 0);
    pieces.push(text.slice(from, to));
    from = to;
  }
  return pieces;
}
