import { Injectable } from '@nestjs/common';
import { today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { agesOn, needsOwn, stateOf } from '../people/consent-state.js';
import type { Consent } from '../people/consents.entities.js';
import { PersonNames } from '../people/person-names.js';
import { initials } from '../people/privacy.js';
import type { Holder } from './participant-links.js';

/** How the page speaks of whose it is. */
export interface OwnName {
  name: string;
  /** The page is then for the representative. */
  isChild: boolean;
  /** Whether only initials are shown. */
  isHidden: boolean;
}

/**
 * The name on the own page. The link of a child may lie in anybody's hands, as the certificate does: the full name of
 * somebody under 16 stands there only where a name on the certificate was agreed to.
 */
@Injectable()
export class OwnNames {
  constructor(
    private readonly database: Database,
    private readonly names: PersonNames,
  ) {}

  async of({ person, records }: Pick<Holder, 'person' | 'records'>): Promise<OwnName> {
    const isChild = await this.names.isChild(person);
    if (!isChild) return { name: person.full_name, isChild, isHidden: false };
    const consents = await this.database.rowsIn<Consent>('SELECT * FROM consents WHERE person_id IN (?)', records);
    const own = needsOwn(agesOn(person, today()));
    const isHidden = stateOf('certificate', consents, own) !== 'given';
    return { name: isHidden ? initials(person.full_name) : person.full_name, isChild, isHidden };
  }
}
