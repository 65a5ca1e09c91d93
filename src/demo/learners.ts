import type { EnrolmentWay } from '../learning/learning.entities.js';
import { addDays } from '../web/day.js';
import { TRAINERS } from './accounts.js';
import { COURSES } from './courses.js';
import type { Random } from './random.js';
import type { DemoFiles, DemoRow } from './rows.js';

/** How somebody goes through a course that they are enrolled in. */
export interface LearnerStory {
  course: string;
  person: string;
  group: string;
  organisation: string | null;
  way: EnrolmentWay;
  /** Days. */
  enrolled: string;
  due: string | null;
  /** The day of their first lesson; null: they never begin. */
  begins: string | null;
  /** After so many lessons they stop; null: they go on to the end. */
  stops: number | null;
  /** How often they take a quiz at most, until they pass. */
  tries: number;
  /** answering.ts. */
  skill: number;
}

/** People who are enrolled together. */
interface Cohort {
  course: string;
  group: string;
  /** Codes of old communes. */
  communes: readonly string[];
  /** How many of each commune. */
  each: number;
  way: EnrolmentWay;
  enrolled: string;
  due: string | null;
  /** Whoever begins does so within so many days. */
  within: number;
}

const { schools, employers } = COURSES;
const TEACHERS = { course: schools.code, group: 'teacher', way: 'group', within: 24 } as const;
const PARENTS = { course: schools.code, group: 'parent', way: 'link', within: 24 } as const;
const EMPLOYERS = { course: employers.code, way: 'person', within: 30, enrolled: '2025-10-06', due: '2025-12-05' } as const;
const FIRST = ['03390', '03412', '03413', '03406', '03424', '03427'];
const SECOND = ['03394', '03400', '03405', '03415', '03418', '03421'];
const ALL = [...FIRST, ...SECOND, '03430'];

/** The cohorts of 2025. */
const COHORTS: readonly Cohort[] = [
  { ...TEACHERS, communes: FIRST, each: 6, enrolled: '2025-09-10', due: '2025-10-31' },
  { ...TEACHERS, communes: SECOND, each: 5, enrolled: '2025-10-14', due: '2025-11-28' },
  { ...PARENTS, communes: ['03390', '03405', '03424'], each: 5, enrolled: '2025-10-20', due: null },
  { ...EMPLOYERS, group: 'enterprise', communes: ALL, each: 1 },
  { ...EMPLOYERS, group: 'cooperative', communes: FIRST, each: 1 },
  { ...EMPLOYERS, group: 'household', communes: ['03390', '03412', '03424', '03430'], each: 1 },
];

/** Who learns when the demonstration is loaded: enrolled so many days before, with so many left. */
const LATEST = { ...TEACHERS, communes: ['03430'], each: 10, within: 6, before: 19, left: 11 } as const;

type Line = DemoRow<'participations'>;

/** All who learn online. */
export interface Learners {
  stories: LearnerStory[];
  /** The person whose code is printed for visitors of the demonstration: half-way through the course. */
  guest: string;
}

/**
 * Who learns which course, and how it goes: teachers and parents, and one person of some businesses. Some of them were in a hall
 * before, some never were; some never begin, some stop half-way, some do not pass.
 * @param day on which the demonstration is loaded, for those who learn right now
 */
export function learnersOf(files: DemoFiles, random: Random, day: string): Learners {
  const roll = new Roll(files);
  const tell = (cohort: Cohort): LearnerStory[] =>
    cohort.communes.flatMap((commune) =>
      roll.draw(cohort, commune, random).map((line) => story(cohort, line, random)),
    );
  const earlier = COHORTS.flatMap(tell);
  const { before, left, ...cohort } = LATEST;
  const when = { enrolled: addDays(day, -before), due: addDays(day, left) };
  const [guest, ...latest] = tell({ ...cohort, ...when });
  if (!guest) throw new RangeError('nobody learns when the demonstration is loaded');
  const halfWay = { begins: addDays(day, -12), stops: 4, tries: 0 };
  const trainer = { ...guest, ...halfWay, person: personOf(files, TRAINERS.banBo), way: 'account' } as const;
  return { stories: [...earlier, { ...guest, ...halfWay }, ...latest, trainer], guest: guest.person };
}

/** Who of the register has an address: the accounts of staff learn as the person with theirs. */
function personOf({ people }: DemoFiles, address: string): string {
  return people.find(({ email }) => email === address)?.ref ?? '';
}

function story(cohort: Cohort, { person, group, organisation }: Line, random: Random): LearnerStory {
  const { course, way, enrolled, due, within } = cohort;
  return {
    ...{ course, person, group, organisation: organisation === '' ? null : organisation, way, enrolled, due },
    ...{ begins: addDays(enrolled, random.between(1, within)), ...fate(random) },
  };
}

/** Most come through; the others never begin, stop half-way, or give up after a try that failed. */
function fate(random: Random): Pick<LearnerStory, 'stops' | 'tries' | 'skill'> & Partial<Pick<LearnerStory, 'begins'>> {
  const skill = 0.9 + 1.3 * (random.fraction() + random.fraction() + random.fraction() - 1.5);
  const kind = random.fraction();
  if (kind < 0.13) return { begins: null, stops: 0, tries: 0, skill };
  if (kind < 0.28) return { stops: random.between(1, 5), tries: 0, skill };
  if (kind < 0.36) return { stops: null, tries: 1, skill: skill - 1.6 };
  return { stops: null, tries: 3, skill };
}

/** Everybody who was on a roster, by group and old commune, each of them once. */
class Roll {
  private readonly lines: Map<string, Line[]>;
  private readonly there: ReadonlySet<string>;
  private readonly drawn = new Set<string>();

  constructor({ participations, people, attendance }: DemoFiles) {
    const homes = new Map(people.map(({ ref, unit }) => [ref, unit.slice(0, 5)]));
    const present = attendance.filter(({ status }) => status === 'present' || status === 'late');
    this.there = new Set(present.map(({ person }) => person));
    this.lines = Map.groupBy(participations, ({ group, person }) => `${group} ${homes.get(person) ?? ''}`);
  }

  /** Some who were not drawn before; every third of them was never seen in a hall, as far as there are such. */
  draw({ group, each }: Cohort, commune: string, random: Random): Line[] {
    const all = random.shuffle(this.lines.get(`${group} ${commune}`) ?? []);
    const once = [...new Map(all.map((line) => [line.person, line])).values()];
    const free = once.filter(({ person }) => !this.drawn.has(person));
    const [seen, unseen] = [true, false].map((is) => free.filter(({ person }) => this.there.has(person) === is));
    const fresh = (unseen ?? []).slice(0, Math.ceil(each / 3));
    const chosen = [...fresh, ...(seen ?? []).slice(0, each - fresh.length)];
    for (const { person } of chosen) this.drawn.add(person);
    return chosen;
  }
}
