import { Injectable } from '@nestjs/common';
import { today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { NotFound } from '../errors.js';
import type { MessageState } from '../mail/message-state.js';
import { ActivityLetters, type ToldActivity } from './activity-letters.js';
import { type Addressee, Addressees } from './addressees.js';
import type { PaperKind } from './letter-kinds.js';
import { LetterRounds, type Reached, type Round } from './letter-rounds.js';
import { isNews, isOver, type Schedule } from './schedule.js';

/** What a letter told a record of somebody, and where it stands. */
interface Told {
  id: number;
  person_id: number;
  told: string;
  state: MessageState;
}

/** A message in these states has left or will leave. */
const REACHES: readonly MessageState[] = ['waiting', 'stopped', 'sent'];

/**
 * Whom a letter by mail tells what stands, be it the invitation or the last about a change, and who is to be told on paper:
 * everybody else on the roster, whether or not they were invited, by mail or at all. The two add up to the roster.
 */
@Injectable()
export class ChangeRounds {
  constructor(
    private readonly database: Database,
    private readonly letters: ActivityLetters,
    private readonly addressees: Addressees,
    private readonly rounds: LetterRounds,
  ) {}

  /** The round of any kind that has a page. @throws NotFound where there is no such activity */
  ofKind(activityId: number, kind: PaperKind): Promise<Round> {
    return kind === 'change' ? this.of(activityId) : this.rounds.of(activityId, kind);
  }

  private async of(activityId: number): Promise<Round> {
    const told = await this.letters.told(activityId);
    if (!told) throw new NotFound();
    const everybody = await this.addressees.of(told.activity, 'change');
    const rows = await this.database.rows<Told>(
      `SELECT t.id, t.person_id, t.told, o.state FROM told_schedules t JOIN outbox o ON o.dedupe_key = t.dedupe_key
       WHERE t.activity_id = ? ORDER BY t.id`,
      [activityId],
    );
    const last = new Map(rows.map((row) => [row.person_id, row]));
    const people = everybody.map((person): Reached => {
      const state = stateOf(person, last, told.schedule);
      const way = state !== null && REACHES.includes(state) ? 'mailed' : 'paper';
      return { person, way, key: '', state, certificate: null, attached: false };
    });
    return { told, people };
  }
}

/** Where the letter stands that told somebody what stands now; null: none did. */
function stateOf({ records }: Addressee, last: ReadonlyMap<number, Told>, schedule: Schedule): MessageState | null {
  const [letter] = records.flatMap((id) => last.get(id) ?? []).sort((a, b) => b.id - a.id);
  return letter && !isNews(JSON.parse(letter.told) as Schedule, schedule, today()) ? letter.state : null;
}

/** Whether nothing is left to invite to, or to tell a change of; thanks and certificates are never late. */
export function isPast(kind: PaperKind, { schedule, sessions }: ToldActivity): boolean {
  if (kind === 'invitation') return isOver(schedule, today());
  return kind === 'change' && !sessions.some(({ date }) => date >= today());
}
