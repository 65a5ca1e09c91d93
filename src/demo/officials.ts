import { TRAINERS } from './accounts.js';
import { COMMUNES, type CommunePlan, DISTRICT } from './communes.js';
import { workdays } from './dates.js';
import type { District } from './district.js';
import { attend, Gathering, type GatheringHead, type Outcome } from './gathering.js';

const HALL = 'Trung tâm bồi dưỡng chính trị huyện Tam Đường';
const DISTRICT_HEAD = { unit: DISTRICT.code, agency: 'LDTBXH', trainer: TRAINERS.district };

/** Opens a training on the given days at one venue. */
export function openTraining(
  district: District,
  head: Omit<GatheringHead, 'kind'>,
  days: readonly string[],
  venue: string,
): Gathering {
  const training = district.add(new Gathering({ kind: 'training', ...head }));
  for (const date of days) training.addSession({ date, venue });
  return training;
}

function seat(district: District, training: Gathering, people: readonly string[], group: string, outcome: Outcome) {
  for (const person of people) attend(training, { person, group }, outcome, district.random);
}

/** Five days, and a sixth session that makes up for the second. */
function firstDistrictClass(district: District): Gathering {
  const title = 'Quản lý, phòng ngừa lao động trẻ em cho cán bộ cấp huyện, đợt 1';
  const training = openTraining(district, { ...DISTRICT_HEAD, title, capacity: 70 }, workdays('2024-05-13', 5), HALL);
  training.addSession({ date: '2024-05-22', venue: HALL, makes_up: 2 });
  return training;
}

/** Five sessions, the third of which was cancelled and held a week later. */
function secondDistrictClass(district: District): Gathering {
  const title = 'Quản lý, phòng ngừa lao động trẻ em cho cán bộ cấp huyện, đợt 2';
  const training = openTraining(district, { ...DISTRICT_HEAD, title, capacity: 70 }, workdays('2024-10-14', 2), HALL);
  training.addSession({ date: '2024-10-16', venue: HALL, status: 'cancelled' });
  for (const date of workdays('2024-10-17', 2)) training.addSession({ date, venue: HALL });
  training.addSession({ date: '2024-10-23', venue: HALL, makes_up: 3 });
  return training;
}

/** Three days of the police, all of which one must attend. */
function thirdDistrictClass(district: District): Gathering {
  const title = 'Phòng, chống mua bán trẻ em và bóc lột sức lao động trẻ em';
  const head = { ...DISTRICT_HEAD, agency: 'CA', title, min_attendance: 100 };
  return openTraining(district, head, workdays('2025-03-18', 3), HALL);
}

/** The district's officials: three trainings, a make-up session, and one session cancelled and held later. */
export function inventDistrictOfficials(district: District): void {
  const { base, trained } = DISTRICT.officials;
  const peoples = ['kinh', 'kinh', 'thai', 'giay'] as const;
  const refs = Array.from({ length: base - 4 }, () =>
    district.addPerson({ unit: DISTRICT.code, peoples, born: [1965, 1999], email: true }),
  );
  const failed = refs.slice(trained);
  const first = firstDistrictClass(district);
  const second = secondDistrictClass(district);
  const third = thirdDistrictClass(district);
  seat(district, first, refs.slice(0, 40), 'district_official', 'full');
  seat(district, first, refs.slice(40, 50), 'district_official', 'enough');
  seat(district, first, refs.slice(50, 56), 'district_official', 'made_up');
  seat(district, second, refs.slice(56, 102), 'district_official', 'full');
  seat(district, second, refs.slice(102, 113), 'district_official', 'enough');
  seat(district, third, refs.slice(113, trained), 'district_official', 'full');
  // Some come a second time: they are in two reports and counted once.
  seat(district, third, refs.slice(30, 48), 'district_official', 'full');
  seat(district, second, failed.slice(0, 7), 'district_official', 'short');
  seat(district, third, failed.slice(7), 'district_official', 'none');
}

/** The officials of one commune: trained before the reform, and not (yet). */
interface Office {
  commune: CommunePlan;
  trained: string[];
  others: string[];
}

function staffOffice(district: District, commune: CommunePlan): Office {
  const { base, trained } = commune.officials;
  const refs = Array.from({ length: Math.round(base * 0.88) }, (_, i) =>
    district.addPerson({ unit: commune.code, peoples: commune.peoples, born: [1964, 2001], email: i % 5 === 0 }),
  );
  return { commune, trained: refs.slice(0, trained), others: refs.slice(trained) };
}

/** Title, agency, unit, first day, share of the trained of each commune, communes (all if not said). */
const CLASSES = [
  { title: 'Tập huấn cán bộ xã, đợt 1', agency: 'LDTBXH', unit: '106', first: '2024-06-19', share: [0, 0.4] },
  { title: 'Phối hợp đoàn thể trong phòng ngừa lao động trẻ em', agency: 'MTTQ', unit: '106', first: '2024-09-10', share: [0.3, 0.5] },
  { title: 'Tập huấn cán bộ xã, đợt 2', agency: 'LDTBXH', unit: '106', first: '2024-11-06', share: [0.5, 0.8] },
  { title: 'Kỹ năng can thiệp, hỗ trợ, cụm Bình Lư', agency: 'UBNDXA', unit: '03412', first: '2025-03-26', share: [0.75, 1] },
] as const;

