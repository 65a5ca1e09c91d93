import { addDays } from '../web/day.js';
import { TRAINERS } from './accounts.js';
import { COMMUNES, type CommunePlan, DISTRICT, NEW_COMMUNES } from './communes.js';
import { workdays } from './dates.js';
import type { District } from './district.js';
import { attend, type Entry, eveningRound, Gathering } from './gathering.js';
import { openTraining } from './officials.js';

/** A household that counts as an organisation, and who came for it. */
export interface Family {
  village: string;
  head: string;
  spouse: string | null;
  organisation: string;
}

/** The families of one old commune. */
export interface Neighbourhood {
  commune: CommunePlan;
  families: Family[];
  /** Reached only after the reform. */
  late: Family[];
}

const CLASS_SIZE = 60;
const LATE_PER_COMMUNE = 10;
const NEVER_PER_COMMUNE = 4;

/** The roster line of a family's head, or of the spouse. */
export function familyEntry(family: Family, who: 'head' | 'spouse' = 'head'): Entry {
  const person = who === 'spouse' && family.spouse ? family.spouse : family.head;
  return { person, group: 'household', organisation: family.organisation };
}

function settle(district: District, commune: CommunePlan, count: number): Family[] {
  const { villages } = district.placesOf(commune);
  return Array.from({ length: count }, (_, i) => {
    const village = villages[i % villages.length];
    if (!village) throw new RangeError(`${commune.code} has no village`);
    const person = { unit: village.code, peoples: commune.peoples, born: [1960, 1998] as const };
    const head = district.addPerson(person);
    const organisation = district.addOrganisation({
      name: `Hộ ${district.nameOf(head)}`,
      group: 'household',
      unit: village.code,
      craft: village.craft,
    });
    const spouse = i % 12 === 0 ? district.addPerson(person) : null;
    return { village: village.code, head, spouse, organisation };
  });
}

function neighbourhoodOf(district: District, commune: CommunePlan): Neighbourhood {
  const { informed } = commune.households;
  const all = settle(district, commune, informed + LATE_PER_COMMUNE + NEVER_PER_COMMUNE);
  return {
    commune,
    families: all.slice(0, informed),
    late: all.slice(informed, informed + LATE_PER_COMMUNE),
  };
}

/** A round of evenings through the villages of a commune: every family comes in its own village. */
function villageRound(
  district: District,
  place: Neighbourhood,
  plan: { title: string; agency: string; first: string; families: readonly Family[] },
): void {
  const { villages } = district.placesOf(place.commune);
  const round = district.add(
    new Gathering({ kind: 'campaign', title: `${plan.title}, ${place.commune.title}`, unit: DISTRICT.code, agency: plan.agency }),
  );
  const numbers = eveningRound(round, plan.first, villages.map((village) => `Nhà văn hóa ${village.name}`));
  for (const family of plan.families) {
    const session = numbers[villages.findIndex((village) => village.code === family.village)] ?? 1;
    round.welcome(familyEntry(family), session, district.random);
    // Both spouses of some households come: two people, one household.
    if (family.spouse) round.welcome(familyEntry(family, 'spouse'), session, district.random);
  }
}

function campaigns(district: District, place: Neighbourhood, position: number): void {
  const { families } = place;
  villageRound(district, place, {
    title: 'Truyền thông cho hộ gia đình tại các bản, năm 2024',
    agency: 'NNPTNT',
    first: addDays('2024-05-06', position * 2),
    families: families.slice(0, Math.ceil(families.length * 0.6)),
  });
  villageRound(district, place, {
    title: 'Gia đình không để trẻ em lao động sớm, năm 2025',
    agency: 'VHTT',
    first: addDays('2025-02-10', position * 2),
    families: families.slice(Math.floor(families.length * 0.5)),
  });
}

/** Trainings of three days, in classes of at most sixty; a few families do not come often enough. */
function trainings(district: District, places: readonly Neighbourhood[]): void {
  let classNumber = 0;
  for (const { commune, families } of places) {
    const { trained } = commune.households;
    const failing = families.slice(trained, trained + Math.ceil(trained * 0.07));
    for (let from = 0; from < trained; from += CLASS_SIZE) {
      const training = openTraining(
        district,
        {
          title: `Sinh kế an toàn, không dùng lao động trẻ em, ${commune.title}, lớp ${from / CLASS_SIZE + 1}`,
          unit: DISTRICT.code,
          agency: 'NNPTNT',
          capacity: CLASS_SIZE + 10,
          trainer: TRAINERS.district,
        },
        workdays(addDays('2024-08-12', classNumber * 8), 3),
        `Hội trường Ủy ban nhân dân ${commune.title}`,
      );
      const seats = families.slice(from, Math.min(from + CLASS_SIZE, trained));
      for (const family of seats) attend(training, familyEntry(family), 'full', district.random);
      if (from === 0) {
        for (const family of failing) attend(training, familyEntry(family), 'short', district.random);
      }
      classNumber += 1;
    }
  }
}

function campaignsAfterReform(district: District, places: readonly Neighbourhood[]): void {
  NEW_COMMUNES.forEach(({ code, title }, position) => {
    const joined = places.filter(({ commune }) => commune.successor === code);
    const campaign = district.add(
      new Gathering({ kind: 'campaign', title: `Truyền thông cho hộ gia đình ${title}`, unit: code, agency: 'UBNDXA' }),
    );
    const session = campaign.addSession({
      date: addDays('2025-11-22', position),
      venue: `Chợ trung tâm ${title}`,
    });
    const families = joined.flatMap((place) => [...place.late, ...place.families.slice(0, 6)]);
    for (const family of families) campaign.welcome(familyEntry(family), session, district.random);
  });
}

/** Invents the households, and the campaigns and trainings for them. */
export function inventHouseholds(district: District): Neighbourhood[] {
  const places = COMMUNES.map((commune) => neighbourhoodOf(district, commune));
  places.forEach((place, position) => campaigns(district, place, position));
  trainings(district, places);
  campaignsAfterReform(district, places);
  return places;
}
