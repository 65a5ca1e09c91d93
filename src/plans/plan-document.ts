import type { Comparator, Measure } from './plan-measures.js';

/** A text in Vietnamese and, where there is one, in English (else empty). */
export interface Title {
  vi: string;
  en: string;
}

/** What a plan says, without keys of the database: the meaning of a plan.json. Dates are ISO days. */
export interface PlanDocument {
  code: string;
  title: Title;
  unit: string;
  legal_basis: string[];
  start: string;
  end: string;
  orientation_until: string | null;
  lead_agency: string | null;
  objectives: ObjectiveDocument[];
  tasks: ItemDocument[];
  agencies: AgencyDocument[];
  reporting: ReportingDocument[];
}

/** Something of a plan that has a code and a title. */
export interface ItemDocument {
  code: string;
  title: Title;
}

export interface ObjectiveDocument extends ItemDocument {
  indicators: IndicatorDocument[];
}

export interface IndicatorDocument extends ItemDocument {
  measure: Measure;
  groups: string[];
  comparator: Comparator;
  /** Decimal as text; null only where the value must be falling. */
  target: string | null;
  unit: string;
  due: string;
  highlight: string | null;
  trainings_inform: boolean;
}

export interface AgencyDocument extends ItemDocument {
  role: string | null;
  /** Codes of tasks. */
  tasks: string[];
}

export interface ReportingDocument {
  kind: string;
  /** `MM-DD`; null: when needed. */
  due: string | null;
  to: string | null;
  from: string | null;
}

/** Something wrong in a plan: where (`objectives[0].indicators[2].target`), what stands there, and why. */
export interface PlanFault {
  path: string;
  value: string;
  /** Under `errors.`. */
  key: string;
  params: Record<string, string | number>;
  /** The other places it follows from: where one of them cannot be read, it is no fault yet. */
  from?: readonly string[];
}
