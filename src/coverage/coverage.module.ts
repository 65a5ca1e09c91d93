import { Module } from '@nestjs/common';
import { PeopleModule } from '../people/people.module.js';
import { TerritoryModule } from '../territory/territory.module.js';
import { AttemptStore } from './attempts.store.js';
import { BaselineSources } from './baseline-sources.js';
import { CountedActivities } from './counted-activities.js';
import { CountsStore } from './counts.store.js';
import { CoverageService } from './coverage.service.js';
import { FigureRecords } from './figure-records.js';
import { GatheringsStore } from './gatherings.store.js';
import { HeadcountsStore } from './headcounts.store.js';
import { StillPossible } from './still-possible.js';
import { SubjectNames } from './subject-names.js';
import { SubjectReachesStore } from './subject-reaches.store.js';

/** Figures out of the database: floors and ceilings, and the records behind them. */
@Module({
  imports: [TerritoryModule, PeopleModule],
  providers: [
    AttemptStore,
    BaselineSources,
    CountedActivities,
    CountsStore,
    CoverageService,
    FigureRecords,
    GatheringsStore,
    HeadcountsStore,
    StillPossible,
    SubjectNames,
    SubjectReachesStore,
  ],
  exports: [
    BaselineSources,
    CoverageService,
    FigureRecords,
    GatheringsStore,
    StillPossible,
    SubjectNames,
    SubjectReachesStore,
  ],
})
export class CoverageModule {}
