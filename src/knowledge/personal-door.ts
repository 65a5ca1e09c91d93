import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { originOf } from '../accounts/confirm.js';
import { Database } from '../database/database.js';
import { NotFound } from '../errors.js';
import { OwnNames } from '../mine/own-name.js';
import type { Holder } from '../quizzes/attempts.store.js';
import { KnowledgeCodes } from './knowledge-codes.js';
import { KnowledgeTests, openMoments, type SetTest } from './knowledge-tests.js';
import type { Moment } from './moments.js';

/** Somebody who came by a personal code. */
export interface Guest {
  code: string;
  activity: { id: number; title: string; plan_id: number };
  person_id: number;
  /** As it may stand on a page that lies in anybody's hands. */
  name: string;
  test: SetTest | undefined;
  /** The moments at which the test is open. */
  open: readonly Moment[];
}

/** Who comes in by a personal code; nobody signs in. It opens one test, for one person, and no list of anybody. */
@Injectable()
export class PersonalDoor {
  constructor(
    private readonly database: Database,
    private readonly codes: KnowledgeCodes,
    private readonly tests: KnowledgeTests,
    private readonly names: OwnNames,
  ) {}

  /** @throws NotFound, and what guessing costs */
  async enter(code: string, request: Request): Promise<Guest> {
    const { activity_id, person } = await this.codes.open(code, originOf(request).address);
    const activity = await this.database.row<Guest['activity']>(
      "SELECT id, title, plan_id FROM activities WHERE id = ? AND status NOT IN ('draft', 'cancelled')",
      [activity_id],
    );
    if (!activity) throw new NotFound('knowledge.no_code');
    const test = await this.tests.of(activity_id);
    const merged = await this.database.rows<{ id: number }>('SELECT id FROM people WHERE merged_into_id = ?', [
      person.id,
    ]);
    const records = [person.id, ...merged.map(({ id }) => id)];
    const { name } = await this.names.of({ person, records });
    return { code, activity, person_id: person.id, name, test, open: test ? openMoments(test) : [] };
  }
}

/** Whose attempts a guest's are. */
export function holderOf({ activity, person_id }: Guest, part: Moment): Holder {
  return { activity_id: activity.id, plan_id: activity.plan_id, person_id, part };
}
