import { addDays } from '../web/day.js';
import { TRAINERS } from './accounts.js';
import { COMMUNES, type CommunePlan, DISTRICT, NEW_COMMUNES } from './communes.js';
import { workday, workdays } from './dates.js';
import type { District } from './district.js';
import { attend, Gathering } from './gathering.js';
import { schoolOf } from './territory.js';

/** Teachers of one commune in the order in which they are reached. */
interface Staff {
  commune: CommunePlan;
  /** Reached before the reform. */
  early: string[];
  /** Reached after it. */
  late: string[];
  /** On rosters, but never there. */
  never: string[];
}

/** Which part of `early` each activity reaches; the parts overlap, because two agencies invite the same people. */
const PARTS = { spring: [0, 0.55], training: [0.35, 0.65], commune: [0.5, 0.85], last: [0.8, 1] } as const;

const CLUSTERS = [
  ['03390', '03412', '03413', '03406'],
  ['03405', '03400'],
  ['03415', '03418', '03394'],
  ['03424', '03427'],
  ['03421', '03430'],
] as const;

function part(staff: Staff, name: keyof typeof PARTS): string[] {
  const [from, to] = PARTS[name];
  const size = staff.early.length;
  return staff.early.slice(Math.floor(from * size), Math.ceil(to * size));
}

function hire(district: District, commune: CommunePlan): Staff {
  const { base, informed } = commune.teachers;
  const late = Math.min(2, Math.max(0, base - informed));
  const never = Math.max(0, base - informed - late);
  const refs = Array.from({ length: informed + late + never }, () =>
    district.addPerson({ unit: commune.code, peoples: ['kinh', ...commune.peoples], born: [1966, 2000] }),
  );
  return {
    commune,
    early: refs.slice(0, informed),
    late: refs.slice(informed, informed + late),
    never: refs.slice(informed + late),
  };
}

/** One campaign of one session at the school of a commune. */
function schoolCampaign(
  district: District,
  staff: Staff,
  plan: { date: string; agency: string; unit: string; name: string; people: string[] },
): Gathering {
  const { commune } = staff;
  const campaign = district.add(
    new Gathering({
      kind: 'campaign',
      title: `${plan.name}, ${commune.title}`,
      unit: plan.unit,
      agency: plan.agency,
    }),
  );
  const session = campaign.addSession({ date: workday(plan.date), venue: schoolOf(commune) });
  for (const person of plan.people) campaign.welcome({ person, group: 'teacher' }, session, district.random);
  for (const person of staff.never.slice(0, 4)) {
    campaign.enrol({ person, group: 'teacher' });
    campaign.mark(person, session, 'excused');
  }
  return campaign;
}

function campaignsBeforeReform(district: District, staff: Staff, position: number): void {
  schoolCampaign(district, staff, {
    date: addDays('2024-01-15', position * 2),
    agency: 'GDDT',
    unit: DISTRICT.code,
    name: 'Truyền thông cho giáo viên năm học 2023–2024',
    people: part(staff, 'spring'),
  });
  schoolCampaign(district, staff, {
    date: addDays('2024-11-04', position * 2),
    agency: 'UBNDXA',
    unit: staff.commune.code,
    name: 'Tuyên truyền pháp luật về lao động trẻ em cho nhà trường',
    people: part(staff, 'commune'),
  });
  schoolCampaign(district, staff, {
    date: addDays('2025-03-03', position * 3),
    agency: 'GDDT',
    unit: DISTRICT.code,
    name: 'Truyền thông cho giáo viên năm học 2024–2025',
    people: part(staff, 'last'),
  });
}

/** Trainings of three days for neighbouring communes together, by another agency than the campaigns. */
function clusterTraining(district: District, staffs: readonly Staff[], position: number): void {
  const host = staffs[0];
  if (!host) return;
  const training = district.add(
    new Gathering({
      kind: 'training',
      title: `Kỹ năng nhận biết trẻ em có nguy cơ lao động sớm cho giáo viên, cụm ${host.commune.title}`,
      unit: DISTRICT.code,
      agency: 'LDTBXH',
      trainer: TRAINERS.district,
    }),
  );
  for (const date of workdays(addDays('2024-08-05', position * 7), 3)) {
    training.addSession({ date, venue: schoolOf(host.commune) });
  }
  for (const person of staffs.flatMap((staff) => part(staff, 'training'))) {
    const outcome = district.random.chance(0.88) ? 'full' : 'short';
    attend(training, { person, group: 'teacher' }, outcome, district.random);
  }
}

/** After the reform the new communes invite everybody whom nobody has reached, and some again. */
function campaignsAfterReform(district: District, staffs: readonly Staff[]): void {
  NEW_COMMUNES.forEach(({ code, title }, position) => {
    const campaign = district.add(
      new Gathering({
        kind: 'campaign',
        title: `Truyền thông cho giáo viên ${title} sau sắp xếp đơn vị hành chính`,
        unit: code,
        agency: 'UBNDXA',
      }),
    );
    const date = workday(addDays('2025-10-06', position * 3));
    const session = campaign.addSession({ date, venue: `Hội trường Ủy ban nhân dân ${title}` });
    for (const staff of staffs.filter(({ commune }) => commune.successor === code)) {
      const again = staff.early.slice(-Math.ceil(staff.early.length / 8));
      for (const person of [...staff.late, ...again]) {
        campaign.welcome({ person, group: 'teacher' }, session, district.random);
      }
    }
    if (code === '03424') doubtfulTwins(district, campaign, session, staffs);
  });
}

/** Three teachers were typed in a second time under another ref: candidates for merging. */
function doubtfulTwins(
  district: District,
  campaign: Gathering,
  session: number,
  staffs: readonly Staff[],
): void {
  const known = staffs.find(({ commune }) => commune.code === '03424')?.early.slice(0, 3) ?? [];
  for (const ref of known) {
    const original = district.people.find((person) => person.ref === ref);
    if (!original) continue;
    const twin = district.addPerson({ unit: original.unit, peoples: ['kinh'], born: [1980, 1980] });
    const row = district.people.find((person) => person.ref === twin);
    if (row) Object.assign(row, { ...original, ref: twin });
    campaign.welcome({ person: twin, group: 'teacher' }, session, district.random);
  }
}

/** Invents the teachers, and the campaigns and trainings that reach them. */
export function inventTeachers(district: District): void {
  const staffs = COMMUNES.map((commune) => hire(district, commune));
  staffs.forEach((staff, position) => campaignsBeforeReform(district, staff, position));
  CLUSTERS.forEach((codes, position) => {
    const cluster = codes.flatMap((code) => staffs.filter((staff) => staff.commune.code === code));
    clusterTraining(district, cluster, position);
  });
  campaignsAfterReform(district, staffs);
}
