/*
 * What Open Badges 3.0 asks of the parts that our credentials have, as a JSON schema of our own. The schema that belongs to
 * the specification (ob_v3p0_achievementcredential_schema.json) may be passed on only as 1EdTech's licence says, and is
 * therefore not part of this program. Where it leaves room, this one does not: what we do not write is refused.
 * https://www.imsglobal.org/spec/ob/v3p0, appendix "Data models": AchievementCredential, Profile, AchievementSubject,
 * IdentityObject, Achievement, Criteria, CredentialSchema.
 */
const uri = { type: 'string', format: 'uri' };
const text = { type: 'string', minLength: 1 };
const instant = { type: 'string', format: 'date-time' };
/** An unordered set of types that has this one. */
const types = (...names: string[]): object => ({
  type: 'array',
  items: text,
  allOf: names.map((name) => ({ contains: { const: name } })),
});
const object = (required: string[], properties: Record<string, object>): object => ({
  ...{ type: 'object', required, properties, additionalProperties: false },
});

const profile = object(['id', 'type'], { id: uri, type: types('Profile'), name: text, url: uri });

const identity = object(['type', 'hashed', 'identityHash', 'identityType'], {
  type: { const: 'IdentityObject' },
  hashed: { type: 'boolean' },
  identityHash: text,
  identityType: { enum: ['name'] },
});

const achievement = object(['id', 'type', 'criteria', 'description', 'name'], {
  id: uri,
  type: types('Achievement'),
  achievementType: { enum: ['CertificateOfCompletion'] },
  inLanguage: { type: 'string', pattern: '^[a-z]{2,4}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$' },
  name: text,
  description: text,
  criteria: object([], { id: uri, narrative: text }),
});

const subject = object(['id', 'type', 'achievement'], {
  id: uri,
  type: types('AchievementSubject'),
  identifier: { type: 'array', items: identity },
  licenseNumber: text,
  activityStartDate: instant,
  activityEndDate: instant,
  achievement,
});

/** An AchievementCredential of the W3C data model 2.0, and the claims of the JWT around it. */
export const ACHIEVEMENT_CREDENTIAL = object(
  [
    ...['@context', 'id', 'type', 'name', 'issuer', 'validFrom', 'credentialSubject'],
    // "JWT Payload Format"
    ...['iss', 'jti', 'nbf', 'sub'],
  ],
  {
    '@context': {
      type: 'array',
      minItems: 2,
      items: [
        { const: 'https://www.w3.org/ns/credentials/v2' },
        { type: 'string', pattern: '^https://purl\\.imsglobal\\.org/spec/ob/v3p0/context-3\\.\\d\\.\\d+\\.json$' },
      ],
      additionalItems: uri,
    },
    id: uri,
    type: types('VerifiableCredential', 'OpenBadgeCredential'),
    name: text,
    issuer: profile,
    validFrom: instant,
    validUntil: instant,
    credentialSubject: subject,
    credentialSchema: {
      type: 'array',
      items: object(['id', 'type'], { id: uri, type: { const: '1EdTechJsonSchemaValidator2019' } }),
    },
    ...{ iss: uri, jti: uri, sub: uri, nbf: { type: 'integer' }, exp: { type: 'integer' } },
  },
);
