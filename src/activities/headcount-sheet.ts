import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { Headcount } from './activities.entities.js';
import { Corrections } from './corrections.js';
import { FIRST_OF_ITS_PLACE, WRITTEN_HEADCOUNTS, type WrittenHeadcount } from './headcount-rows.js';
import { ActivityDoor } from './open-activities.js';

/** What is said of the people of one place and group. */
export type Said = Pick<Headcount, 'count' | 'method' | 'note'>;

/** A headcount as somebody at a screen writes it down. */
export interface Counted extends Said {
  /** The code of the place. */
  unit: string;
  group: string;
}

/** As one text, by which a form keeps in mind what stood there. */
export const saidText = ({ count, method, note }: Said): string => `${count} ${method} ${note ?? ''}`.trim();

/** The field of a form that keeps in mind what stood for a place and a group. */
export const seenField = ({ unit, group }: Pick<Counted, 'unit' | 'group'>): string => `seen-${unit}-${group}`;

/** The people without a name of one session as people at a screen count them: nobody's number is overwritten unseen. */
@Injectable()
export class HeadcountSheet {
  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly corrections: Corrections,
  ) {}

  /**
   * Notes a headcount. @param seen what the form has kept in mind; empty: nothing stood there
   * @returns what stands there otherwise, and stays; null: it is noted @throws NotFound, InvalidFields
   */
  async record(code: string, number: number, counted: Counted, seen: string): Promise<Said | null> {
    return this.database.transaction(async () => {
      const session = await this.door.session(await this.door.activity(code), number);
      const present = (await this.standing(session.id)).get(seenField(counted));
      if (present && ![seen, saidText(counted)].includes(saidText(present))) return present;
      await this.corrections.setHeadcount(code, number, { ...counted });
      return null;
    });
  }

  /** What stands at a session, by the fields of a form that keep it in mind. */
  async standing(sessionId: number): Promise<Map<string, Said>> {
    const rows = await this.database.rows<WrittenHeadcount>(
      `${WRITTEN_HEADCOUNTS} WHERE h.session_id = ? AND ${FIRST_OF_ITS_PLACE}`,
      [sessionId],
    );
    return new Map(
      rows.map(({ unit, group_code: group, count, method, note }) => [
        seenField({ unit, group }),
        { count: Number(count), method, note },
      ]),
    );
  }
}
