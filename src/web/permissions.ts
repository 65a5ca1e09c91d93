/** Who somebody is to the product. */
export const ROLES = ['administrator', 'organizer', 'trainer', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

/**
 * Every permission, and the roles that have it. A route names the one it needs; a route that names none is closed.
 * Where a permission reaches is a second question: the territory of the person (territory/scope.ts).
 */
const GRANTS = {
  /** One's own account: password, second factor, sessions, tokens, language. */
  'account.own': ['administrator', 'organizer', 'trainer', 'viewer'],
  /** Users, their roles and territories; the outbox; the state of the installation. */
  'account.manage': ['administrator'],
  'territory.read': ['administrator', 'organizer', 'trainer', 'viewer'],
  /** Places, successions and groups: they change everybody's figures. */
  'territory.write': ['administrator'],
  'baseline.read': ['administrator', 'organizer', 'trainer', 'viewer'],
  'baseline.write': ['administrator', 'organizer'],
  'plan.read': ['administrator', 'organizer', 'trainer', 'viewer'],
  'plan.write': ['administrator', 'organizer'],
  'coverage.read': ['administrator', 'organizer', 'trainer', 'viewer'],
  /** The names behind a figure. */
  'person.read': ['administrator', 'organizer', 'trainer'],
  'person.write': ['administrator', 'organizer', 'trainer'],
  /** Merging two people, and undoing it. */
  'person.merge': ['administrator', 'organizer'],
  /** Phone, e-mail, birth date. */
  'person.contact': ['administrator', 'organizer', 'trainer'],
  /** The full name of a child without a recorded consent. */
  'child.name': ['administrator', 'organizer'],
  /** Sensitive, and only where the installation keeps it. */
  'person.ethnicity': ['administrator'],
  'organisation.read': ['administrator', 'organizer', 'trainer', 'viewer'],
  'organisation.write': ['administrator', 'organizer', 'trainer'],
  'activity.read': ['administrator', 'organizer', 'trainer', 'viewer'],
  'activity.write': ['administrator', 'organizer', 'trainer'],
  /** What courses teach. */
  'course.read': ['administrator', 'organizer', 'trainer', 'viewer'],
  /** Writing and publishing courses. */
  'course.write': ['administrator', 'organizer', 'trainer'],
  /** Rosters by name. */
  'roster.read': ['administrator', 'organizer', 'trainer'],
  'attendance.record': ['administrator', 'organizer', 'trainer'],
  /** Marking what learners wrote in answer to a question. */
  'quiz.mark': ['administrator', 'organizer', 'trainer'],
  /** Who learns which course, and how far they are: logs of learning are sensitive. */
  'enrolment.read': ['administrator', 'organizer', 'trainer'],
  /** Enrolling, due dates, personal codes, moving to another version, taking progress back. */
  'enrolment.write': ['administrator', 'organizer', 'trainer'],
  /** Saying which person of the register a user is. */
  'learner.link': ['administrator', 'organizer'],
  /** The register of certificates, with names. */
  'certificate.read': ['administrator', 'organizer', 'trainer'],
  /** Issuing, and replacing one with a wrong name. */
  'certificate.issue': ['administrator', 'organizer', 'trainer'],
  'certificate.revoke': ['administrator', 'organizer'],
  /** Who issues and signs, and how it looks. */
  'certificate.design': ['administrator', 'organizer'],
  /** The keys that certificates are signed with. */
  'certificate.keys': ['administrator'],
  /** What was learnt and whether people were satisfied: figures without names, of five people or more. */
  'knowledge.read': ['administrator', 'organizer', 'trainer', 'viewer'],
  /** Setting the test and the survey of an activity, printing the sheets, typing in answers: with names. */
  'knowledge.write': ['administrator', 'organizer', 'trainer'],
  /** Writing to participants. */
  'letter.send': ['administrator', 'organizer', 'trainer'],
  /** The weekly letter of what falls due: whether one wants it. */
  'letter.digest': ['organizer'],
  /** The question banks of plans: questions with their answers. */
  'question.read': ['administrator', 'organizer', 'trainer'],
  'question.write': ['administrator', 'organizer', 'trainer'],
  /** Loading files. */
  'import.run': ['administrator', 'organizer'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof GRANTS;
export const PERMISSIONS = Object.keys(GRANTS) as Permission[];

/** Whether a role has a permission. */
export function may(role: Role, permission: Permission): boolean {
  return (GRANTS[permission] as readonly Role[]).includes(role);
}

/** Roles that must have a second factor (OWASP ASVS 6.3.3). */
export function needsSecondFactor(role: Role): boolean {
  return role === 'administrator' || role === 'organizer';
}
