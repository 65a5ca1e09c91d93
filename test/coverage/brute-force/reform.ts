import type { UnitRow } from './district.js';
import type { DraftLand } from './draft-land.js';

/** What becomes of the first district: nothing, an end without successor, a merger, new names, a split. */
export const DISTRICT_FATES = ['lives', 'ends', 'merges', 'renamed', 'reuses', 'splits'] as const;
export type DistrictFate = (typeof DISTRICT_FATES)[number];

/** What becomes of a commune; A, B and X are new communes of this reform. */
export const COMMUNE_FATES = [
  'lives',
  'lives',
  'intoA',
  'intoA',
  'intoB',
  'intoB',
  'renamed',
  'joins',
  'splits',
  'splitsAB',
  'givesToX',
  'givesToA',
  'ends',
  'ends',
  'villageOfA',
] as const;
export type CommuneFate = (typeof COMMUNE_FATES)[number];

/** What becomes of a village or a cohort. */
export const LOWER_FATES = ['lives', 'lives', 'lives', 'follows', 'moves', 'joins', 'ends', 'rises', 'splits'] as const;
export type LowerFate = (typeof LOWER_FATES)[number];

export interface Fate<T> {
  fate: T;
  /** Decides what the fate leaves open: which code, which part is the main one, which target. */
  pick: number;
}

export interface Reform {
  day: string;
  district: DistrictFate;
  communes: Fate<CommuneFate>[];
  lower: Fate<LowerFate>[];
}

type Doomed<T> = Fate<T> & { row: UnitRow };

const PREFIXES: Record<string, string> = { A: 'A', B: 'B', X: 'X', village: 'U', cohort: 'L' };
const COMMUNES_THAT_END: CommuneFate[] = [
  'intoA',
  'intoB',
  'renamed',
  'joins',
  'splits',
  'splitsAB',
  'ends',
  'villageOfA',
];

/** One day on which a territory changes; every change is one that the rules allow. */
export class ReformDay {
  private readonly newCommunes = new Map<string, UnitRow>();
  private freed: string[] = [];

  constructor(
    private readonly land: DraftLand,
    private readonly reform: Reform,
  ) {}

  /** Changes the territory from top to bottom. */
  happen(): void {
    this.changeDistrict();
    this.changeCommunes();
    for (const level of ['village', 'cohort']) this.changeLower(level);
  }

  private changeDistrict(): void {
    const { land, reform } = this;
    const { day, district: fate } = reform;
    const [first, second] = land.livingBefore('district', day);
    if (!first || fate === 'lives') return;
    land.end(first, day);
    const parent = land.parentOf(first);
    if (fate === 'merges' && second) land.succeed(first, second, day);
    if (fate === 'renamed') land.succeed(first, land.begin(land.fresh('E'), 'district', parent, day), day);
    if (fate === 'reuses') land.succeed(first, land.begin(first.code, 'district', parent, day), day);
    if (fate !== 'splits') return;
    land.succeed(first, land.begin(land.fresh('E'), 'district', parent, day), day);
    land.succeed(first, land.begin(land.fresh('E'), 'district', parent, day), day, true);
  }

  private changeCommunes(): void {
    const { land, reform } = this;
    const doomed = doom(land.livingBefore('commune', reform.day), reform.communes);
    const ending = doomed.filter(({ fate }) => COMMUNES_THAT_END.includes(fate));
    for (const { row } of ending) land.end(row, reform.day);
    this.freed = ending.map(({ row }) => row.code);
    for (const one of doomed) this.changeCommune(one);
  }

  private changeCommune(one: Doomed<CommuneFate>): void {
    const { fate, row } = one;
    if (fate === 'intoA' || fate === 'givesToA') this.succeed(row, this.newCommune('A', one));
    if (fate === 'intoB') this.succeed(row, this.newCommune('B', one));
    if (fate === 'givesToX') this.succeed(row, this.newCommune('X', one));
    if (fate === 'renamed') this.succeed(row, this.begin('commune', one, 'N'));
    if (fate === 'joins') this.succeed(row, this.livingCommune(one.pick) ?? this.begin('commune', one, 'N'));
    if (fate === 'splits') this.split(one, this.begin('commune', one, 'S'), this.begin('commune', one, 'S'));
    if (fate === 'splitsAB') this.split(one, this.newCommune('A', one), this.newCommune('B', one));
    if (fate === 'villageOfA') {
      const commune = this.newCommune('A', one);
      this.succeed(row, this.land.begin(this.code(one, 'W'), 'village', commune, this.reform.day));
    }
  }

