import { Injectable } from '@nestjs/common';
import { today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { NotFound } from '../errors.js';
import { type Ages, agesOn, isMinor, needsOwn, standing } from './consent-state.js';
import type { Consent } from './consents.entities.js';
import { PeopleList, type ShownPerson } from './people.list.js';
import { PersonNames } from './person-names.js';

/** A consent with the names of those who recorded it. */
export type KnownConsent = Consent & { author: string | null; withdrawal_author: string | null };

/** What is known of the consents of a minor, today. */
export interface ConsentRecord {
  person: ShownPerson;
  ages: Ages | null;
  /** Whether the minor's own consent is needed. */
  own: boolean;
  consents: KnownConsent[];
  /** What a file told, and no consent recorded here stands behind. */
  fromFile: { on: string; by: string } | null;
}

const CONSENTS = `SELECT c.*, u.name AS author, w.name AS withdrawal_author FROM consents c
  LEFT JOIN users u ON u.id = c.author_id LEFT JOIN users w ON w.id = c.withdrawal_author_id`;
/** By whichever record: of a person and of those merged into it. */
export const OF_PERSON = 'person_id IN (SELECT id FROM people WHERE id = ? OR merged_into_id = ?) ORDER BY id';

/** Reads the consents of minors. */
@Injectable()
export class Consents {
  constructor(
    private readonly database: Database,
    private readonly people: PeopleList,
    private readonly names: PersonNames,
  ) {}

  /** The consents of somebody of the reader's territory. @throws NotFound where there is none, or nobody who needs any */
  async open(personId: number): Promise<ConsentRecord> {
    const person = await this.people.one({ id: personId });
    const record = person && (await this.of(person));
    if (!record) throw new NotFound();
    return record;
  }

  /** The consents of a person; null for somebody who is of age, and for a record that was merged into another. */
  async of(person: ShownPerson): Promise<ConsentRecord | null> {
    const ages = agesOn(person, today());
    if (person.merged_into_id !== null || !isMinor(ages, ages === null && (await this.names.isChild(person))))
      return null;
    const consents = await this.database.rows<KnownConsent>(
      `${CONSENTS} WHERE c.person_id IN (SELECT id FROM people WHERE id = ? OR merged_into_id = ?) ORDER BY c.id`,
      [person.id, person.id],
    );
    const own = needsOwn(ages);
    const { consent_on: on, consent_by: by } = person;
    const told = on !== null && standing(consents, own) === null;
    return { person, ages, own, consents, fromFile: told ? { on, by: by ?? '' } : null };
  }
}
