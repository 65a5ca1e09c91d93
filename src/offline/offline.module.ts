import { Module } from '@nestjs/common';
import { ActivitiesModule } from '../activities/activities.module.js';
import { PeopleModule } from '../people/people.module.js';
import { TerritoryModule } from '../territory/territory.module.js';
import { DifferencesController } from './differences.controller.js';
import { Differences } from './differences.js';
import { OfflineActs } from './offline-acts.js';
import { OfflineController } from './offline.controller.js';
import { Packets } from './packets.js';

/** Attendance without a network: what a device takes along, what it sends, and where two devices differ. */
@Module({
  imports: [ActivitiesModule, PeopleModule, TerritoryModule],
  controllers: [OfflineController, DifferencesController],
  providers: [Packets, OfflineActs, Differences],
})
export class OfflineModule {}
