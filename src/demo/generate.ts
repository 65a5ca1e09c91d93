import { baselineRows } from './baselines.js';
import { inventCooperatives, inventEnterprises } from './businesses.js';
import { inventChildren } from './children.js';
import { District } from './district.js';
import { inventExceptions } from './exceptions.js';
import { gatheringRows } from './gathering-rows.js';
import { inventHouseholds } from './households.js';
import { inventCommuneOfficials, inventDistrictOfficials } from './officials.js';
import { inventParents } from './parents.js';
import { Random } from './random.js';
import type { DemoFiles } from './rows.js';
import { inventSchoolTraining } from './school-training.js';
import { inventTeachers } from './teachers.js';
import { inventPlaces, readRealTerritory, smallUnitRows } from './territory.js';

export const DEMO_SEED = 20250701;

/**
 * The demonstration district Tam Đường: its real places and reform, and invented people, organisations,
 * baselines and activities of 2024 and 2025, as rows of the interchange files.
 * The same seed gives the same rows.
 */
export function generateDemo(seed = DEMO_SEED, real = readRealTerritory()): DemoFiles {
  const random = new Random(seed);
  const places = inventPlaces(random.fork('places'));
  const district = new District(random.fork('people'), places);
  inventTeachers(district);
  inventDistrictOfficials(district);
  inventCommuneOfficials(district);
  inventEnterprises(district);
  inventCooperatives(district);
  const neighbourhoods = inventHouseholds(district);
  inventParents(district, neighbourhoods);
  inventChildren(district);
  inventExceptions(district, neighbourhoods);
  inventSchoolTraining(district);
  return {
    units: [...real.units, ...smallUnitRows(places)],
    successions: real.successions,
    baselines: baselineRows(places),
    people: district.people,
    organisations: district.organisations,
    ...gatheringRows(district.gatherings),
  };
}
