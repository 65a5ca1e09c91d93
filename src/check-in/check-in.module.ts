import { Module } from '@nestjs/common';
import { ActivitiesModule } from '../activities/activities.module.js';
import { PeopleModule } from '../people/people.module.js';
import { TerritoryModule } from '../territory/territory.module.js';
import { ArrivalController } from './arrival.controller.js';
import { CheckInSweep } from './check-in-sweep.js';
import { CheckInController } from './check-in.controller.js';
import { Claims } from './claims.js';
import { CheckInDoors } from './doors.js';

/** Checking in by oneself, by a code on the wall that changes every minute; the trainer confirms. */
@Module({
  imports: [ActivitiesModule, PeopleModule, TerritoryModule],
  controllers: [CheckInController, ArrivalController],
  providers: [CheckInDoors, Claims, CheckInSweep],
})
export class CheckInModule {}
