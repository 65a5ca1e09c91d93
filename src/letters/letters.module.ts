import { Module } from '@nestjs/common';
import { ActivitiesModule } from '../activities/activities.module.js';
import { CertificatesModule } from '../certificates/certificates.module.js';
import { MineModule } from '../mine/mine.module.js';
import { PeopleModule } from '../people/people.module.js';
import { TerritoryModule } from '../territory/territory.module.js';
import { ActivityLetters } from './activity-letters.js';
import { Addressees } from './addressees.js';
import { ChangeRounds } from './change-rounds.js';
import { CertificateLetters } from './certificate-letters.js';
import { LetterChoices } from './letter-choices.js';
import { LetterDesk } from './letter-desk.js';
import { LetterMessages } from './letter-messages.js';
import { LetterRounds } from './letter-rounds.js';
import { DigestChoices } from './digest-choices.js';
import { DigestController } from './digest.controller.js';
import { Digest } from './digest.js';
import { DueItemsReader } from './due-items.js';
import { LetterController } from './letter.controller.js';
import { LetterDoor } from './letter-door.js';
import { LettersController } from './letters.controller.js';
import { PrintPack } from './print-pack.js';
import { Reminders } from './reminders.js';
import { ScheduleChanges } from './schedule-changes.js';
import { StrayLetters } from './stray-letters.js';
import { WaitingLetters } from './waiting-letters.js';

/** What is written to participants and organizers, by mail or on paper. */
@Module({
  imports: [ActivitiesModule, CertificatesModule, MineModule, PeopleModule, TerritoryModule],
  controllers: [LettersController, LetterController, DigestController],
  providers: [
    ...[Addressees, ActivityLetters, LetterChoices, LetterRounds, ChangeRounds, LetterMessages],
    ...[LetterDoor, PrintPack, DueItemsReader, DigestChoices, Digest],
    ...[LetterDesk, ScheduleChanges, CertificateLetters, Reminders, StrayLetters, WaitingLetters],
  ],
  exports: [ActivityLetters, Addressees],
})
export class LettersModule {}
