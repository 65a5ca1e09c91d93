import { Module, type OnModuleInit } from '@nestjs/common';
import { FileRegistry } from '../interchange/registry.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { PeopleModule } from '../people/people.module.js';
import { TerritoryModule } from '../territory/territory.module.js';
import { ActivitiesApiController } from './activities.api.controller.js';
import { ActivitiesController } from './activities.controller.js';
import { ActivitiesImporter } from './activities-import.js';
import { ActivityLengths } from './activity-lengths.js';
import { ActivityList } from './activity-list.js';
import { ActivityLists } from './activity-lists.js';
import { ActivityRecords } from './activity-records.js';
import { AttachedFiles } from './attached-files.js';
import { AttendanceApiController } from './attendance.api.controller.js';
import { AttendanceController } from './attendance.controller.js';
import { AttendanceImporter } from './attendance-import.js';
import { AttendanceSheet } from './attendance-sheet.js';
import { CollisionStore } from './collision.store.js';
import { CalendarController } from './calendar.controller.js';
import { CalendarFeedController } from './calendar-feed.controller.js';
import { CalendarFeed } from './calendar-feed.js';
import { CalendarLinkController } from './calendar-link.controller.js';
import { CalendarList } from './calendar-list.js';
import { CompletionsApiController } from './completions.api.controller.js';
import { CompletionsExporter, TestResultsExporter } from './completion-exports.js';
import { CompletionsImporter } from './completions-import.js';
import { CourseCompletions } from './course-completions.js';
import { CourseRoster } from './course-roster.js';
import { FixedKinds } from './fixed-kinds.js';
import { RosterDays } from './roster-days.js';
import { TestResults } from './test-results.js';
import { TestResultsImporter } from './test-results-import.js';
import { Corrections } from './corrections.js';
import { DerivedPlaces } from './derived-places.js';
import { ActivitiesExporter, HeadcountsExporter, SessionsExporter } from './exports.js';
import { Follow } from './follow.js';
import { HeadcountsApiController } from './headcounts.api.controller.js';
import { HeadcountSheet } from './headcount-sheet.js';
import { HeadcountsImporter } from './headcounts-import.js';
import { LedgerSources } from './ledger-sources.js';
import { Ledger } from './ledger.js';
import { MaterialsController } from './materials.controller.js';
import { MySessionsController } from './my-sessions.controller.js';
import { MySessionsReader } from './my-sessions.js';
import { Newcomers } from './newcomers.js';
import { OnRosters } from './on-rosters.js';
import { ActivityDoor, ActivityLocks } from './open-activities.js';
import { ParticipationsApiController } from './participations.api.controller.js';
import { ParticipationsImporter } from './participations-import.js';
import { PlanningReader } from './planning-facts.js';
import { Recount } from './recount.js';
import { Returns } from './returns.js';
import { RosterCandidatesController } from './roster-candidates.controller.js';
import { RosterCandidates } from './roster-candidates.js';
import { RosterChangesController } from './roster-changes.controller.js';
import { RosterController } from './roster.controller.js';
import { RosterDesk } from './roster-desk.js';
import { RosterKnownController } from './roster-known.controller.js';
import { RosterLinesController } from './roster-lines.controller.js';
import { RosterLines } from './roster-lines.js';
import { RosterOrganisationsController } from './roster-organisations.controller.js';
import { RosterOrganisations } from './roster-organisations.js';
import { RosterRemovals } from './roster-removals.js';
import { AttendanceExporter, ParticipationsExporter } from './roster-exports.js';
import { Seats } from './seats.js';
import { SessionsApiController } from './sessions.api.controller.js';
import { SessionPhotosController } from './session-photos.controller.js';
import { SessionsImporter } from './sessions-import.js';
import { SheetCodesController } from './sheet-codes.controller.js';
import { SignInSheetController } from './sign-in-sheet.controller.js';
import { SignInSheets } from './sign-in-sheets.js';
import { Trainers } from './trainers.js';
import { WaitingList } from './waiting-list.js';
import { WalkIns } from './walk-ins.js';

