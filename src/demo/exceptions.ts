import { demoAccounts, TRAINERS } from './accounts.js';
import { DISTRICT } from './communes.js';
import type { District } from './district.js';
import { Gathering } from './gathering.js';
import { familyEntry, type Neighbourhood } from './households.js';
import { openTraining } from './officials.js';

/** People on two rosters of one evening: for their household, and as parents. */
function twoRosters(district: District, places: readonly Neighbourhood[]): void {
  const place = places.find(({ commune }) => commune.code === '03424');
  const evening = district.add(
    new Gathering({ kind: 'campaign', title: 'Ngày hội gia đình, xã Bản Bo', unit: '03424', agency: 'UBNDXA' }),
  );
  const session = evening.addSession({ date: '2025-05-15', venue: 'Nhà văn hóa xã Bản Bo', start: '19:00', end: '21:00' });
  for (const family of place?.families.slice(0, 12) ?? []) {
    evening.welcome(familyEntry(family), session, district.random);
    evening.welcome({ person: family.head, group: 'parent' }, session, district.random);
  }
}

/** Guests from elsewhere in the province: they came, and are not counted in the district. */
function guests(district: District): void {
  const forum = district.add(
    new Gathering({ kind: 'campaign', title: 'Diễn đàn trẻ em huyện Tam Đường năm 2024', unit: DISTRICT.code, agency: 'MTTQ' }),
  );
  const session = forum.addSession({ date: '2024-12-10', venue: 'Trung tâm văn hóa huyện Tam Đường' });
  for (const group of ['teacher', 'teacher', 'teacher', 'parent', 'parent']) {
    const person = district.addPerson({ unit: '12', peoples: ['kinh', 'thai'], born: [1970, 1998] });
    forum.welcome({ person, group }, session, district.random);
  }
}

/** Called off because of floods: it has a roster, and does not exist for any figure. */
function calledOff(district: District, places: readonly Neighbourhood[]): void {
  const round = district.add(
    new Gathering({
      kind: 'campaign',
      title: 'Truyền thông lưu động tại chợ phiên, hoãn do mưa lũ',
      unit: '03430',
      agency: 'UBNDXA',
      status: 'cancelled',
    }),
  );
  round.addSession({ date: '2024-09-08', venue: 'Chợ phiên Khun Há', status: 'planned' });
  const place = places.find(({ commune }) => commune.code === '03430');
  for (const family of place?.late.slice(0, 5) ?? []) round.enrol(familyEntry(family));
}

/** Still being prepared: a draft. */
function draft(district: District): void {
  const title = 'Tập huấn cán bộ đoàn thể xã Tả Lèng';
  const head = { title, unit: '03405', agency: 'UBNDXA', trainer: TRAINERS.district, status: 'draft' } as const;
  const training = openTraining(district, head, [], '');
  training.addSession({ date: '2025-12-30', venue: 'Hội trường Ủy ban nhân dân xã Tả Lèng', status: 'planned' });
}

/** A trainer is in the register too, with the address of the account: signed in to the staff's pages, they learn like others. */
function trainerInRegister(district: District): void {
  const account = demoAccounts.find(({ email }) => email === TRAINERS.banBo);
  const ref = district.addPerson({ unit: '03424', peoples: ['thai'], born: [1984, 1984] });
  const row = district.people.find((person) => person.ref === ref);
  if (row && account) Object.assign(row, { full_name: account.name, sex: 'm', email: account.email });
}

/** Activities that show an exception to the usual course. */
export function inventExceptions(district: District, places: readonly Neighbourhood[]): void {
  twoRosters(district, places);
  guests(district);
  calledOff(district, places);
  draft(district);
  trainerInRegister(district);
}
