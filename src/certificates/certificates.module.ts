import { Module } from '@nestjs/common';
import { ActivitiesModule } from '../activities/activities.module.js';
import { PeopleModule } from '../people/people.module.js';
import { TerritoryModule } from '../territory/territory.module.js';

/** Certificates: the register, issuing, the paper, and checking one. */
@Module({
  imports: [ActivitiesModule, PeopleModule, TerritoryModule],
})
export class CertificatesModule {}
