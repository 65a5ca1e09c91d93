import { Injectable } from '@nestjs/common';
import { today } from '../config/clock.js';
import { type ListOf, listOf } from '../database/long-lists.js';
import { NotFound } from '../errors.js';
import { actor, type Principal } from '../web/actor.js';
import { placeOfHome } from './home.js';
import { LEVELS, type Place } from './place.js';
import { TerritoryStore } from './territory.store.js';
import type { Territory } from './tree.js';

/**
 * The rows that exist for somebody: those at the place of their rights and below it, followed through successions.
 * What lies outside is answered as if it were not there.
 */
export class Scope {
  private codes: ReadonlySet<string> | undefined;
  private readonly lists: { places?: ListOf; codes?: ListOf } = {};

  /**
   * @param placeIds ids of all places inside, ended or not; null: everywhere
   * @param day the day it is for: a new day may make it another
   * @param own the place of the rights: as for a plan its own unit, it does not end for them (counting method §6)
   */
  constructor(
    readonly territory: Territory,
    readonly placeIds: ReadonlySet<number> | null,
    readonly day: string,
    private readonly own?: Place,
  ) {}

  /** Whether nothing is outside. */
  get everywhere(): boolean {
    return this.placeIds === null;
  }

  /** Whether a record at this place exists for the person. */
  covers(placeId: number | null): boolean {
    return this.placeIds === null || (placeId !== null && this.placeIds.has(placeId));
  }

  /**
   * Whether the territory of a place, which outlives that place, overlaps with this one: so somebody knows the plans and
   * the colleagues of wider territories. @param placeId null: everywhere
   */
  meets(placeId: number | null): boolean {
    if (this.placeIds === null || placeId === null || this.covers(placeId)) return true;
    const own = this.territory.placeById(placeId);
    if (!own) return false;
    const view = this.territory.view(this.day, own);
    return [...this.placeIds].some((id) => view.holds(own, id));
  }

  /** Whether a home with this code exists for the person: where it is today decides. */
  coversCode(code: string): boolean {
    return this.placeIds === null || this.coveredCodes().has(code);
  }

  /** The codes of homes inside, for queries; null: all. */
  coveredCodes(): ReadonlySet<string> {
    this.codes ??= new Set(this.territory.places.map(({ code }) => code).filter((code) => this.isHomeInside(code)));
    return this.codes;
  }

  /** Whether a place lies above the person's territory: some place inside belonged to it on its first day. */
  isAbove(placeId: number): boolean {
    const upwards = (place: Place | undefined, depth = 0): boolean =>
      place !== undefined &&
      depth < LEVELS.length &&
      (place.id === placeId || upwards(this.territory.parentOf(place), depth + 1));
    return [...(this.placeIds ?? [])].some((id) => upwards(this.territory.placeById(id)));
  }

  /** Refuses, as if it did not exist, what lies outside. */
  require(placeId: number | null): void {
    if (!this.covers(placeId)) throw new NotFound();
  }

  /** An SQL condition that keeps what lies inside, with its parameters: `place_id IN (…)`. */
  wherePlace(column: string): ListOf {
    if (this.placeIds === null) return { sql: '1 = 1', params: [] };
    this.lists.places ??= listOf([...this.placeIds]);
    return within(column, this.lists.places);
  }

  /** The same for a column that holds the code of a home. */
  whereCode(column: string): ListOf {
    if (this.placeIds === null) return { sql: '1 = 1', params: [] };
    this.lists.codes ??= listOf([...this.coveredCodes()]);
    return within(column, this.lists.codes);
  }

  private isHomeInside(code: string): boolean {
    const home = placeOfHome(this.territory, code, this.day, this.own);
    if ('place' in home) return this.covers(home.place.id);
    return this.territory.placesOfCode(code).some((place) => this.covers(place.id));
  }
}

/** An SQL condition that keeps the rows whose column has one of the values. */
export function inList(column: string, values: readonly (string | number)[]): ListOf {
  return within(column, listOf(values));
}

function within(column: string, { sql, params }: ListOf): ListOf {
  return params.length === 0 ? { sql: '1 = 0', params: [] } : { sql: `${column} IN (${sql})`, params: [...params] };
}

/** Finds the scope of whoever is acting. */
@Injectable()
export class Scopes {
  /** Of each territory that is in use the scopes of today, by the place of the rights. */
  private readonly kept = new WeakMap<Territory, { day: string; scopes: Map<number | null, Scope> }>();

  constructor(private readonly store: TerritoryStore) {}

  /** The scope of the person acting; the command line sees everything. */
  async mine(): Promise<Scope> {
    return this.of(actor());
  }

  /** The scope of somebody. */
  async of(principal: Pick<Principal, 'place_id'> | null): Promise<Scope> {
    const territory = await this.store.territory();
    const day = today();
    const scopes = this.scopesOf(territory, day);
    const placeId = principal?.place_id ?? null;
    const known = scopes.get(placeId);
    if (known) return known;
    const own = placeId === null ? undefined : territory.placeById(placeId);
    const made = new Scope(territory, placesOf(territory, placeId, day), day, own);
    scopes.set(placeId, made);
    return made;
  }

  private scopesOf(territory: Territory, day: string): Map<number | null, Scope> {
    const kept = this.kept.get(territory);
    if (kept?.day === day) return kept.scopes;
    const scopes = new Map<number | null, Scope>();
    this.kept.set(territory, { day, scopes });
    return scopes;
  }
}

function placesOf(territory: Territory, placeId: number | null, day: string): ReadonlySet<number> | null {
  if (placeId === null) return null;
  const place = territory.placeById(placeId);
  return place ? territory.territoryOf(place, day) : new Set();
}
