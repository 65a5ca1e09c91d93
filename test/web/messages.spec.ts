import { CLAIMS, STANDINGS } from '../../src/certificates/activity-certificates.page.js';
import { REPLACEMENT_REASONS, REVOCATION_REASONS } from '../../src/certificates/certificate-acts.js';
import { FAULTS } from '../../src/courses/course-checks.js';
import { LESSON_KINDS, RULES_OF } from '../../src/courses/course-content.js';
import { COURSE_STATES } from '../../src/courses/course-records.js';
import { MEDIA_KINDS } from '../../src/courses/media-kinds.js';
import { CHANGED_PARTS } from '../../src/courses/version-differences.js';
import { REASONS } from '../../src/coverage/not-counted.js';
import { FILE_FAULTS as COURSE_FILE_FAULTS } from '../../src/courses/file-fault.js';
import { LOCALES } from '../../src/i18n/locale.js';
import { messages } from '../../src/i18n/messages.js';
import * as en from '../../src/i18n/en/index.js';
import * as vi from '../../src/i18n/vi/index.js';
import { FILE_FAULTS, ROW_FAULTS } from '../../src/interchange/row-error.js';
import { FILE_ORDER } from '../../src/interchange/registry.js';
import { MOMENTS } from '../../src/knowledge/moments.js';
import { VALUES } from '../../src/knowledge/survey.js';
import { WAYS_IN } from '../../src/learning/due-slips.js';
import { STANDS } from '../../src/learning/enrolment-filter.js';
import { REPORTING_KINDS } from '../../src/plans/content.page.js';
import { COMPARATORS, COUNTED_MEASURES, MEASURES } from '../../src/plans/plan-measures.js';
import { KNOWN_POLICIES } from '../../src/quizzes/question-bank.js';
import { WARNINGS } from '../../src/quizzes/question-check.js';
import { STANDINGS as QUESTION_STANDINGS } from '../../src/quizzes/question-comparison.js';
import { QUESTION_KINDS } from '../../src/quizzes/question.js';
import { COUNTS } from '../../src/territory/groups.js';
import { REVIEWS } from '../../src/quizzes/quiz.js';
import { LEVELS } from '../../src/territory/place.js';
import { REFORM_KINDS } from '../../src/territory/reform.js';
import { PERMISSIONS, ROLES } from '../../src/web/permissions.js';
import { writtenInClient, writtenInSources, writtenInViews, type Written } from './messages-used.js';

const keys = [...messages.vi.keys()];
const sources = [...writtenInSources(), ...writtenInClient()];
const views = writtenInViews();

/** What rooms put before the keys they are given: `say('kind')` in activities is activities.kind. */
const ROOMS = [
  'errors',
  'errors.territory',
  'errors.activities',
  'errors.attempts',
  'accounts',
  'activities',
  'attempts',
  'calendar',
  'certificates',
  'course_letters',
  'enrolments',
  'events',
  'knowledge',
  'learning',
  'mail',
  'mine',
  'organisations',
  'quizzes',
  'people',
  'territory',
];

