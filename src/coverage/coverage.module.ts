import { Module } from '@nestjs/common';
import { PeopleModule } from '../people/people.module.js';
import { TerritoryModule } from '../territory/territory.module.js';
import { AttemptStore } from './attempts.store.js';
import { BaselineSources } from './baseline-sources.js';
import { CoverageService } from './coverage.service.js';
import { FigureRecords } from './figure-records.js';
import { PresenceStore } from './presence.store.js';
import { RecordStore } from './record.store.js';
import { SubjectNames } from './subject-names.js';

/** Figures out of the database: floors and ceilings, and the records behind them. */
@Module({
  imports: [TerritoryModule, PeopleModule],
  providers: [CoverageService, RecordStore, PresenceStore, AttemptStore, FigureRecords, SubjectNames, BaselineSources],
  exports: [CoverageService, AttemptStore, FigureRecords, SubjectNames, BaselineSources],
})
export class CoverageModule {}
