import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../database/database.js';
import { DomainError } from '../errors.js';
import { Bus } from '../events/domain-events.js';
import { TerritoryStore } from '../territory/territory.store.js';
import { Plan } from './plans.entities.js';

/** Keeps the own unit of every plan right while the territory changes: it is the place that had the code on the first day. */
@Injectable()
export class PlanTerritory implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly territories: TerritoryStore,
    private readonly bus: Bus,
  ) {}

  onModuleInit(): void {
    this.bus.on('territory.changed', ({ codes }) => this.follow(codes));
  }

  /** @throws DomainError where a plan would lose its own unit */
  private async follow(codes: readonly string[] | null): Promise<void> {
    const all = await this.database.rows<Plan>('SELECT * FROM plans');
    const plans = all.filter(({ unit_code }) => codes === null || codes.includes(unit_code));
    if (plans.length === 0) return;
    const territory = await this.territories.territory();
    for (const { id, place_id, unit_code, start } of plans) {
      const unit = territory.placeAt(unit_code, start);
      if (!unit) throw new DomainError('territory.orphan_plan', { code: unit_code });
      if (unit.id === place_id) continue;
      await this.database.update(Plan, { id }, { place_id: unit.id });
      await this.bus.tell('plan.changed', { plan_id: id });
    }
  }
}
