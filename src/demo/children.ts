import { addDays } from '../web/day.js';
import { COMMUNES, type CommunePlan, DISTRICT, NEW_COMMUNES } from './communes.js';
import { workday } from './dates.js';
import type { District } from './district.js';
import { eveningRound, Gathering } from './gathering.js';
import { split } from './shares.js';
import { schoolOf, type SmallPlace } from './territory.js';

/** How many children were certainly there, per school class or village. */
interface PlaceChildren {
  place: SmallPlace;
  certain: number;
}

/** Communes where a children's club is kept by name. */
const CLUBS = ['03412', '03424', '03430'];

function childrenIn(district: District, commune: CommunePlan): { classes: PlaceChildren[]; villages: PlaceChildren[] } {
  const places = district.placesOf(commune);
  const classes = places.classes.map((place) => ({ place, certain: place.size - district.random.between(0, 3) }));
  const inClasses = classes.reduce((sum, { certain }) => sum + certain, 0);
  const rest = Math.round(commune.children.base * commune.children.floor) - inClasses;
  const shares = split(Math.max(0, rest), places.villages.length, district.random);
  return { classes, villages: places.villages.map((place, i) => ({ place, certain: shares[i] ?? 0 })) };
}

function heads(gathering: Gathering, session: number, unit: string, count: number, note: string): void {
  gathering.count({ session, unit, group: 'child', count, method: 'counted', note });
}

/** Members of a club by name, four of each of two classes; two in three have a recorded consent. */
function clubOf(district: District, commune: CommunePlan): { person: string; unit: string }[] {
  const classes = district.placesOf(commune).classes.slice(0, 2);
  return classes.flatMap((place) =>
    Array.from({ length: 4 }, (_, i) => {
      const consent = i % 3 === 2 ? {} : { consent_on: '2024-09-09', consent_by: guardianName(district) };
      const plan = { unit: place.code, peoples: commune.peoples, born: [2011, 2012] as const, ...consent };
      return { person: district.addPerson(plan), unit: place.code };
    }),
  );
}

function guardianName(district: District): string {
  return district.random.pick(district.people.filter((person) => person.unit.includes('-B'))).full_name;
}

/** The school's assembly: one session, the children of every class counted at their class. */
function schoolDay(district: District, commune: CommunePlan, classes: readonly PlaceChildren[], position: number): void {
  const day = district.add(
    new Gathering({
      kind: 'campaign',
      title: `Sinh hoạt dưới cờ: quyền trẻ em và lao động, ${schoolOf(commune)}`,
      unit: DISTRICT.code,
      agency: 'GDDT',
    }),
  );
  const date = workday(addDays('2024-09-30', position * 2));
  const session = day.addSession({ date, venue: schoolOf(commune), start: '07:15', end: '08:30' });
  const club = CLUBS.includes(commune.code) ? clubOf(district, commune) : [];
  for (const { person } of club) day.welcome({ person, group: 'child' }, session, district.random);
  for (const { place, certain } of classes) {
    const byName = club.filter(({ unit }) => unit === place.code).length;
    heads(day, session, place.code, certain - byName, 'Sĩ số có mặt do giáo viên chủ nhiệm báo');
  }
}

/** Half of the classes met the police again: the same children or others, nobody can say. */
function secondSchoolDay(district: District, commune: CommunePlan, classes: readonly PlaceChildren[], position: number): number {
  const day = district.add(
    new Gathering({
      kind: 'campaign',
      title: `Công an nói chuyện với học sinh về mua bán trẻ em, ${schoolOf(commune)}`,
      unit: DISTRICT.code,
      agency: 'CA',
    }),
  );
  const date = workday(addDays('2025-03-10', position * 2));
  const session = day.addSession({ date, venue: schoolOf(commune), start: '07:15', end: '08:30' });
  const again = classes.filter((_, i) => i % 2 === 0);
  for (const { place, certain } of again) {
    heads(day, session, place.code, certain - 4, 'Sĩ số có mặt do giáo viên chủ nhiệm báo');
  }
  return again.reduce((sum, { place, certain }) => sum + place.size - certain, 0);
}

function villageDays(district: District, commune: CommunePlan, villages: readonly PlaceChildren[], position: number): void {
  const round = district.add(
    new Gathering({
      kind: 'campaign',
      title: `Tết Thiếu nhi tại các bản, ${commune.title}, năm 2024`,
      unit: DISTRICT.code,
      agency: 'MTTQ',
    }),
  );
  const venues = villages.map(({ place }) => `Sân nhà văn hóa ${place.name}`);
  const numbers = eveningRound(round, addDays('2024-05-27', position % 4), venues);
  villages.forEach(({ place, certain }, i) => {
    heads(round, numbers[i] ?? 1, place.code, certain, 'Đếm khi phát quà');
  });
}

/** Events of the whole commune, from which nobody wrote down the villages. */
function communeEvents(district: District, commune: CommunePlan, possible: number, position: number): void {
  const event = district.add(
    new Gathering({
      kind: 'campaign',
      title: `Tháng hành động vì trẻ em, ${commune.title}`,
      unit: commune.code,
      agency: 'UBNDXA',
    }),
  );
  const counted = Math.round(possible * 0.6);
  const date = workday(addDays('2025-05-19', position));
  const session = event.addSession({ date, venue: `Sân vận động ${commune.title}` });
  heads(event, session, commune.code, counted, 'Đếm tại cổng; không rõ từ bản nào');
  const venue = `Hệ thống loa truyền thanh ${commune.title}`;
  event.count({
    session: event.addSession({ date, venue, start: '17:00', end: '17:30' }),
    unit: commune.code,
    group: 'child',
    count: Math.max(0, possible - counted),
    method: 'estimated',
    note: 'Ước số trẻ em nghe loa, theo số cụm loa của xã',
  });
}

/** After the reform: a day for children in each new commune, with the villages of one meeting counted again. */
function afterReform(district: District, villages: Map<CommunePlan, PlaceChildren[]>): void {
  NEW_COMMUNES.forEach(({ code, title }, position) => {
    const day = district.add(
      new Gathering({ kind: 'campaign', title: `Ngày quyền trẻ em, ${title}`, unit: code, agency: 'UBNDXA' }),
    );
    const session = day.addSession({
      date: workday(addDays('2025-11-17', position)),
      venue: `Sân vận động ${title}`,
    });
    for (const [commune, places] of villages) {
      if (commune.successor !== code) continue;
      for (const { place, certain } of places.slice(1, 2)) {
        heads(day, session, place.code, Math.round(certain * 1.5), 'Đếm theo bản');
      }
    }
    heads(day, session, code, 40 + 12 * position, 'Đếm tại cổng; không rõ từ bản nào');
  });
}

/** Invents what reached the children: nearly always counted in classes and villages, a few by name. */
export function inventChildren(district: District): void {
  const villages = new Map<CommunePlan, PlaceChildren[]>();
  COMMUNES.forEach((commune, position) => {
    const children = childrenIn(district, commune);
    villages.set(commune, children.villages);
    schoolDay(district, commune, children.classes, position);
    const again = secondSchoolDay(district, commune, children.classes, position);
    villageDays(district, commune, children.villages, position);
    const { base, floor, ceiling } = commune.children;
    communeEvents(district, commune, Math.round(base * (ceiling - floor)) - again, position);
  });
  afterReform(district, villages);
}
