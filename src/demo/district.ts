import type { CommunePlan } from './communes.js';
import type { Gathering } from './gathering.js';
import { type NameStyle, type Sex, personName } from './names.js';
import type { Random } from './random.js';
import type { DemoRow } from './rows.js';
import type { CommunePlaces } from './territory.js';

/** What is known of a person to be invented. */
export interface PersonPlan {
  unit: string;
  peoples: readonly NameStyle[];
  /** Years of birth, both included. */
  born: readonly [number, number];
  email?: boolean;
  consent_on?: string;
  consent_by?: string;
}

/** The district while it is being invented; every part of the generator adds to it. */
export class District {
  readonly people: DemoRow<'people'>[] = [];
  readonly organisations: DemoRow<'organisations'>[] = [];
  readonly gatherings: Gathering[] = [];

  constructor(
    readonly random: Random,
    readonly places: ReadonlyMap<string, CommunePlaces>,
  ) {}

  placesOf(commune: CommunePlan): CommunePlaces {
    const places = this.places.get(commune.code);
    if (!places) throw new RangeError(`no places for ${commune.code}`);
    return places;
  }

  /** Invents a person and returns the ref. */
  addPerson(plan: PersonPlan): string {
    const ref = `N${String(this.people.length + 1).padStart(5, '0')}`;
    const sex: Sex = this.random.chance(0.5) ? 'f' : 'm';
    const year = this.random.between(...plan.born);
    const exact = this.random.chance(0.7);
    this.people.push({
      ref,
      full_name: personName(this.random, this.random.pick(plan.peoples), sex),
      sex,
      birth_date: exact ? `${year}-${this.twoDigits(12)}-${this.twoDigits(28)}` : '',
      birth_year: exact ? '' : String(year),
      unit: plan.unit,
      email: plan.email ? `${ref.toLowerCase()}@example.vn` : '',
      consent_on: plan.consent_on ?? '',
      consent_by: plan.consent_by ?? '',
    });
    return ref;
  }

  /** The full name of a person already invented. */
  nameOf(ref: string): string {
    return this.people[Number(ref.slice(1)) - 1]?.full_name ?? '';
  }

  /** Adds an organisation and returns its ref: DN, HTX or HO and a number. */
  addOrganisation(row: { name: string; group: string; unit: string; craft: boolean }): string {
    const prefix = row.group === 'enterprise' ? 'DN' : row.group === 'cooperative' ? 'HTX' : 'HO';
    const ref = `${prefix}${String(this.organisations.length + 1).padStart(4, '0')}`;
    this.organisations.push({
      ref,
      name: row.name,
      group: row.group,
      unit: row.unit,
      craft_village: row.craft ? 'true' : 'false',
    });
    return ref;
  }

  add(gathering: Gathering): Gathering {
    this.gatherings.push(gathering);
    return gathering;
  }

  private twoDigits(highest: number): string {
    return String(this.random.between(1, highest)).padStart(2, '0');
  }
}

