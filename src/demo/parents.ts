import { addDays } from '../web/day.js';
import { DISTRICT, NEW_COMMUNES } from './communes.js';
import type { District } from './district.js';
import { eveningRound, Gathering } from './gathering.js';
import type { Neighbourhood } from './households.js';
import { split } from './shares.js';
import type { SmallPlace } from './territory.js';

/** The parents who came in one village: how many at its largest meeting (certain), and who by name. */
interface VillageParents {
  village: SmallPlace;
  certain: number;
  named: string[];
}

const NAMED_FAMILIES = 11;
const NAMED_OTHERS = 5;

function parentsOf(district: District, place: Neighbourhood): VillageParents[] {
  const { commune, families } = place;
  const { villages } = district.placesOf(commune);
  const certain = split(Math.round(commune.parents.base * commune.parents.floor), villages.length, district.random);
  return villages.map((village, i) => {
    const known = families.filter((family) => family.village === village.code).slice(0, NAMED_FAMILIES);
    const others = newParents(district, place, village, NAMED_OTHERS);
    return { village, certain: certain[i] ?? 0, named: [...known.map((family) => family.head), ...others] };
  });
}

function newParents(district: District, place: Neighbourhood, village: SmallPlace, count: number): string[] {
  return Array.from({ length: count }, () =>
    district.addPerson({ unit: village.code, peoples: place.commune.peoples, born: [1965, 2000] }),
  );
}

function halls(parents: readonly VillageParents[]): string[] {
  return parents.map(({ village }) => `Nhà văn hóa ${village.name}`);
}

/** Brings people by name and counted heads to one session of a round. */
function meet(
  district: District,
  round: Gathering,
  session: number,
  meeting: { village: SmallPlace; named: readonly string[]; heads: number; note: string },
): void {
  for (const person of meeting.named) {
    round.welcome({ person, group: 'parent' }, session, district.random);
  }
  round.count({
    session,
    unit: meeting.village.code,
    group: 'parent',
    count: meeting.heads,
    method: 'counted',
    note: meeting.note,
  });
}

/** The first meetings in all villages: a roster that was passed around, and heads counted beside it. */
function firstRound(district: District, place: Neighbourhood, parents: VillageParents[], position: number): void {
  const round = district.add(
    new Gathering({
      kind: 'campaign',
      title: `Họp bản với cha mẹ, người chăm sóc trẻ em, ${place.commune.title}, năm 2024`,
      unit: place.commune.code,
      agency: 'UBNDXA',
    }),
  );
  const numbers = eveningRound(round, addDays('2024-03-11', position * 2), halls(parents));
  parents.forEach(({ village, certain, named }, i) => {
    const heads = Math.max(0, certain - named.length);
    meet(district, round, numbers[i] ?? 1, { village, named, heads, note: 'Đếm tại cửa nhà văn hóa' });
  });
}

/** Smaller second meetings and the commune's loudspeakers: they may have reached others, or the same people. */
function possibleOthers(district: District, place: Neighbourhood, parents: VillageParents[], position: number): void {
  const { base, floor, ceiling } = place.commune.parents;
  const possible = Math.round(base * (ceiling - floor));
  const again = parents.filter((_, i) => i % 2 === 0);
  const heads = split(Math.round(possible * 0.6) - 2 * again.length, again.length, district.random);
  const round = district.add(
    new Gathering({
      kind: 'campaign',
      title: `Sinh hoạt chi hội phụ nữ với cha mẹ, ${place.commune.title}`,
      unit: DISTRICT.code,
      agency: 'MTTQ',
    }),
  );
  const numbers = eveningRound(round, addDays('2025-03-10', position * 3), halls(again));
  again.forEach(({ village }, i) => {
    const named = newParents(district, place, village, 2);
    meet(district, round, numbers[i] ?? 1, { village, named, heads: heads[i] ?? 0, note: 'Đếm theo ghế ngồi' });
  });
  loudspeakers(district, place, possible - Math.round(possible * 0.6), position);
}

function loudspeakers(district: District, place: Neighbourhood, reach: number, position: number): void {
  const campaign = district.add(
    new Gathering({
      kind: 'campaign',
      title: `Phát thanh trên hệ thống loa, ${place.commune.title}`,
      unit: DISTRICT.code,
      agency: 'VHTT',
    }),
  );
  const session = campaign.addSession({
    date: addDays('2024-10-14', position),
    venue: 'Hệ thống loa truyền thanh',
    start: '17:30',
    end: '18:00',
  });
  campaign.count({
    session,
    unit: place.commune.code,
    group: 'parent',
    count: reach,
    method: 'estimated',
    note: 'Ước theo số cụm loa của xã',
  });
}

/** After the reform the new communes meet in one village of each old commune; more people come than before. */
function afterReform(district: District, all: Map<Neighbourhood, VillageParents[]>): void {
  NEW_COMMUNES.forEach(({ code, title }, position) => {
    const joined = [...all].filter(([{ commune }]) => commune.successor === code);
    const meetings = joined.flatMap(([place, parents]) => parents.slice(1, 2).map((parent) => ({ place, parent })));
    const round = district.add(
      new Gathering({
        kind: 'campaign',
        title: `Họp bản với cha mẹ, người chăm sóc trẻ em, ${title}, cuối năm 2025`,
        unit: code,
        agency: 'UBNDXA',
      }),
    );
    const numbers = eveningRound(round, addDays('2025-10-20', position * 3), halls(meetings.map((m) => m.parent)));
    meetings.forEach(({ place, parent }, i) => {
      const named = [...parent.named.slice(0, 6), ...newParents(district, place, parent.village, 4)];
      const heads = Math.round(parent.certain * 1.3) - named.length;
      meet(district, round, numbers[i] ?? 1, { village: parent.village, named, heads, note: 'Đếm thực tế' });
    });
    round.count({
      session: 1,
      unit: code,
      group: 'parent',
      count: 30 + 10 * position,
      method: 'estimated',
      note: 'Ước số người nghe loa ở các bản lân cận, không rõ bản nào',
    });
  });
}

/** Invents the parents: some by name, most as heads counted in their villages. */
export function inventParents(district: District, places: readonly Neighbourhood[]): void {
  const all = new Map(places.map((place) => [place, parentsOf(district, place)] as const));
  [...all].forEach(([place, parents], position) => {
    firstRound(district, place, parents, position);
    possibleOthers(district, place, parents, position);
  });
  afterReform(district, all);
}