  /** A split whose main part is the first or the second one, or the first because none is marked. */
  private split({ row, pick }: Fate<unknown> & { row: UnitRow }, one: UnitRow, other: UnitRow): void {
    const { day } = this.reform;
    this.land.succeed(row, one, day, pick % 3 === 1);
    this.land.succeed(row, other, day, pick % 3 === 2);
  }

  private succeed(from: UnitRow, to: UnitRow): void {
    this.land.succeed(from, to, this.reform.day);
  }

  private newCommune(name: string, one: Fate<unknown> & { row: UnitRow }): UnitRow {
    const commune = this.newCommunes.get(name) ?? this.begin('commune', one, PREFIXES[name] ?? 'N');
    this.newCommunes.set(name, commune);
    return commune;
  }

  /** A new place beside the one given: below the same parent, or where that one has gone. */
  private begin(level: string, one: Fate<unknown> & { row: UnitRow }, prefix: string): UnitRow {
    const parent = this.above(level, this.land.parentOf(one.row), one.pick);
    return this.land.begin(this.code(one, prefix), level, parent, this.reform.day);
  }

  /** Where the parent has gone; a commune that became a village cannot hold villages in a file. */
  private above(level: string, parent: UnitRow | undefined, pick: number): UnitRow | undefined {
    let above = parent && this.land.whereabouts(parent, pick);
    while (above?.level === level) above = this.land.parentOf(above);
    return above && this.land.whereabouts(above, pick);
  }

  /** A code that ended today, its own or another's, or one that was never used. */
  private code({ pick }: Fate<unknown>, prefix: string): string {
    const free = this.freed.filter((code) => !this.isTaken(code));
    const chosen = free[pick % (free.length + 1)];
    return chosen ?? this.land.fresh(prefix);
  }

  private isTaken(code: string): boolean {
    return this.land.units.some((row) => row.code === code && !row.valid_to);
  }

  private livingCommune(pick: number): UnitRow | undefined {
    const living = this.land.livingBefore('commune', this.reform.day);
    return living[pick % Math.max(1, living.length)];
  }

  private changeLower(level: string): void {
    const { land, reform } = this;
    const doomed = doom(land.livingBefore(level, reform.day), reform.lower);
    const ending = doomed.filter(({ fate }) => fate !== 'lives');
    for (const { row } of ending) land.end(row, reform.day);
    this.freed = ending.map(({ row }) => row.code);
    for (const one of ending) this.changeLowerOne(one, level);
  }

  private changeLowerOne(one: Doomed<LowerFate>, level: string): void {
    const { land, reform } = this;
    const { fate, row, pick } = one;
    const prefix = PREFIXES[level] ?? 'L';
    if (fate === 'follows') this.succeed(row, this.begin(level, one, prefix));
    if (fate === 'moves') {
      const parent = this.above(level, this.livingCommune(pick) ?? land.parentOf(row), pick);
      this.succeed(row, land.begin(this.code(one, prefix), level, parent, reform.day));
    }
    if (fate === 'joins') {
      const living = land.livingBefore(level, reform.day).filter((target) => !land.hangsOn(target, row));
      this.succeed(row, living[pick % Math.max(1, living.length)] ?? this.begin(level, one, prefix));
    }
    if (fate === 'rises') {
      const parent = land.parentOf(row);
      const above = parent && land.whereabouts(parent, pick);
      if (above) this.succeed(row, above);
    }
    if (fate === 'splits') this.split(one, this.begin(level, one, prefix), this.begin(level, one, prefix));
  }
}

function doom<T>(rows: UnitRow[], fates: Fate<T>[]): Doomed<T>[] {
  return rows.flatMap((row, index) => {
    const fate = fates[index % Math.max(1, fates.length)];
    return fate ? [{ row, ...fate }] : [];
  });
}
