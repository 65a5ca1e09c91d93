import { Injectable } from '@nestjs/common';
import { today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { EditConflict } from '../errors.js';
import type { ValuesOf } from '../interchange/columns-file.js';
import { faulty } from '../interchange/import-runner.js';
import type { GoodRow, Importer, ImportRun, RowResult } from '../interchange/importer.js';
import { Activity } from './activities.entities.js';
import { DerivedPlaces } from './derived-places.js';
import { activitiesFile, toHundredths } from './files.js';
import { FixedKinds } from './fixed-kinds.js';
import { Ledger } from './ledger.js';
import { ActivityDoor, type OpenActivities } from './open-activities.js';
import { placeOfActivity } from './places.js';
import { unknownUnit } from './unknown-unit.js';

type Values = ValuesOf<typeof activitiesFile.columns>;
type Row = GoodRow<Values>;
type Facts = Omit<Activity, 'id' | 'version' | 'first_date' | 'place_id'>;

interface PlanFacts {
  id: number;
  code: string;
  place_id: number;
}

/** What the rows of a batch refer to. */
interface References {
  plans: Map<string, PlanFacts>;
  /** Codes of the plan's agencies by plan; a plan that lists none takes any. */
  agencies: Map<number, Set<string>>;
}

/** The optional columns, and what they are called in the table. */
const OPTIONAL: [string, keyof Facts][] = [
  ['agency', 'agency_code'],
  ['min_attendance', 'min_attendance'],
  ['capacity', 'capacity'],
  ['trainer', 'trainer'],
  ['status', 'status'],
  ['test', 'test_required'],
];

/** Brings in activities.csv (interchange: key `code`). */
@Injectable()
export class ActivitiesImporter implements Importer<typeof activitiesFile.columns> {
  readonly file = activitiesFile;
  readonly permission = 'activity.write';

  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly places: DerivedPlaces,
    private readonly ledger: Ledger,
    private readonly fixed: FixedKinds,
  ) {}

  async begin(present: ReadonlySet<string>): Promise<ImportRun<Values>> {
    const open = await this.door.open();
    return { take: (rows) => this.take(rows, present, open) };
  }

  private async take(rows: Row[], present: ReadonlySet<string>, open: OpenActivities): Promise<RowResult[]> {
    const references = await this.references(rows, open);
    await open.meet(rows.map(({ values }) => values.code));
    const results: RowResult[] = [];
    const fresh: Partial<Activity>[] = [];
    for (const row of rows) {
      const refusal = refusalOf(row, references, open);
      const existing = open.get(row.values.code);
      const wrong = refusal ?? (existing && (await this.fixed.refusalOf(row, existing))) ?? null;
      if (wrong) results.push(wrong);
      else if (existing)
        results.push(await this.change(row, existing, factsOf(row.values, present, references, existing)));
      else {
        fresh.push(asNew(factsOf(row.values, present, references), references, row.values, open));
        results.push({ line: row.line, outcome: 'inserted' });
      }
    }
    await this.database.insert(Activity, fresh);
    open.forget();
    return results;
  }

  private async change({ line }: Row, existing: Activity, facts: Facts): Promise<RowResult> {
    const columns = Object.keys(facts) as (keyof Facts)[];
    if (columns.every((column) => facts[column] === existing[column])) return { line, outcome: 'unchanged' };
    const { id, version } = existing;
    const changed = await this.database.update(Activity, { id, version }, { ...facts, version: version + 1 });
    if (changed === 0) throw new EditConflict();
    this.places.touch([id]);
    this.ledger.touch([id]);
    if (existing.plan_id !== facts.plan_id) this.ledger.leavePlan(existing.plan_id);
    return { line, outcome: 'updated' };
  }

  /** A plan that the actor cannot read is not there. */
  private async references(rows: Row[], { scope }: OpenActivities): Promise<References> {
    const found = await this.database.rowsIn<PlanFacts>(
      'SELECT id, code, place_id FROM plans WHERE code IN (?)',
      distinct(rows.map(({ values }) => values.plan)),
    );
    const plans = found.filter(({ place_id }) => scope.meets(place_id));
    const agencies = await this.database.rowsIn<{ plan_id: number; code: string }>(
      'SELECT plan_id, code FROM agencies WHERE plan_id IN (?)',
      plans.map(({ id }) => id),
    );
    const byPlan = Map.groupBy(agencies, ({ plan_id }) => plan_id);
    return {
      plans: new Map(plans.map((plan) => [plan.code, plan])),
      agencies: new Map([...byPlan].map(([id, list]) => [id, new Set(list.map(({ code }) => code))])),
    };
  }
}

function refusalOf({ line, values }: Row, references: References, open: OpenActivities): RowResult | null {
  const { code, plan, unit, agency } = values;
  const existing = open.get(code);
  if (existing && !open.scope.covers(existing.place_id)) {
    return faulty(line, 'code', code, 'activities.code_taken', { code });
  }
  const found = references.plans.get(plan);
  if (!found) return faulty(line, 'plan', plan, 'activities.unknown_plan', { code: plan });
  if (open.territory.placesOfCode(unit).length === 0 || !open.scope.coversCode(unit)) {
    return unknownUnit(open, line, unit);
  }
  if (values.test === true && values.kind !== 'training') {
    return faulty(line, 'test', 'true', 'activities.test_of_training_only', { code });
  }
  const agencies = references.agencies.get(found.id);
  if (agency !== null && agencies && !agencies.has(agency)) {
    return faulty(line, 'agency', agency, 'activities.unknown_agency', { code: agency, plan });
  }
  return null;
}

/** The row as the record should be: an absent column leaves alone what an empty one clears. */
function factsOf(values: Values, present: ReadonlySet<string>, references: References, existing?: Activity): Facts {
  const { code, plan, kind, title, unit, agency, min_attendance, capacity, trainer, status, test } = values;
  const read: Facts = {
    code,
    kind,
    title,
    plan_id: references.plans.get(plan)?.id ?? 0,
    unit_code: unit,
    agency_code: agency,
    min_attendance: toHundredths(min_attendance),
    capacity,
    trainer,
    status: status ?? 'open',
    test_required: test === true ? 1 : 0,
  };
  if (!existing) return read;
  for (const [column, key] of OPTIONAL) if (!present.has(column)) Object.assign(read, { [key]: existing[key] });
  if (kind !== 'training') read.test_required = 0;
  return read;
}

function asNew(facts: Facts, references: References, values: Values, open: OpenActivities): Partial<Activity> {
  const own = open.territory.placeById(references.plans.get(values.plan)?.place_id ?? 0);
  const place = placeOfActivity({ territory: open.territory, day: today(), own }, facts.unit_code);
  return { ...facts, first_date: null, place_id: place?.id ?? null, version: 1 };
}

function distinct(values: string[]): string[] {
  return [...new Set(values)];
}
