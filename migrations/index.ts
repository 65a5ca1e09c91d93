import { Initial1763900000000 } from './1763900000000-initial.js';
import { ActivityIndicators1764050000000 } from './1764050000000-activity-indicators.js';
import { Plannings1764060000000 } from './1764060000000-plannings.js';
import { Paper1764400000000 } from './1764400000000-paper.js';
import { Files1764410000000 } from './1764410000000-files.js';
import { WaitingList1764430000000 } from './1764430000000-waiting-list.js';
import { OfflineActs1764440000000 } from './1764440000000-offline-acts.js';
import { CheckIns1764450000000 } from './1764450000000-check-ins.js';
import { Consents1764510000000 } from './1764510000000-consents.js';
import { OrganisationMembers1764520000000 } from './1764520000000-organisation-members.js';
import { Duplicates1764610000000 } from './1764610000000-duplicates.js';
import { CalendarLinks1764620000000 } from './1764620000000-calendar-links.js';
import { NameWords1764630000000 } from './1764630000000-name-words.js';
import { HomeWords1764640000000 } from './1764640000000-home-words.js';
import { Certificates1764700000000 } from './1764700000000-certificates.js';
import { CertificateImages1764705000000 } from './1764705000000-certificate-images.js';
import { SigningKeys1764710000000 } from './1764710000000-signing-keys.js';
import { MailEngine1764720000000 } from './1764720000000-mail-engine.js';
import { Participants1764730000000 } from './1764730000000-participants.js';
import { Letters1764740000000 } from './1764740000000-letters.js';
import { MailLinks1764750000000 } from './1764750000000-mail-links.js';
import { Completions1764810000000 } from './1764810000000-completions.js';
import { Quizzes1764820000000 } from './1764820000000-quizzes.js';
import { Attempts1764821000000 } from './1764821000000-attempts.js';
import { Courses1764830000000 } from './1764830000000-courses.js';
import { Learning1764840000000 } from './1764840000000-learning.js';
import { LinkGroups1764841000000 } from './1764841000000-link-groups.js';
import { Knowledge1764850000000 } from './1764850000000-knowledge.js';
import { TestPasses1764851000000 } from './1764851000000-test-passes.js';
import { PaperDays1764852000000 } from './1764852000000-paper-days.js';
import { SurveyResults1764853000000 } from './1764853000000-survey-results.js';
import { DueReminders1764861000000 } from './1764861000000-due-reminders.js';
import { TakenBack1764862000000 } from './1764862000000-taken-back.js';
import { FirstReaches1764901000000 } from './1764901000000-first-reaches.js';
import { PageIndexes1764915000000 } from './1764915000000-page-indexes.js';
import { LockSlots1764960000000 } from './1764960000000-lock-slots.js';
import { SpanCounts1764990000000 } from './1764990000000-span-counts.js';

/** Oldest first. A released step is never changed; the next change of the schema is a new one. */
export const migrations = [
  Initial1763900000000,
  ActivityIndicators1764050000000,
  Plannings1764060000000,
  Paper1764400000000,
  Files1764410000000,
  WaitingList1764430000000,
  OfflineActs1764440000000,
  CheckIns1764450000000,
  Consents1764510000000,
  OrganisationMembers1764520000000,
  Duplicates1764610000000,
  CalendarLinks1764620000000,
  NameWords1764630000000,
  HomeWords1764640000000,
  Certificates1764700000000,
  CertificateImages1764705000000,
  SigningKeys1764710000000,
  MailEngine1764720000000,
  Participants1764730000000,
  Letters1764740000000,
  MailLinks1764750000000,
  Completions1764810000000,
  Quizzes1764820000000,
  Attempts1764821000000,
  Courses1764830000000,
  Learning1764840000000,
  LinkGroups1764841000000,
  Knowledge1764850000000,
  TestPasses1764851000000,
  PaperDays1764852000000,
  SurveyResults1764853000000,
  DueReminders1764861000000,
  TakenBack1764862000000,
  FirstReaches1764901000000,
  PageIndexes1764915000000,
  LockSlots1764960000000,
  SpanCounts1764990000000,
];