/** Families: sentences chosen by a value that the program knows; each of its values has one. */
const FAMILIES: Record<string, readonly string[]> = {
  'accounts.role.': ROLES,
  'accounts.role_hint.': ROLES,
  'activities.kind.': ['training', 'campaign'],
  'activities.status.': ['draft', 'open', 'running', 'done', 'cancelled'],
  'activities.session_status.': ['planned', 'held', 'cancelled'],
  'activities.mark.': ['present', 'late', 'excused', 'absent'],
  'activities.method.': ['counted', 'estimated'],
  'certificates.claim.': ['all', ...CLAIMS],
  'certificates.claim_of.': STANDINGS,
  'certificates.reason.': [...REPLACEMENT_REASONS, ...REVOCATION_REASONS],
  'certificates.state.': ['valid', 'superseded', 'revoked', 'expired'],
  'course_letters.column.': ['learner', 'standing', 'missing', 'way'],
  'course_letters.slip_way.': WAYS_IN,
  'courses.fault.': FAULTS,
  'courses.kind.': LESSON_KINDS,
  'courses.kind_hint.': LESSON_KINDS,
  'courses.language.': LOCALES,
  'courses.media.kind.': MEDIA_KINDS,
  'courses.part.': CHANGED_PARTS,
  'courses.quiz.review.': REVIEWS,
  'courses.rule.': Object.values(RULES_OF).flat(),
  'courses.rule_choice.': Object.entries(RULES_OF).flatMap(([kind, rules]) => (kind === 'quiz' ? [] : rules)),
  'courses.state.': ['all', ...COURSE_STATES],
  'coverage.reason.': REASONS.flatMap((reason) => [reason, `${reason}.help`]),
  'coverage.matrix.': COUNTED_MEASURES,
  'coverage.todo.': COUNTED_MEASURES,
  'coverage.sum.': ['met', 'not_met', 'uncertain', 'no_baseline'],
  'courses.file_fault.': COURSE_FILE_FAULTS,
  'errors.file.': FILE_FAULTS,
  'errors.row.': ROW_FAULTS,
  'errors.owes.': ['new_password', 'second_factor', 'second_factor_code'],
  'errors.status.': ['400', '403', '404', '409', '413', '422', '429', '500', '503', '507'],
  'enrolments.lesson.': ['done', 'begun', 'to_do'],
  'enrolments.stand.': STANDS,
  'learning.lesson.': ['done', 'begun', 'to_do'],
  'learning.missing.': [
    'opened',
    'read',
    'watched',
    'finished',
    'score',
    'no_score',
    'waiting',
    'package',
    'package_failed',
  ],
  'learning.no_more.': ['none_left', 'nothing_to_gain', 'answers_shown'],
  'imports.kind.': FILE_ORDER,
  'imports.kind_hint.': FILE_ORDER,
  'nav.': ['plans', 'activities', 'courses', 'people', 'organisations', 'territory', 'imports', 'accounts'],
  'errors.knowledge.typed.': ['letter', 'one_letter', 'letters', 'places', 'true_false', 'number', 'too_long'],
  'knowledge.moment.': MOMENTS,
  'knowledge.paper.how.': QUESTION_KINDS.filter((kind) => kind !== 'essay'),
  'knowledge.paper.moment.': MOMENTS,
  'knowledge.survey.value.': VALUES.map(String),
  'knowledge.typing.': MOMENTS,
  'knowledge.typing.how.': QUESTION_KINDS.filter((kind) => kind !== 'essay'),
  'people.sex.': ['f', 'm', 'x'],
  'plan.comparator.': COMPARATORS,
  'plan.measure.': MEASURES,
  'plan.reporting.': REPORTING_KINDS,
  'quizzes.gift.known.': KNOWN_POLICIES,
  'quizzes.gift.known_hint.': KNOWN_POLICIES,
  'quizzes.standing.': QUESTION_STANDINGS,
  'quizzes.warning.': WARNINGS,
  'status.': ['met', 'not_met', 'uncertain', 'no_baseline'],
  'territory.counts.': COUNTS,
  'territory.done.': REFORM_KINDS,
  'territory.level.': LEVELS,
  'territory.reform.': REFORM_KINDS,
};

/** Texts with a dot in them that are no keys. */
const NO_KEY = [
  /\.(csv|gift|ics|json|html|hbs|key|sqlite|css|pdf|yml)$/,
  /^[\d.]+$/,
  // What says what a SCORM package is.
  /^imsmanifest\.xml$/,
  // Columns of a query, by the letters of their table.
  /^[a-z]{1,2}\.(id|place_id|person_id|sort_key|sort_name|unit_code|dedupe_key)$/,
  // A host that is none (web/own-path.ts).
  /^own\.invalid$/,
  // What one room tells another inside a transaction (events/domain-events.ts).
  /^(people\.merged|people\.readdressed|territory\.changed|activities\.(requalified|changed|counting)|letters\.(chosen|unsettled)|certificates\.issued)$/,
  /^(learning\.completed|completions\.withdrawn|waiting\.admitted)$/,
  /^(mail\.returned|mine\.links_ended|quizzes\.(marked|waiting))$/,
];

const candidates = (text: string): string[] => ['', ...ROOMS.map((room) => `${room}.`)].map((room) => room + text);
const isRoom = (text: string): boolean => ROOMS.some((room) => text === `${room}.*`);
const place = ({ text, file }: Written): string => `${text} in ${file}`;

/** `plan.*.added` as a rule for keys. */
function ruleOf(pattern: string): RegExp {
  const parts = pattern.split(/\*+/).map((part) => part.replaceAll('.', '\\.'));
  return new RegExp(`^${parts.join('[a-z0-9_-]+')}$`);
}

/** Names in braces. A choice by number is none: not every language has it. */
const placeholders = (sentence: string): string[] => [
  ...new Set([...sentence.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)),
];

