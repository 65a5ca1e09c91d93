import { Injectable } from '@nestjs/common';
import { today } from '../config/clock.js';
import { Database } from '../database/database.js';
import type { Locale } from '../i18n/locale.js';
import { actor } from '../web/actor.js';
import { Groups } from '../territory/groups.js';
import type { FigureDates } from './figure-dates.js';
import type { FigureQuery } from './plan-views.js';

/** Boards that are kept at once; the one longest not asked for makes room. */
const MOST_KEPT = 200;

/** What a scoreboard shows, by what moves whenever any of it does: one statement, so that all of it is of one moment. */
const STATE = `SELECT 'plan' AS name, p.id AS a, p.version AS b FROM plans p WHERE p.code = ?
  UNION ALL SELECT 'ledger', COUNT(*), COALESCE(SUM(l.changes), 0)
    FROM plans p JOIN ledger_stamps l ON l.plan_id = p.id WHERE p.code = ?
  UNION ALL SELECT 'values', COUNT(v.id), COUNT(v.withdrawn_at)
    FROM plans p JOIN indicators i ON i.plan_id = p.id JOIN reported_values v ON v.indicator_id = i.id WHERE p.code = ?
  UNION ALL SELECT name, value, 0 FROM stamps WHERE name IN ('territory', 'baselines')`;

/** What a scoreboard is made of. */
export interface Board {
  model: object;
  dates: FigureDates;
}

/** Keeps what scoreboards are made of for as long as nothing that they show has changed, by whichever process. */
@Injectable()
export class KeptBoards {
  private readonly kept = new Map<string, Board>();
  /** Boards that are being made: whoever asks for one meanwhile waits for it. */
  private readonly coming = new Map<string, Promise<Board>>();

  constructor(
    private readonly database: Database,
    private readonly groups: Groups,
  ) {}

  /**
   * The board of a plan for whoever acts: the same object as long as it would be the same page.
   * @param make makes it anew, in a snapshot
   */
  async board(code: string, query: FigureQuery, locale: Locale, make: () => Promise<Board>): Promise<Board> {
    const key = await this.key(code, query, locale);
    const known = this.kept.get(key);
    if (known) {
      this.kept.delete(key);
      this.kept.set(key, known);
      return known;
    }
    const coming = this.coming.get(key) ?? this.make(code, query, locale, make);
    this.coming.set(key, coming);
    try {
      return await coming;
    } finally {
      this.coming.delete(key);
    }
  }

  private make(code: string, query: FigureQuery, locale: Locale, make: () => Promise<Board>): Promise<Board> {
    return this.database.snapshot(async () => {
      // Once more: what is made now is of the moment of this snapshot.
      const now = await this.key(code, query, locale);
      const board = await make();
      if (board.dates.errors.length === 0) this.keep(now, board);
      return board;
    });
  }

  private keep(key: string, board: Board): void {
    this.kept.set(key, board);
    if (this.kept.size <= MOST_KEPT) return;
    for (const oldest of this.kept.keys()) {
      this.kept.delete(oldest);
      return;
    }
  }

  /** Whose board it is, of which day, and the state of all that it shows. */
  private async key(code: string, query: FigureQuery, locale: Locale): Promise<string> {
    const state = await this.database.rows<{ name: string; a: number; b: number }>(STATE, [code, code, code]);
    const stamps = state.map(({ name, a, b }) => `${name} ${a} ${b}`).sort();
    const reader = actor();
    const whose = reader === null ? null : [reader.role, reader.place_id];
    const { as_of, to, from, unit } = query;
    return JSON.stringify([code, as_of, to, from, unit, locale, today(), whose, stamps, await this.groups.all()]);
  }
}
