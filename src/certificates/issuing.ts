import { Injectable } from '@nestjs/common';
import type { Activity } from '../activities/activities.entities.js';
import { ActivityDoor } from '../activities/open-activities.js';
import { today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { DomainError } from '../errors.js';
import { Bus } from '../events/domain-events.js';
import { EventLog } from '../events/event-log.js';
import { Candidates, isEntitled } from './candidates.js';
import { CertificateRegister } from './certificate-register.js';
import { unprintable } from './certificate-sentences.js';
import { TrainingPapers } from './training-papers.js';

/** What came of issuing. */
export interface Issued {
  /** The new ones, in the order of their numbers. */
  ids: number[];
  /** How many people had one before. */
  already: number;
}

/** Issues the certificates of trainings: to everybody who qualifies as trained, once. */
@Injectable()
export class Issuing {
  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly candidates: Candidates,
    private readonly register: CertificateRegister,
    private readonly papers: TrainingPapers,
    private readonly events: EventLog,
    private readonly bus: Bus,
  ) {}

  /**
   * Issues to everybody who is entitled and has none. Whoever ever had one of this activity gets no second: not by pressing
   * again, not after a revocation. A name with a letter that no typeface has waits until it is corrected.
   * @param automatic whether nobody pressed a button @throws NotFound; DomainError where it is no training or is cancelled
   */
  async issue(code: string, automatic = false): Promise<Issued> {
    return this.database.transaction(async () => {
      const activity = await this.door.activity(code);
      requireTraining(activity);
      const day = today();
      const candidacy = await this.candidates.of(activity, day);
      const had = new Set((await this.register.ofActivity(activity.id)).map(({ holder_id }) => holder_id));
      const fresh = candidacy.candidates.filter(
        (each) => isEntitled(each, day) && !had.has(each.id) && unprintable(each.full_name).length === 0,
      );
      if (fresh.length === 0) return { ids: [], already: had.size };
      const ids = await this.papers.enter(
        activity,
        await this.papers.draft(activity, candidacy),
        fresh.map(({ id }) => ({ holder_id: id, person_id: id, ordinal: 0, replaces_id: null })),
      );
      await this.events.record({
        kind: 'certificate.issued',
        subject: { type: 'activity', id: activity.id },
        detail: { activity: code, count: ids.length, automatic },
      });
      await this.bus.tell('certificates.issued', { ids, automatic });
      return { ids, already: had.size };
    });
  }
}

/** Only a training that takes place has certificates. @throws DomainError */
export function requireTraining({ kind, status }: Pick<Activity, 'kind' | 'status'>): void {
  if (kind !== 'training') throw new DomainError('certificates.no_training');
  if (status === 'draft' || status === 'cancelled') throw new DomainError('certificates.not_open', {}, 'conflict');
}
