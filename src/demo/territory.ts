import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { COMMUNES, type CommunePlan } from './communes.js';
import { villageName } from './names.js';
import type { Random } from './random.js';
import { DEMO_COLUMNS, type DemoRow } from './rows.js';

/** The real part of the demonstration: the district's places and what the reform of July 2025 made of them. */
export interface RealTerritory {
  units: DemoRow<'units'>[];
  successions: DemoRow<'successions'>[];
}

/** An invented village or school class under an old commune. */
export interface SmallPlace {
  code: string;
  name: string;
  /** Villages: a craft village; classes: no. */
  craft: boolean;
  /** Classes: how many children are in it; villages: 0. */
  size: number;
}

/** The invented small places of one commune. */
export interface CommunePlaces {
  villages: SmallPlace[];
  classes: SmallPlace[];
}

/** The classes are kept as cohorts from this first school day on. */
const COHORTS_SINCE = '2023-09-05';

/** Path of a file of the real district (plan, places, successions). */
export function realFile(name: 'plan.json' | 'units.csv' | 'successions.csv'): string {
  return fileURLToPath(new URL(`../../demo/tam-duong/${name}`, import.meta.url));
}

function plainRows(name: 'units.csv' | 'successions.csv'): string[][] {
  // These two files are part of the project: no quotes, no empty lines, columns in the documented order.
  const lines = readFileSync(realFile(name), 'utf8').trim().split(/\r?\n/);
  return lines.slice(1).map((line) => line.split(','));
}

/** Reads the real places and successions that come with the project. */
export function readRealTerritory(): RealTerritory {
  const units = plainRows('units.csv').map((cells) =>
    Object.fromEntries(DEMO_COLUMNS.units.map((column, i) => [column, cells[i] ?? ''])),
  );
  const successions = plainRows('successions.csv').map((cells) =>
    Object.fromEntries(DEMO_COLUMNS.successions.map((column, i) => [column, cells[i] ?? ''])),
  );
  return {
    units: units as DemoRow<'units'>[],
    successions: successions as DemoRow<'successions'>[],
  };
}

function inventVillages(commune: CommunePlan, random: Random, taken: Set<string>): SmallPlace[] {
  const villages: SmallPlace[] = [];
  while (villages.length < commune.villages) {
    const name = villageName(random);
    if (taken.has(name)) continue;
    taken.add(name);
    villages.push({
      code: `${commune.code}-B${villages.length + 1}`,
      name: `${name} (hư cấu)`,
      craft: villages.length < 2,
      size: 0,
    });
  }
  return villages;
}

function inventClasses(commune: CommunePlan, random: Random): SmallPlace[] {
  const letters = ['A', 'B', 'C'].slice(0, commune.classesPerGrade);
  return [6, 7, 8, 9].flatMap((grade) =>
    letters.map((letter) => ({
      code: `${commune.code}-${grade}${letter}`,
      name: `Lớp ${grade}${letter} ${schoolOf(commune)} (hư cấu)`,
      craft: false,
      size: random.between(33, 42),
    })),
  );
}

/** The lower secondary school of a commune, as it is called in titles. */
export function schoolOf(commune: CommunePlan): string {
  return `Trường THCS ${commune.title.startsWith('thị trấn') ? commune.title : commune.name}`;
}

/** Invents villages and school classes for every old commune: by commune code. */
export function inventPlaces(random: Random): Map<string, CommunePlaces> {
  const taken = new Set<string>();
  return new Map(
    COMMUNES.map((commune) => [
      commune.code,
      {
        villages: inventVillages(commune, random, taken),
        classes: inventClasses(commune, random),
      },
    ]),
  );
}

/** The rows of `units.csv` of the small places; their parent is the commune as it was before the reform. */
export function smallUnitRows(places: Map<string, CommunePlaces>): DemoRow<'units'>[] {
  return [...places].flatMap(([parent, { villages, classes }]) => [
    ...villages.map(({ code, name }) => ({
      code,
      name,
      level: 'village',
      parent,
      valid_from: '',
      valid_to: '',
    })),
    ...classes.map(({ code, name }) => ({
      code,
      name,
      level: 'cohort',
      parent,
      valid_from: COHORTS_SINCE,
      valid_to: '',
    })),
  ]);
}
