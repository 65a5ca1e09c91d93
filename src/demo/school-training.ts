import { TRAINERS } from './accounts.js';
import { workdays } from './dates.js';
import type { District } from './district.js';
import { attend, type Entry } from './gathering.js';
import { openTraining } from './officials.js';

/** A training of the new communes with a test before and after it; whoever does not pass the second is not trained by it. */
export const SCHOOL_TRAINING = {
  title: 'Nhà trường, cán bộ xã và cha mẹ cùng phòng ngừa lao động trẻ em',
  days: workdays('2025-11-18', 3),
} as const;

/** How many come of which old commune: teachers, officials, parents. Two of the communes after the reform send fewer than five. */
const GUESTS = `
03390 6 3 2
03412 7 3 3
03424 5 2 4
03427 3 1 1
03430 6 2 2
03421 3 1 1
03405 4 2 0
03400 3 1 1
03394 2 1 1
03418 2 1 1
`;

const GROUPS = ['teacher', 'commune_official', 'parent'] as const;

/** People of an old commune who were on a roster in a group, the earliest first. */
function knownIn(district: District, group: string, commune: string): Entry[] {
  const homes = new Map(district.people.map(({ ref, unit }) => [ref, unit]));
  const entries = district.gatherings.flatMap((gathering) => gathering.entries);
  const own = entries.filter((entry) => entry.group === group && homes.get(entry.person)?.startsWith(commune));
  return [...new Map(own.map(({ person }) => [person, { person, group }])).values()];
}

/** Invents it, with people whom earlier activities have reached; some miss its last day. */
export function inventSchoolTraining(district: District): void {
  const random = district.random.fork('school training');
  const venue = 'Hội trường Ủy ban nhân dân xã Bình Lư';
  const { title, days } = SCHOOL_TRAINING;
  const head = { title, agency: 'UBNDXA', unit: '03390', trainer: TRAINERS.district, capacity: 80, test: true };
  const training = openTraining(district, head, days, venue);
  for (const line of GUESTS.trim().split('\n')) {
    const [commune = '', ...counts] = line.split(' ');
    GROUPS.forEach((group, at) => {
      for (const entry of knownIn(district, group, commune).slice(0, Number(counts[at] ?? 0))) {
        attend(training, entry, random.chance(0.87) ? 'full' : 'enough', random);
      }
    });
  }
}
