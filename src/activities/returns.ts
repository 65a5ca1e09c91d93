import { Injectable } from '@nestjs/common';
import { ActivityRecords } from './activity-records.js';
import { OnRosters } from './on-rosters.js';
import { RosterDesk } from './roster-desk.js';
import { usualGroup } from './roster-groups.js';
import { RosterRemovals } from './roster-removals.js';

/** People who were taken off a roster, and came all the same. */
@Injectable()
export class Returns {
  constructor(
    private readonly rosters: OnRosters,
    private readonly removals: RosterRemovals,
    private readonly desk: RosterDesk,
    private readonly records: ActivityRecords,
  ) {}

  /** As what and for whom they were on the roster: whoever is put into another group counts for another figure. */
  async putBack(code: string, personId: number): Promise<void> {
    const activity = await this.rosters.activity(code);
    if ((await this.rosters.people(activity.id)).has(personId)) return;
    const removal = await this.removals.lastOf(activity, personId);
    if (removal !== undefined) return this.removals.undo(code, removal);
    const group = usualGroup(await this.records.own(code, false));
    await this.desk.add(code, personId, { group, isHere: true });
  }
}
