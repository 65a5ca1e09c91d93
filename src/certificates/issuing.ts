import { Injectable } from '@nestjs/common';
import type { Activity } from '../activities/activities.entities.js';
import { ActivityDoor } from '../activities/open-activities.js';
import { today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { DomainError } from '../errors.js';
import { Bus } from '../events/domain-events.js';
import { EventLog } from '../events/event-log.js';
import { type Candidate, Candidates, isEntitled } from './candidates.js';
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

/** What issuing would do. */
export interface Preview {
  /** Who would get one. */
  fresh: number;
  /** How many people had one before. */
  already: number;
  /** Who qualifies and has a name with a letter that no typeface has. */
  unprintable: number;
  /** Who is on the roster and does not qualify, or not yet. */
  not_entitled: number;
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
      const { candidacy, had, fresh } = await this.standing(activity);
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

  /** What `issue` would do now; nothing is changed. @throws as `issue` */
  async preview(code: string): Promise<Preview> {
    return this.database.transaction(async () => {
      const activity = await this.door.activity(code);
      requireTraining(activity);
      const { candidacy, had, fresh, waiting } = await this.standing(activity);
      const others = candidacy.candidates.filter(({ id }) => !had.has(id)).length - fresh.length - waiting.length;
      return { fresh: fresh.length, already: had.size, unprintable: waiting.length, not_entitled: others };
    });
  }

  /** Who had one before, who gets one, and who waits for a name that can be printed. */
  private async standing(activity: Activity) {
    const day = today();
    const candidacy = await this.candidates.of(activity, day);
    const had = new Set((await this.register.ofActivity(activity.id)).map(({ holder_id }) => holder_id));
    const entitled = candidacy.candidates.filter((each) => isEntitled(each, day) && !had.has(each.id));
    const isPrintable = ({ full_name }: Candidate): boolean => unprintable(full_name).length === 0;
    const fresh = entitled.filter(isPrintable);
    const waiting = entitled.filter((each) => !isPrintable(each));
    return { candidacy, had, fresh, waiting };
  }
}

/** Only a training or course that takes place has certificates. @throws DomainError */
export function requireTraining({ kind, status }: Pick<Activity, 'kind' | 'status'>): void {
  if (kind === 'campaign') throw new DomainError('certificates.no_training');
  if (status === 'draft' || status === 'cancelled') throw new DomainError('certificates.not_open', {}, 'conflict');
}