const RULES = [
  ActivityDoor,
  ActivityLocks,
  ActivityLengths,
  FixedKinds,
  DerivedPlaces,
  Ledger,
  LedgerSources,
  Recount,
  Corrections,
  AttendanceSheet,
  HeadcountSheet,
  RosterDesk,
  RosterLines,
  Returns,
  RosterDays,
  RosterRemovals,
  CourseCompletions,
  CourseRoster,
  TestResults,
  Seats,
  WaitingList,
  WalkIns,
  Follow,
  SignInSheets,
  AttachedFiles,
];
const READERS = [
  ActivityList,
  ActivityLists,
  ActivityRecords,
  CalendarFeed,
  CalendarList,
  CollisionStore,
  MySessionsReader,
  Newcomers,
  OnRosters,
  PlanningReader,
  RosterCandidates,
  RosterOrganisations,
  Trainers,
];
const IMPORTERS = [
  ActivitiesImporter,
  SessionsImporter,
  ParticipationsImporter,
  CompletionsImporter,
  TestResultsImporter,
  AttendanceImporter,
  HeadcountsImporter,
];
const EXPORTERS = [
  ActivitiesExporter,
  SessionsExporter,
  ParticipationsExporter,
  CompletionsExporter,
  TestResultsExporter,
  AttendanceExporter,
  HeadcountsExporter,
];

/** Trainings and campaigns: sessions, rosters, attendance, headcounts, and who qualifies. */
@Module({
  imports: [TerritoryModule, PeopleModule, LedgerModule],
  controllers: [
    ActivitiesController,
    AttendanceController,
    RosterController,
    RosterKnownController,
    RosterLinesController,
    RosterCandidatesController,
    RosterOrganisationsController,
    RosterChangesController,
    CalendarController,
    CalendarLinkController,
    CalendarFeedController,
    MySessionsController,
    SignInSheetController,
    SessionPhotosController,
    MaterialsController,
    SheetCodesController,
    ActivitiesApiController,
    SessionsApiController,
    ParticipationsApiController,
    CompletionsApiController,
    AttendanceApiController,
    HeadcountsApiController,
  ],
  providers: [...RULES, ...READERS, ...IMPORTERS, ...EXPORTERS],
  exports: [
    ActivityLengths,
    AttachedFiles,
    CourseCompletions,
    CourseRoster,
    TestResults,
    Ledger,
    Recount,
    Corrections,
    ActivityDoor,
    RosterDesk,
    Returns,
    OnRosters,
    Seats,
    AttendanceSheet,
    WalkIns,
    MySessionsReader,
    ActivityRecords,
    CollisionStore,
    PlanningReader,
    Trainers,
  ],
})
export class ActivitiesModule implements OnModuleInit {
  constructor(
    private readonly registry: FileRegistry,
    private readonly activitiesIn: ActivitiesImporter,
    private readonly activitiesOut: ActivitiesExporter,
    private readonly sessionsIn: SessionsImporter,
    private readonly sessionsOut: SessionsExporter,
    private readonly participationsIn: ParticipationsImporter,
    private readonly participationsOut: ParticipationsExporter,
    private readonly completionsIn: CompletionsImporter,
    private readonly completionsOut: CompletionsExporter,
    private readonly testsIn: TestResultsImporter,
    private readonly testsOut: TestResultsExporter,
    private readonly attendanceIn: AttendanceImporter,
    private readonly attendanceOut: AttendanceExporter,
    private readonly headcountsIn: HeadcountsImporter,
    private readonly headcountsOut: HeadcountsExporter,
  ) {}

  onModuleInit(): void {
    this.registry.register(this.activitiesIn, this.activitiesOut);
    this.registry.register(this.sessionsIn, this.sessionsOut);
    this.registry.register(this.participationsIn, this.participationsOut);
    this.registry.register(this.completionsIn, this.completionsOut);
    this.registry.register(this.testsIn, this.testsOut);
    this.registry.register(this.attendanceIn, this.attendanceOut);
    this.registry.register(this.headcountsIn, this.headcountsOut);
  }
}
