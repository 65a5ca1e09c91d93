import { Module } from '@nestjs/common';
import { ActivitiesModule } from '../activities/activities.module.js';
import { CertificatesModule } from '../certificates/certificates.module.js';
import { PeopleModule } from '../people/people.module.js';
import { TerritoryModule } from '../territory/territory.module.js';
import { CorrectionDesk } from './correction-desk.js';
import { CorrectionsController } from './corrections.controller.js';
import { LinkEndings } from './link-endings.js';
import { MineActsController } from './mine-acts.controller.js';
import { MineController } from './mine.controller.js';
import { MineFilesController } from './mine-files.controller.js';
import { MineDoor } from './mine-door.js';
import { NameCorrections } from './name-corrections.js';
import { OwnActivities } from './own-activities.js';
import { OwnNames } from './own-name.js';
import { ParticipantChoices } from './participant-choices.js';
import { ParticipantLinks } from './participant-links.js';
import { PersonLinkController } from './person-link.controller.js';
import { StaffParts } from './staff-parts.js';

/** The participant's own page: the links to it, what stands there, and what participants ask for and choose. */
@Module({
  imports: [ActivitiesModule, CertificatesModule, PeopleModule, TerritoryModule],
  controllers: [MineFilesController, MineController, MineActsController, CorrectionsController, PersonLinkController],
  providers: [
    ...[MineDoor, ParticipantLinks, LinkEndings, ParticipantChoices, StaffParts],
    ...[OwnActivities, OwnNames, NameCorrections, CorrectionDesk],
  ],
  exports: [CorrectionDesk, MineDoor, OwnNames, ParticipantLinks, ParticipantChoices],
})
export class MineModule {}
