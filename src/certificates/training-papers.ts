import { Injectable } from '@nestjs/common';
import type { Activity } from '../activities/activities.entities.js';
import { ActivityLengths } from '../activities/activity-lengths.js';
import { today } from '../config/clock.js';
import { TerritoryStore } from '../territory/territory.store.js';
import type { Candidacy } from './candidates.js';
import { CertificateDesigns } from './certificate-designs.js';
import { daysOf, factsOf, minutesOf, type TrainingFacts, validUntil } from './certificate-facts.js';
import { CertificateWriter, type Entry } from './certificate-writer.js';
import { placeLine } from './place-line.js';
import type { CertificateFacts, CertificateStyle } from './printed-certificate.js';

/** Whose certificate is to be entered: the person among the candidates, and the record that it is issued to. */
export interface Recipient extends Pick<Entry, 'person_id' | 'ordinal' | 'replaces_id'> {
  /** The person after merges. */
  holder_id: number;
}

/** What the certificates of a training would say if they were issued today. */
export interface Draft {
  style: CertificateStyle;
  serial_pattern: string;
  /** Of one of the candidates, with the number that it is given. */
  facts: (holderId: number, serial: string) => CertificateFacts | undefined;
}

/** Draws up what the certificates of a training say, and enters them. */
@Injectable()
export class TrainingPapers {
  constructor(
    private readonly lengths: ActivityLengths,
    private readonly territories: TerritoryStore,
    private readonly designs: CertificateDesigns,
    private readonly writer: CertificateWriter,
  ) {}

  /** What certificates of today say. */
  async draft(activity: Activity, { candidates, sessions }: Candidacy): Promise<Draft> {
    const day = today();
    const territory = await this.territories.territory();
    const { style, validity_months, serial_pattern } = await this.designs.forActivity(activity.id);
    const place = activity.place_id === null ? undefined : territory.placeById(activity.place_id);
    const days = daysOf(sessions) ?? { from: day, to: day };
    const training: TrainingFacts = {
      kind: activity.kind,
      title: activity.title,
      minutes: activity.kind === 'course' ? await this.lengths.of(activity.id) : minutesOf(sessions),
      ...days,
      place: place ? placeLine(territory, place, days.from) : activity.unit_code,
      issued_on: day,
      valid_until: validUntil(day, validity_months),
    };
    const people = new Map(candidates.map((each) => [each.id, each]));
    return {
      style,
      serial_pattern,
      facts: (holderId, serial) => {
        const person = people.get(holderId);
        return person && factsOf(training, person, serial, territory);
      },
    };
  }

  /** Enters certificates of today, in the caller's transaction. @returns their ids, in the same order */
  async enter(
    activity: Activity,
    { style, serial_pattern, facts }: Draft,
    to: readonly Recipient[],
  ): Promise<number[]> {
    const entries = to.map(({ holder_id, ...row }): Entry => ({
      ...row,
      plan_id: activity.plan_id,
      activity_id: activity.id,
      facts: (serial) => {
        const said = facts(holder_id, serial);
        if (!said) throw new Error('a certificate for somebody who is no candidate');
        return said;
      },
    }));
    return this.writer.enter(entries, style, serial_pattern, today());
  }
}
