import { Injectable } from '@nestjs/common';
import { today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { agesOn, needsOwn, stateOf } from '../people/consent-state.js';
import type { Consent } from '../people/consents.entities.js';
import { initials, isUnderAge } from '../people/privacy.js';
import type { Registered } from './certificate-register.js';

type Born = { birth_date: string | null; birth_year: number | null };

/**
 * What of a certificate's holder may be published (Law on Personal Data Protection 2025, articles 16 and 24): to check a code
 * is publication. Of a child, by the day of issue or by today, the initials, unless the representative, and from seven years
 * the child, agreed to it for certificates and nobody has withdrawn that.
 */
@Injectable()
export class Publication {
  constructor(private readonly database: Database) {}

  /** The holder's name as anybody may read it. */
  async holderOf({ printed, holder_id }: Registered): Promise<string> {
    const { holder, is_child } = printed.facts;
    const born = await this.born(holder_id);
    if (!born) return initials(holder);
    if (!is_child && isUnderAge(born, today()) !== true) return holder;
    return (await this.agreed(holder_id, born)) ? holder : initials(holder);
  }

  /** Whether the holder is a child by the day of issue or by today, as far as is known: of whom nothing is, may be one. */
  async isOfChild({ printed, holder_id }: Pick<Registered, 'printed' | 'holder_id'>): Promise<boolean> {
    const born = await this.born(holder_id);
    return printed.facts.is_child || !born || isUnderAge(born, today()) === true;
  }

  private born(personId: number): Promise<Born | undefined> {
    return this.database.row<Born>('SELECT birth_date, birth_year FROM people WHERE id = ?', [personId]);
  }

  private async agreed(personId: number, born: Born): Promise<boolean> {
    const consents = await this.database.rows<Consent>(
      'SELECT * FROM consents WHERE person_id IN (SELECT id FROM people WHERE id = ? OR merged_into_id = ?) ORDER BY id',
      [personId, personId],
    );
    return stateOf('certificate', consents, needsOwn(agesOn(born, today()))) === 'given';
  }
}
