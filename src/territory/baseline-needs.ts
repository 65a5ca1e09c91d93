import { Injectable } from '@nestjs/common';
import { today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { BaselineStore } from './baseline.store.js';
import { Groups, type Group } from './groups.js';
import type { Place } from './place.js';
import { Scopes } from './scope.js';

/** A group of which plans need a baseline, and the places of the reader's territory that lack one for that. */
export interface Lacking {
  group: Group;
  places: Place[];
}

/** Which baselines plans need and do not have: as on their scoreboards. Plans are above this folder: read by plain query. */
@Injectable()
export class BaselineNeeds {
  constructor(
    private readonly database: Database,
    private readonly store: BaselineStore,
    private readonly groups: Groups,
    private readonly scopes: Scopes,
  ) {}

  /** By group in their order; none where no plan counts anybody. */
  async lacking(): Promise<Lacking[]> {
    const needs = await this.database.rows<{ place_id: number; group_code: string }>(
      `SELECT DISTINCT p.place_id, g.group_code FROM plans p JOIN indicators i ON i.plan_id = p.id
       JOIN indicator_groups g ON g.indicator_id = i.id WHERE i.measure IN ('informed', 'trained')`,
    );
    const scope = await this.scopes.mine();
    const baselines = await this.store.baselines();
    const byGroup = new Map<string, Set<Place>>();
    for (const { place_id, group_code } of needs) {
      const own = scope.territory.placeById(place_id);
      if (!own) continue;
      const { missing } = baselines.baseline(scope.territory.view(today(), own), own, group_code);
      const lacking = byGroup.get(group_code) ?? new Set();
      byGroup.set(group_code, lacking);
      for (const place of missing) if (scope.covers(place.id)) lacking.add(place);
    }
    return (await this.groups.all()).flatMap((group) => {
      const places = byGroup.get(group.code);
      return places ? [{ group, places: [...places] }] : [];
    });
  }
}