/** The trainings of commune officials before the reform, and the class in Bản Bo that runs in June 2025. */
export function inventCommuneOfficials(district: District): void {
  const offices = COMMUNES.map((commune) => staffOffice(district, commune));
  for (const [position, plan] of CLASSES.entries()) {
    const { title, agency, unit, first } = plan;
    const training = openTraining(district, { title, agency, unit, trainer: TRAINERS.district }, workdays(first, 3), HALL);
    for (const office of offices) {
      const [from, to] = plan.share;
      const size = office.trained.length;
      const people = office.trained.slice(Math.floor(from * size), Math.ceil(to * size));
      seat(district, training, people, 'commune_official', 'full');
      const failing = office.others.slice(position, position + 1);
      seat(district, training, failing, 'commune_official', position === 1 ? 'none' : 'short');
    }
  }
  juneClass(district, offices);
  classAfterReform(district, offices);
  runningClass(district, offices);
}

/** Five sessions in Bản Bo, the fourth on 2025-06-16: on 15 June many are still in time, some no longer. */
function juneClass(district: District, offices: readonly Office[]): void {
  const training = openTraining(
    district,
    {
      title: 'Kỹ năng phát hiện, can thiệp lao động trẻ em',
      agency: 'LDTBXH',
      unit: '03424',
      trainer: TRAINERS.banBo,
      capacity: 40,
    },
    ['2025-06-03', '2025-06-06', '2025-06-11', '2025-06-16', '2025-06-18'],
    'Nhà văn hóa bản Nà Khuy',
  );
  const waiting = offices.flatMap((office) => office.others.slice(0, 2));
  seat(district, training, waiting.slice(0, 7), 'commune_official', 'enough');
  seat(district, training, waiting.slice(7, 14), 'commune_official', 'none');
  const repeaters = offices.flatMap((office) => office.trained.slice(0, 1));
  seat(district, training, repeaters.slice(3), 'commune_official', 'full');
  // Came to the first three sessions, and then not: possible on 15 June, no longer on 18 June.
  for (const person of waiting.slice(14, 21)) {
    training.enrol({ person, group: 'commune_official' });
    training.sessions.forEach(({ number }) =>
      training.mark(person, number, number <= 3 ? 'present' : 'absent'),
    );
  }
}

/** The untrained officials of all old communes that went into one new commune. */
function untrained(offices: readonly Office[], successor: string): string[] {
  return offices.filter(({ commune }) => commune.successor === successor).flatMap((office) => office.others);
}

/** After the reform: one finished class in Tân Phong, with people who have only ever lived in the new ward. */
function classAfterReform(district: District, offices: readonly Office[]): void {
  const title = 'Tập huấn cán bộ phường Tân Phong sau sắp xếp đơn vị hành chính';
  const venue = 'Hội trường Ủy ban nhân dân phường Tân Phong';
  const head = { title, agency: 'UBNDXA', unit: '03408' };
  const training = openTraining(district, head, workdays('2025-09-16', 3), venue);
  const newcomers = Array.from({ length: 3 }, () =>
    district.addPerson({ unit: '03408', peoples: ['kinh', 'giay'], born: [1975, 2001], email: true }),
  );
  seat(district, training, newcomers.slice(0, 1), 'commune_official', 'full');
  seat(district, training, untrained(offices, '03408').slice(-3), 'commune_official', 'short');
  seat(district, training, newcomers.slice(1), 'commune_official', 'short');
  earlierByName(district, newcomers.slice(2));
}

/** A class in the new Bản Bo that still runs when the two years end: many are in time, one is no longer. */
function runningClass(district: District, offices: readonly Office[]): void {
  const title = 'Quản lý trường hợp trẻ em có nguy cơ tại xã mới';
  const venue = 'Hội trường Ủy ban nhân dân xã Bản Bo';
  const head = { title, agency: 'UBNDXA', unit: '03424', trainer: TRAINERS.banBo, status: 'running' } as const;
  const running = openTraining(district, head, ['2025-12-09', '2025-12-12', '2025-12-16'], venue);
  for (const date of ['2025-12-23', '2025-12-26']) running.addSession({ date, venue, status: 'planned' });
  const people = [...untrained(offices, '03424'), ...untrained(offices, '03430')];
  seat(district, running, people.slice(-10, -4), 'commune_official', 'full');
  seat(district, running, people.slice(-4, -1), 'commune_official', 'enough');
  seat(district, running, people.slice(-1), 'commune_official', 'short');
}

/**
 * Came before the reform as well, from a place that has two predecessors: the roster had to say which.
 */
function earlierByName(district: District, people: readonly string[]): void {
  const campaign = district.add(
    new Gathering({ kind: 'campaign', title: 'Ngày pháp luật về trẻ em, xã Nùng Nàng', agency: 'UBNDXA', unit: '03415' }),
  );
  const session = campaign.addSession({ date: '2025-05-29', venue: 'Nhà văn hóa xã Nùng Nàng' });
  for (const person of people) {
    campaign.welcome({ person, group: 'commune_official', unit: '03415' }, session, district.random);
  }
}
