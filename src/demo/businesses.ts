import { TRAINERS } from './accounts.js';
import { COMMUNES, type CommunePlan, DISTRICT } from './communes.js';
import { workdays } from './dates.js';
import type { District } from './district.js';
import { attend, type Entry, Gathering } from './gathering.js';
import { businessName } from './names.js';
import { openTraining } from './officials.js';

type BusinessGroup = 'enterprise' | 'cooperative';

/** The businesses of one group: trained, only informed, and neither, before the reform. */
interface Businesses {
  trained: Entry[];
  informed: Entry[];
  others: Entry[];
}

const VENUE = 'Hội trường Ủy ban nhân dân thị trấn Tam Đường';

function found(district: District, commune: CommunePlan, group: BusinessGroup, craft: boolean, names: Set<string>): Entry {
  let name = businessName(district.random, group);
  while (names.has(name)) name = businessName(district.random, group);
  names.add(name);
  const organisation = district.addOrganisation({ name, group, unit: commune.code, craft });
  const person = district.addPerson({ unit: commune.code, peoples: ['kinh', ...commune.peoples], born: [1962, 1996] });
  return { person, group, organisation };
}

function foundAll(district: District, group: BusinessGroup): Businesses {
  const names = new Set<string>();
  const all: Businesses = { trained: [], informed: [], others: [] };
  for (const commune of COMMUNES) {
    const { base, informed, trained } = group === 'enterprise' ? commune.enterprises : commune.cooperatives;
    for (let i = 0; i < base; i += 1) {
      const entry = found(district, commune, group, group === 'cooperative' && i === 0, names);
      (i < trained ? all.trained : i < informed ? all.informed : all.others).push(entry);
    }
  }
  return all;
}

function campaign(district: District, plan: { title: string; agency: string; date: string; entries: readonly Entry[] }): void {
  const gathering = district.add(
    new Gathering({ kind: 'campaign', title: plan.title, unit: DISTRICT.code, agency: plan.agency }),
  );
  const session = gathering.addSession({ date: plan.date, venue: VENUE });
  for (const entry of plan.entries) gathering.welcome(entry, session, district.random);
}

function training(
  district: District,
  plan: { title: string; agency: string; first: string; unit?: string; full: readonly Entry[]; short: readonly Entry[] },
): Gathering {
  const gathering = openTraining(
    district,
    { title: plan.title, agency: plan.agency, unit: plan.unit ?? DISTRICT.code, trainer: TRAINERS.district },
    workdays(plan.first, 3),
    VENUE,
  );
  for (const entry of plan.full) attend(gathering, entry, 'full', district.random);
  for (const entry of plan.short) attend(gathering, entry, 'short', district.random);
  return gathering;
}

/** Two campaigns, by two agencies that invited some of the same enterprises. */
function enterpriseCampaigns(district: District, { trained, informed }: Businesses): void {
  campaign(district, {
    title: 'Đối thoại với doanh nghiệp về sử dụng lao động chưa thành niên',
    agency: 'LDTBXH',
    date: '2024-04-18',
    entries: [...trained.slice(0, 30), ...informed.slice(0, 9)],
  });
  campaign(district, {
    title: 'Gặp mặt doanh nghiệp đầu năm: chuỗi cung ứng không có lao động trẻ em',
    agency: 'TCKH',
    date: '2025-02-20',
    entries: [...informed.slice(6), ...trained.slice(20, 34)],
  });
}

/** Enterprises: two campaigns and two trainings before the reform, one training after it. */
export function inventEnterprises(district: District): void {
  const enterprises = foundAll(district, 'enterprise');
  const { trained, informed, others } = enterprises;
  enterpriseCampaigns(district, enterprises);
  const first = training(district, {
    title: 'Pháp luật lao động chưa thành niên cho doanh nghiệp, đợt 1',
    agency: 'LDTBXH',
    first: '2024-07-09',
    full: trained.slice(0, 28),
    short: informed.slice(0, 5),
  });
  secondDelegates(district, first, trained.slice(0, 3));
  training(district, {
    title: 'Pháp luật lao động chưa thành niên cho doanh nghiệp, đợt 2',
    agency: 'LDTBXH',
    first: '2025-05-13',
    full: trained.slice(28),
    short: informed.slice(10, 13),
  });
  const full = [...informed.slice(0, 5), ...trained.slice(0, 4)];
  const title = 'Tập huấn cho doanh nghiệp các xã mới';
  training(district, { title, agency: 'UBNDXA', first: '2025-11-11', unit: '03390', full, short: others.slice(0, 1) });
}

/** Two people came for the same enterprise: it is counted once. */
function secondDelegates(district: District, gathering: Gathering, entries: readonly Entry[]): void {
  for (const { group, organisation } of entries) {
    const unit = district.organisations.find((row) => row.ref === organisation)?.unit ?? DISTRICT.code;
    const person = district.addPerson({ unit, peoples: ['kinh'], born: [1970, 1999] });
    attend(gathering, { person, group, ...(organisation ? { organisation } : {}) }, 'full', district.random);
  }
}

/** Cooperatives: a campaign and a training each year before the reform. */
export function inventCooperatives(district: District): void {
  const { trained, informed } = foundAll(district, 'cooperative');
  campaign(district, {
    title: 'Truyền thông cho hợp tác xã nông nghiệp',
    agency: 'NNPTNT',
    date: '2024-04-25',
    entries: [...trained.slice(0, 12), ...informed.slice(0, 6)],
  });
  training(district, {
    title: 'Hợp tác xã không sử dụng lao động trẻ em, đợt 1',
    agency: 'NNPTNT',
    first: '2024-10-01',
    full: trained.slice(0, 17),
    short: informed.slice(0, 3),
  });
  training(district, {
    title: 'Hợp tác xã không sử dụng lao động trẻ em, đợt 2',
    agency: 'NNPTNT',
    first: '2025-04-15',
    full: trained.slice(17),
    short: informed.slice(3, 5),
  });
  campaign(district, {
    title: 'Truyền thông cho hợp tác xã tại phiên chợ nông sản',
    agency: 'MTTQ',
    date: '2025-05-22',
    entries: [...informed.slice(5), ...trained.slice(5, 12)],
  });
}