describe('the sentences', () => {
  it('are the same in both languages, with the same things to fill in', () => {
    expect([...messages.en.keys()].sort()).toEqual([...keys].sort());
    const different = keys.filter((key) => {
      const [here, there] = LOCALES.map((locale) => placeholders(messages[locale].get(key) ?? '').sort());
      return JSON.stringify(here) !== JSON.stringify(there);
    });
    expect(different).toEqual([]);
  });

  it('are never empty, and never have a brace that nothing fills', () => {
    const wrong = LOCALES.flatMap((locale) =>
      [...messages[locale]]
        .filter(
          ([, text]) =>
            text.trim() !== text || text === '' || /[{}]/.test(text.replace(/\{\w+(\|[^|{}]*\|[^{}]*)?\}/g, '')),
        )
        .map(([key]) => `${locale} ${key}`),
    );
    expect(wrong).toEqual([]);
  });

  it('are written in composed letters, without exclamation marks', () => {
    for (const parts of [vi, en]) {
      const all = Object.values(parts).flatMap((part) => Object.entries(part));
      expect(all.filter(([, text]) => text !== text.normalize('NFC')).map(([key]) => key)).toEqual([]);
      expect(all.filter(([, text]) => text.includes('!')).map(([key]) => key)).toEqual([]);
    }
  });
});

describe('the keys of sentences', () => {
  const known = new Set(keys);
  const notKeys = new Set<string>([...PERMISSIONS]);

  it('that the sources name are all there', () => {
    expect(sources.length).toBeGreaterThan(1000);
    const unknown = sources
      .filter(({ text }) => /^[a-z_0-9]+(\.[a-z_0-9]+)+$/.test(text))
      .filter(({ text }) => !notKeys.has(text) && !NO_KEY.some((rule) => rule.test(text)))
      .filter(({ text }) => !candidates(text).some((key) => known.has(key)));
    expect(unknown.map(place)).toEqual([]);
  });

  it('that are given to what refuses or translates are there in full', () => {
    const errors = sources.filter(({ role }) => /^(DomainError|NotFound|EditConflict)#0$|^faulty#3$/.test(role));
    const words = sources.filter(({ role }) => /^(translate#1|(title|text|save|refusal|failure)Key:)$/.test(role));
    expect(errors.length).toBeGreaterThan(20);
    const missing = [
      ...errors.map((written) => ({ ...written, text: `errors.${written.text}` })),
      // Of events there is a test of its own: their names have several parts.
      ...words.filter(({ text }) => text !== '' && text !== 'events.*'),
    ].filter(({ text }) => (text.includes('*') ? !keys.some((key) => ruleOf(text).test(key)) : !known.has(text)));
    expect(missing.map(place)).toEqual([]);
  });

  it('that the views name are all there', () => {
    const named = views.filter(({ role }) => /^tp?#0$/.test(role));
    expect(named.length).toBeGreaterThan(100);
    const missing = named.filter(({ text }) =>
      text.includes('*') ? !keys.some((key) => ruleOf(text).test(key)) : !known.has(text),
    );
    expect(missing.map(place)).toEqual([]);
  });

  it('that are put together have a sentence for every value', () => {
    const missing = Object.entries(FAMILIES).flatMap(([family, values]) =>
      values.map((value) => family + value).filter((key) => !known.has(key)),
    );
    expect(missing).toEqual([]);
  });

  it('of events are there for every event that is recorded', () => {
    const recorded = sources.filter(({ role, text }) => role === 'kind:' && /^[a-z]+(\.[a-z_]+)+$/.test(text));
    expect(recorded.length).toBeGreaterThan(10);
    const kinds = [...recorded.map(({ text }) => text), ...FILE_ORDER.map((kind) => `import.${kind}`)];
    expect([...new Set(kinds)].filter((kind) => !known.has(`events.${kind}`))).toEqual([]);
  });

  it('are all used', () => {
    const written = [...sources, ...views].map(({ text }) => text);
    const exact = new Set(written.filter((text) => !text.includes('*')).flatMap(candidates));
    const events = sources.filter(({ role }) => role === 'kind:').map(({ text }) => `events.${text}`);
    const rules = [...new Set([...written, ...events])]
      .filter((text) => /^[a-z_0-9.*-]*[a-z][a-z_0-9.*-]*$/.test(text) && text.includes('*') && !isRoom(text))
      .filter((text) => !text.startsWith('*'))
      .flatMap(candidates)
      .map(ruleOf);
    const unused = keys.filter((key) => !exact.has(key) && !rules.some((rule) => rule.test(key)));
    expect(unused).toEqual([]);
  });
});
