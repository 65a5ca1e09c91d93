import { accountPaths } from './account-paths.js';
import { query, seg } from './address.js';
import { coursePaths } from './course-paths.js';
import { knowledgePaths } from './knowledge-paths.js';
import { learningPaths } from './learning-paths.js';
import { quizPaths } from './quiz-paths.js';
import { territoryPaths } from './territory-paths.js';

export { query };

/** Every address of the product, written once. Views use them as `{{path "plan" code}}`. */
export const paths = {
  home: () => '/',
  firstRun: () => '/first-run',
  locale: () => '/locale',

  ...accountPaths,
  outbox: (state?: string) => `/outbox${query({ state })}`,
  outboxBatches: () => '/outbox/batches',
  outboxBatch: (id: number, state?: string) => `/outbox/batches/${seg(id)}${query({ state })}`,
  outboxBatchStopping: (id: number) => `/outbox/batches/${seg(id)}/stopping`,
  outboxBatchResuming: (id: number) => `/outbox/batches/${seg(id)}/resuming`,
  outboxSending: () => '/outbox/sending',
  outboxMessage: (id: number) => `/outbox/${seg(id)}`,
  outboxMessageAct: (id: number, act: string) => `/outbox/${seg(id)}/${seg(act)}`,
  outboxMessageAttachment: (id: number, number: number) => `/outbox/${seg(id)}/attachments/${seg(number)}`,
  signingKeys: () => '/certificates/keys',
  signingKeyRotation: () => '/certificates/keys/rotation',
  signingKeyRevocation: (kid: string) => `/certificates/keys/${seg(kid)}/revocation`,
  publishedKeys: () => '/.well-known/lan-toa-keys.json',
  publishedKey: (kid: string) => `/.well-known/lan-toa-keys/${seg(kid)}.json`,
  offlineCheck: () => '/verify/offline',
  offlineCheckFile: () => '/verify/offline.html',

  ...territoryPaths,

  baselinesCsv: (filter: Record<string, string | number | undefined> = {}) =>
    `/territory/baselines/list.csv${query(filter)}`,
  baselineWithdrawal: (unit: string, group: string, year: number, revision: number) =>
    `/territory/baselines/${seg(unit)}/${seg(group)}/${seg(year)}/versions/${seg(revision)}/withdrawal`,

  plans: () => '/plans',
  /** The list also where there is only one. */
  planList: () => '/plans?all=1',
  planNew: () => '/plans/new',
  plan: (code: string, filter: Record<string, string | undefined> = {}) => `/plans/${seg(code)}${query(filter)}`,
  planCsv: (code: string, filter: Record<string, string | undefined> = {}) =>
    `/plans/${seg(code)}/coverage.csv${query(filter)}`,
  planPlanner: (code: string, filter: Record<string, string | number | undefined> = {}) =>
    `/plans/${seg(code)}/planner${query(filter)}`,
  planPlannerOf: (code: string, indicator: string, filter: Record<string, string | number | undefined> = {}) =>
    `/plans/${seg(code)}/planner/${seg(indicator)}${query(filter)}`,
  planInvitations: (code: string, indicator: string, filter: Record<string, string | number | undefined> = {}) =>
    `/plans/${seg(code)}/planner/${seg(indicator)}/invitations${query(filter)}`,
  planInvitationsCsv: (code: string, indicator: string, filter: Record<string, string | number | undefined> = {}) =>
    `/plans/${seg(code)}/planner/${seg(indicator)}/invitations.csv${query(filter)}`,
  planMatrix: (code: string, filter: Record<string, string | undefined> = {}) =>
    `/plans/${seg(code)}/matrix${query(filter)}`,
  planFigure: (code: string, indicator: string, filter: Record<string, string | undefined> = {}) =>
    `/plans/${seg(code)}/indicators/${seg(indicator)}${query(filter)}`,
  planFigureCsv: (code: string, indicator: string, table: string, filter: Record<string, string | undefined> = {}) =>
    `/plans/${seg(code)}/indicators/${seg(indicator)}/${seg(table)}.csv${query(filter)}`,
  planMethod: (code: string) => `/plans/${seg(code)}/method`,
  planContent: (code: string, filter: Record<string, string | undefined> = {}) =>
    `/plans/${seg(code)}/content${query(filter)}`,
  planEdit: (code: string) => `/plans/${seg(code)}/edit`,
  planFile: (code: string) => `/plans/${seg(code)}/plan.json`,
  objectives: (code: string) => `/plans/${seg(code)}/objectives`,
  objectiveNew: (code: string) => `/plans/${seg(code)}/objectives/new`,
  objective: (code: string, objective: string) => `/plans/${seg(code)}/objectives/${seg(objective)}`,
  objectiveRemoval: (code: string, objective: string) => `/plans/${seg(code)}/objectives/${seg(objective)}/removal`,
  indicators: (code: string, objective: string) => `/plans/${seg(code)}/objectives/${seg(objective)}/indicators`,
  indicatorNew: (code: string, objective: string) => `/plans/${seg(code)}/objectives/${seg(objective)}/indicators/new`,
  indicatorEdit: (code: string, indicator: string) => `/plans/${seg(code)}/indicators/${seg(indicator)}/edit`,
  indicatorRemoval: (code: string, indicator: string) => `/plans/${seg(code)}/indicators/${seg(indicator)}/removal`,
  reportedValues: (code: string, indicator: string, filter: Record<string, string | undefined> = {}) =>
    `/plans/${seg(code)}/indicators/${seg(indicator)}/values${query(filter)}`,
  reportedValueWithdrawal: (code: string, indicator: string, value: number) =>
    `/plans/${seg(code)}/indicators/${seg(indicator)}/values/${seg(value)}/withdrawal`,
  tasks: (code: string) => `/plans/${seg(code)}/tasks`,
  taskNew: (code: string) => `/plans/${seg(code)}/tasks/new`,
  task: (code: string, task: string) => `/plans/${seg(code)}/tasks/${seg(task)}`,
  taskRemoval: (code: string, task: string) => `/plans/${seg(code)}/tasks/${seg(task)}/removal`,
  agencies: (code: string) => `/plans/${seg(code)}/agencies`,
  agencyNew: (code: string) => `/plans/${seg(code)}/agencies/new`,
  agency: (code: string, agency: string) => `/plans/${seg(code)}/agencies/${seg(agency)}`,
  agencyRemoval: (code: string, agency: string) => `/plans/${seg(code)}/agencies/${seg(agency)}/removal`,
  reportingDates: (code: string) => `/plans/${seg(code)}/reporting-dates`,

  /** Of a plan, or of one of its activities. */
  certificateDesign: (kind: 'plan' | 'activity', code: string) =>
    `/${kind === 'plan' ? 'plans' : 'activities'}/${seg(code)}/certificates/design`,

  people: (filter: Record<string, string | undefined> = {}) => `/people${query(filter)}`,
  peopleCsv: (filter: Record<string, string | undefined> = {}) => `/people/list.csv${query(filter)}`,
  personNew: (name?: string) => `/people/new${query({ full_name: name })}`,
  personSuppressionLifting: (id: number) => `/people/${seg(id)}/suppression-lifting`,
  personEdit: (id: number) => `/people/${seg(id)}/edit`,
  person: (id: number) => `/people/${seg(id)}`,
  personConsentNew: (id: number) => `/people/${seg(id)}/consents/new`,
  /** `file`: the consent that only a file told of. */
  personConsent: (id: number, consent: string) => `/people/${seg(id)}/consents/${seg(consent)}`,
  personConsentOwn: (id: number, consent: string) => `/people/${seg(id)}/consents/${seg(consent)}/own`,
  personConsentWithdrawal: (id: number, consent: string) => `/people/${seg(id)}/consents/${seg(consent)}/withdrawal`,
  duplicates: (filter: Record<string, string | number | undefined> = {}) => `/people/duplicates${query(filter)}`,
  duplicatePair: (one: number, other: number) => `/people/duplicates/${seg(one)}/${seg(other)}`,
  duplicateMerge: (one: number, other: number) => `/people/duplicates/${seg(one)}/${seg(other)}/merge`,
  duplicateDistinction: (one: number, other: number) => `/people/duplicates/${seg(one)}/${seg(other)}/distinction`,
  duplicateDistinctionWithdrawal: (one: number, other: number) =>
    `/people/duplicates/${seg(one)}/${seg(other)}/distinction/withdrawal`,
  personMergeUndoing: (merge: number) => `/people/merges/${seg(merge)}/undoing`,
  personLink: (id: number) => `/people/${seg(id)}/link`,
  personLinkWithdrawal: (id: number) => `/people/${seg(id)}/link/withdrawal`,
  nameCorrections: (filter: Record<string, string | undefined> = {}) => `/people/corrections${query(filter)}`,
  nameCorrection: (id: number) => `/people/corrections/${seg(id)}`,
  nameCorrectionAcceptance: (id: number) => `/people/corrections/${seg(id)}/acceptance`,
  nameCorrectionRefusal: (id: number) => `/people/corrections/${seg(id)}/refusal`,
  organisations: (filter: Record<string, string | undefined> = {}) => `/organisations${query(filter)}`,
  organisationsCsv: (filter: Record<string, string | undefined> = {}) => `/organisations/list.csv${query(filter)}`,
  organisationNew: () => '/organisations/new',
  organisationEdit: (id: number) => `/organisations/${seg(id)}/edit`,
  organisationMemberNew: (id: number) => `/organisations/${seg(id)}/members/new`,
  organisationMember: (id: number, member: number) => `/organisations/${seg(id)}/members/${seg(member)}`,
  organisationMemberRemoval: (id: number, member: number) => `/organisations/${seg(id)}/members/${seg(member)}/removal`,
  organisation: (id: number) => `/organisations/${seg(id)}`,

  activities: (filter: Record<string, string | undefined> = {}) => `/activities${query(filter)}`,
  activitiesCsv: (filter: Record<string, string | undefined> = {}) => `/activities/list.csv${query(filter)}`,
  activity: (code: string) => `/activities/${seg(code)}`,
  activityNew: (filter: Record<string, string | undefined> = {}) => `/activities/new${query(filter)}`,
  activityStatus: (code: string) => `/activities/${seg(code)}/status`,
  activityEdit: (code: string) => `/activities/${seg(code)}/edit`,
  activityRoster: (code: string) => `/activities/${seg(code)}/roster`,
  activityRosterAdditions: (code: string, filter: Record<string, string | undefined> = {}) =>
    `/activities/${seg(code)}/roster/additions${query(filter)}`,
  activityRosterKnown: (code: string, filter: Record<string, string | undefined> = {}) =>
    `/activities/${seg(code)}/roster/known${query(filter)}`,
  activityRosterLines: (code: string) => `/activities/${seg(code)}/roster/lines`,
  activityRosterNewcomers: (code: string) => `/activities/${seg(code)}/roster/newcomers`,
  activityRosterCandidates: (code: string, filter: Record<string, string | undefined> = {}) =>
    `/activities/${seg(code)}/roster/candidates${query(filter)}`,
  activityRosterOrganisations: (code: string, filter: Record<string, string | number | undefined> = {}) =>
    `/activities/${seg(code)}/roster/organisations${query(filter)}`,
  activityRosterRemoval: (code: string, participation: number) =>
    `/activities/${seg(code)}/roster/${seg(participation)}/removal`,
  activityRosterRemovalUndoing: (code: string, event: number) =>
    `/activities/${seg(code)}/roster/removals/${seg(event)}/undoing`,
  activityWaitingAdmissions: (code: string) => `/activities/${seg(code)}/roster/waiting/admissions`,
  activityWaitingAdmission: (code: string, entry: number) =>
    `/activities/${seg(code)}/roster/waiting/${seg(entry)}/admission`,
  activityWaitingRemoval: (code: string, entry: number) =>
    `/activities/${seg(code)}/roster/waiting/${seg(entry)}/removal`,
  activityCertificates: (code: string, filter: Record<string, string | number | undefined> = {}) =>
    `/activities/${seg(code)}/certificates${query(filter)}`,
  activityCertificatesUnearned: (code: string) => `/activities/${seg(code)}/certificates/unearned`,
  activityCertificatesAutomatic: (code: string) => `/activities/${seg(code)}/certificates/automatic`,
  activityCertificatesPdf: (code: string, order: string) =>
    `/activities/${seg(code)}/certificates/all.pdf${query({ order })}`,
  activityCertificatesZip: (code: string) => `/activities/${seg(code)}/certificates/all.zip`,
  activityRosterCsv: (code: string) => `/activities/${seg(code)}/roster.csv`,
  activitySessionNew: (code: string, filter: Record<string, string | number | undefined> = {}) =>
    `/activities/${seg(code)}/sessions/new${query(filter)}`,
  activitySessionEdit: (code: string, number: number) => `/activities/${seg(code)}/sessions/${seg(number)}/edit`,
  activitySessionCancellation: (code: string, number: number) =>
    `/activities/${seg(code)}/sessions/${seg(number)}/cancellation`,
  activitySessionRestoration: (code: string, number: number) =>
    `/activities/${seg(code)}/sessions/${seg(number)}/restoration`,
  activitySession: (code: string, number: number) => `/activities/${seg(code)}/sessions/${seg(number)}`,

  activityAttendance: (code: string, number: number) => `/activities/${seg(code)}/sessions/${seg(number)}/attendance`,
  activityEverybody: (code: string, number: number) =>
    `/activities/${seg(code)}/sessions/${seg(number)}/attendance/everybody`,
  activityAttendanceUndoing: (code: string, number: number, event: number) =>
    `/activities/${seg(code)}/sessions/${seg(number)}/attendance/${seg(event)}/undoing`,
  activityHeadcounts: (code: string, number: number) => `/activities/${seg(code)}/sessions/${seg(number)}/headcounts`,
  activityHeadcountRemoval: (code: string, number: number, unit: string, group: string) =>
    `/activities/${seg(code)}/sessions/${seg(number)}/headcounts/${seg(unit)}/${seg(group)}/removal`,
  activityNumbers: (code: string, number: number) =>
    `/activities/${seg(code)}/sessions/${seg(number)}/attendance/numbers`,
  activityCheckIn: (code: string, number: number) => `/activities/${seg(code)}/sessions/${seg(number)}/check-in`,
  checkInOpening: (code: string, number: number) => `/activities/${seg(code)}/sessions/${seg(number)}/check-in/opening`,
  checkInClosing: (code: string, number: number) => `/activities/${seg(code)}/sessions/${seg(number)}/check-in/closing`,
  checkInConfirmation: (code: string, number: number) =>
    `/activities/${seg(code)}/sessions/${seg(number)}/check-in/confirmation`,
  checkInDecision: (code: string, number: number, claim: number) =>
    `/activities/${seg(code)}/sessions/${seg(number)}/check-in/${seg(claim)}/decision`,
  /** What is read from the wall; it leads on to `checkInHere`. */
  checkIn: (ticket: string) => `/check-in/${seg(ticket)}`,
  checkInHere: (pass: string) => `/check-in/here/${seg(pass)}`,
  activitySheets: (code: string, number: number) => `/activities/${seg(code)}/sessions/${seg(number)}/sheets`,
  activitySheet: (code: string, number: number, sheet: string) =>
    `/activities/${seg(code)}/sessions/${seg(number)}/sheets/${seg(sheet)}`,
  activityMaterials: (code: string) => `/activities/${seg(code)}/materials`,
  activityMaterial: (code: string, id: number) => `/activities/${seg(code)}/materials/${seg(id)}`,
  activityMaterialRemoval: (code: string, id: number) => `/activities/${seg(code)}/materials/${seg(id)}/removal`,
  sessionPhotos: (code: string, number: number) => `/activities/${seg(code)}/sessions/${seg(number)}/photos`,
  sessionPhoto: (code: string, number: number, id: number) =>
    `/activities/${seg(code)}/sessions/${seg(number)}/photos/${seg(id)}`,
  sessionPhotoPreview: (code: string, number: number, id: number) =>
    `/activities/${seg(code)}/sessions/${seg(number)}/photos/${seg(id)}/preview`,
  sessionPhotoRemoval: (code: string, number: number, id: number) =>
    `/activities/${seg(code)}/sessions/${seg(number)}/photos/${seg(id)}/removal`,
  sheets: () => '/sheets',
  sheet: (code: string) => `/sheets/${seg(code)}`,
  activityMarksCsv: (code: string, number: number) => `/activities/${seg(code)}/sessions/${seg(number)}/attendance.csv`,

  ...coursePaths,

  activityLetters: (code: string) => `/activities/${seg(code)}/letters`,
  activityLetterChoices: (code: string) => `/activities/${seg(code)}/letters/choices`,
  activityLetter: (code: string, kind: string, filter: Record<string, string | number | undefined> = {}) =>
    `/activities/${seg(code)}/letters/${seg(kind)}${query(filter)}`,
  activityLetterPrint: (code: string, kind: string, form: string) =>
    `/activities/${seg(code)}/letters/${seg(kind)}/print.pdf${query({ form })}`,
  letterDigest: () => '/letters/digest',
  ...quizPaths,
  quizMarking: () => '/quizzes/marking',
  quizMarks: (attempt: number) => `/quizzes/marking/${seg(attempt)}`,
  quizAttempt: (attempt: number) => `/quizzes/attempts/${seg(attempt)}`,
  certificates: (filter: Record<string, string | number | undefined> = {}) => `/certificates${query(filter)}`,
  certificate: (id: number) => `/certificates/${seg(id)}`,
  certificatePicture: (id: number) => `/certificates/${seg(id)}/picture.svg`,
  certificatePdf: (id: number) => `/certificates/${seg(id)}/certificate.pdf`,
  certificateCredential: (id: number) => `/certificates/${seg(id)}/credential.jwt`,
  certificateReplacement: (id: number) => `/certificates/${seg(id)}/replacement`,
  certificateRevocation: (id: number) => `/certificates/${seg(id)}/revocation`,
  /** Where a code is checked, by anybody. */
  verify: () => '/verify',
  verification: (code: string) => `/verify/${seg(code)}`,

  calendar: (filter: Record<string, string | undefined> = {}) => `/calendar${query(filter)}`,
  calendarCsv: (filter: Record<string, string | undefined> = {}) => `/calendar/list.csv${query(filter)}`,
  calendarLink: (filter: Record<string, string | undefined> = {}) => `/calendar/link${query(filter)}`,
  calendarLinkEnd: () => '/calendar/link/closure',
  calendarFeed: (token: string) => `/calendar/feed/${seg(token)}.ics`,
  mySessions: () => '/my-sessions',
  offline: () => '/offline',
  script: (name: string) => `/scripts/${name}.js`,
  differences: () => '/differences',
  differenceDecision: (id: number) => `/differences/${seg(id)}/decision`,

  /** The page of a participant: the token is the key to it. */
  mine: (token: string, filter: Record<string, string | undefined> = {}) => `/mine/${seg(token)}${query(filter)}`,
  mineCalendar: (token: string) => `/mine/${seg(token)}/calendar.ics`,
  mineCredential: (token: string, code: string) => `/mine/${seg(token)}/certificates/${seg(code)}.jwt`,
  mineCertificate: (token: string, code: string) => `/mine/${seg(token)}/certificates/${seg(code)}.pdf`,
  mineCorrection: (token: string) => `/mine/${seg(token)}/correction`,
  mineChoices: (token: string) => `/mine/${seg(token)}/choices`,
  mineMail: (token: string) => `/mine/${seg(token)}/mail`,
  mineWithdrawal: (token: string) => `/mine/${seg(token)}/withdrawal`,

  ...learningPaths,
  ...knowledgePaths,
  content: (ticket: string, name: string) => `/content/${seg(ticket)}/${name.split('/').map(seg).join('/')}`,

  imports: (kind?: string) => `/imports${query({ kind })}`,
  import: (token: string) => `/imports/${seg(token)}`,
  importConfirm: (token: string) => `/imports/${seg(token)}/confirmation`,
  importRemoval: (token: string) => `/imports/${seg(token)}/removal`,
  importFaulty: (token: string) => `/imports/${seg(token)}/faulty-rows.csv`,
  importTemplate: (kind: string) => `/imports/templates/${seg(kind)}.csv`,
} as const;

/** The address of that name; used by the view helper, where names are text. */
export function pathOf(name: string, args: unknown[]): string {
  const make = (paths as Record<string, ((...values: never[]) => string) | undefined>)[name];
  if (!make) throw new Error(`there is no path named ${name}`);
  return make(...(args as never[]));
}
