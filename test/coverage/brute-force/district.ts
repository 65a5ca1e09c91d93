/**
 * A whole district as the rows of its interchange files: every value is the text of a cell, in file order,
 * a missing or empty cell is undefined or ''.
 */
export interface UnitRow {
  code: string;
  name: string;
  level: string;
  parent?: string;
  valid_from?: string;
  valid_to?: string;
}

export interface SuccessionRow {
  predecessor: string;
  successor: string;
  date: string;
  main?: string;
}

export interface GroupRow {
  code: string;
  name: string;
  counts: string;
}

export interface BaselineRow {
  unit: string;
  group: string;
  year: string;
  value: string;
  source?: string;
}

export interface PersonRow {
  ref: string;
  full_name: string;
  unit: string;
  sex?: string;
}

export interface OrganisationRow {
  ref: string;
  name: string;
  group: string;
  unit: string;
}

export interface ActivityRow {
  code: string;
  plan: string;
  kind: string;
  title: string;
  unit: string;
  agency?: string;
  min_attendance?: string;
  status?: string;
  test?: string;
}

export interface SessionRow {
  activity: string;
  number: string;
  date: string;
  makes_up?: string;
  status?: string;
}

export interface ParticipationRow {
  activity: string;
  person: string;
  group: string;
  organisation?: string;
  unit?: string;
}

export interface CompletionRow {
  activity: string;
  person: string;
  group: string;
  organisation?: string;
  date: string;
}

export interface TestResultRow {
  activity: string;
  person: string;
  date: string;
}

export interface AttendanceRow {
  activity: string;
  session: string;
  person: string;
  status: string;
}

export interface HeadcountRow {
  activity: string;
  session: string;
  unit: string;
  group: string;
  count: string;
  method?: string;
}

export interface Bilingual {
  vi: string;
  en: string;
}

export interface IndicatorFile {
  code: string;
  measure: string;
  groups?: string[];
  target: number;
  comparator: string;
  due: string;
  title: Bilingual;
  unit?: string;
  trainings_inform?: boolean;
}

export interface PlanFile {
  code: string;
  title: Bilingual;
  unit: string;
  start: string;
  end: string;
  objectives: { code: string; title: Bilingual; indicators: IndicatorFile[] }[];
}

/** Two people who turned out to be one: everything of `from` is since then (and ever was) of `into`. */
export interface Merge {
  from: string;
  into: string;
}

export interface District {
  units: UnitRow[];
  successions: SuccessionRow[];
  groups?: GroupRow[];
  plan: PlanFile;
  baselines: BaselineRow[];
  people: PersonRow[];
  organisations: OrganisationRow[];
  activities: ActivityRow[];
  sessions: SessionRow[];
  participations: ParticipationRow[];
  completions?: CompletionRow[];
  test_results?: TestResultRow[];
  attendance: AttendanceRow[];
  headcounts: HeadcountRow[];
  merges?: Merge[];
}
