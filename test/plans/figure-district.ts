import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TerritoryStore } from '../../src/territory/territory.store.js';
import { bringIn } from '../coverage/bring-in.js';
import type { District } from '../coverage/brute-force/district.js';
import { writeDistrict } from '../coverage/brute-force/to-files.js';
import { type Member, World } from '../support/world.js';
import { counted } from './plans-cast.js';

const bilingual = (text: string) => ({ vi: text, en: text });
const person = (ref: string, full_name: string, unit: string) => ({ ref, full_name, unit });
const campaign = (code: string, date: string, status = 'done') => ({
  activity: { code, plan: 'K', kind: 'campaign', title: `Truyền thông ${code}`, unit: 'D', agency: 'GDDT', status },
  session: { activity: code, number: '1', date, status: 'held' },
});

const FIRST = campaign('T1', '2025-03-10');
const BEFORE = campaign('T0', '2020-05-05');
const AFTER = campaign('T9', '2026-02-01');
const DRAFT = campaign('TD', '2025-04-01', 'draft');
const OFF = campaign('TX', '2025-04-02', 'cancelled');

/**
 * A district with one person for every reason not to be counted. Communes A and B under D, and Z, which lies outside;
 * teachers in everything, parents in one activity. The training L1 has three sessions and asks for all of them.
 */
export const DISTRICT: District = {
  units: [
    { code: 'P', name: 'Tỉnh P', level: 'province' },
    { code: 'D', name: 'Huyện D', level: 'district', parent: 'P' },
    { code: 'A', name: 'Xã Ánh Sao', level: 'commune', parent: 'D' },
    { code: 'A1', name: 'Bản Một', level: 'village', parent: 'A' },
    { code: 'B', name: 'Xã Bạch Yến', level: 'commune', parent: 'D' },
    { code: 'E', name: 'Huyện E', level: 'district', parent: 'P' },
    { code: 'Z', name: 'Xã Z', level: 'commune', parent: 'E' },
  ],
  successions: [],
  plan: {
    code: 'K',
    title: bilingual('Kế hoạch K'),
    unit: 'D',
    start: '2021-01-01',
    end: '2025-12-31',
    objectives: [
      {
        code: 'O',
        title: bilingual('Mục tiêu O'),
        indicators: [
          counted('1', 'informed', ['teacher'], { trainings_inform: false }),
          counted('2', 'trained', ['teacher']),
          counted('3', 'informed', ['teacher', 'parent']),
          counted('4', 'informed', ['household']),
        ],
      },
    ],
  },
  baselines: [
    { unit: 'A', group: 'teacher', year: '2025', value: '8', source: 'Công văn số 1' },
    { unit: 'B', group: 'teacher', year: '2025', value: '4', source: 'Công văn số 2' },
    { unit: 'A', group: 'parent', year: '2025', value: '40', source: '=1+1' },
  ],
  people: [
    person('an', 'Lò Thị An', 'A'),
    person('binh', 'Vàng A Bình', 'B'),
    person('ngoai', 'Mào Thị Ngoài', 'Z'),
    person('som', 'Tẩn Văn Sớm', 'A'),
    person('muon', 'Hoàng Thị Muộn', 'A'),
    person('nhap', 'Trần Văn Nháp', 'A'),
    person('huy', 'Phan Thị Hủy', 'A'),
    person('khac', 'Lý Thị Khác', 'A'),
    person('lop', 'Chẻo Văn Lớp', 'B'),
    person('do', 'Sùng A Dở', 'A'),
  ],
  organisations: [{ ref: 'ho1', name: 'Hộ ông Sìn', group: 'household', unit: 'A' }],
  activities: [
    ...[BEFORE, FIRST, AFTER, DRAFT, OFF].map(({ activity }) => activity),
    { code: 'T2', plan: 'K', kind: 'campaign', title: 'Truyền thông của xã', unit: 'A', status: 'done' },
    {
      code: 'L1',
      plan: 'K',
      kind: 'training',
      title: 'Lớp L1',
      unit: 'D',
      agency: 'NV',
      min_attendance: '100',
      status: 'done',
    },
  ],
  sessions: [
    ...[BEFORE, FIRST, AFTER, DRAFT, OFF].map(({ session }) => session),
    { activity: 'T2', number: '1', date: '2025-05-20', status: 'held' },
    { activity: 'L1', number: '1', date: '2025-06-01', status: 'held' },
    { activity: 'L1', number: '2', date: '2025-06-02', status: 'held' },
    { activity: 'L1', number: '3', date: '2025-06-20', status: 'held' },
  ],
  participations: [
    { activity: 'T0', person: 'som', group: 'teacher' },
    { activity: 'T1', person: 'an', group: 'teacher' },
    { activity: 'T1', person: 'binh', group: 'teacher' },
    { activity: 'T1', person: 'ngoai', group: 'teacher' },
    { activity: 'T1', person: 'khac', group: 'parent' },
    { activity: 'T2', person: 'an', group: 'teacher' },
    { activity: 'T2', person: 'khac', group: 'teacher' },
    { activity: 'T2', person: 'binh', group: 'household', organisation: 'ho1' },
    { activity: 'T2', person: 'an', group: 'household', organisation: 'ho1' },
    { activity: 'T9', person: 'muon', group: 'teacher' },
    { activity: 'TD', person: 'nhap', group: 'teacher' },
    { activity: 'TX', person: 'huy', group: 'teacher' },
    { activity: 'L1', person: 'lop', group: 'teacher' },
    { activity: 'L1', person: 'do', group: 'teacher' },
    { activity: 'L1', person: 'an', group: 'teacher', unit: 'B' },
  ],
  attendance: [
    { activity: 'T0', session: '1', person: 'som', status: 'present' },
    { activity: 'T1', session: '1', person: 'an', status: 'present' },
    { activity: 'T1', session: '1', person: 'binh', status: 'late' },
    { activity: 'T1', session: '1', person: 'ngoai', status: 'present' },
    { activity: 'T1', session: '1', person: 'khac', status: 'present' },
    { activity: 'T2', session: '1', person: 'an', status: 'present' },
    { activity: 'T2', session: '1', person: 'khac', status: 'absent' },
    { activity: 'T2', session: '1', person: 'binh', status: 'present' },
    { activity: 'T9', session: '1', person: 'muon', status: 'present' },
    { activity: 'TD', session: '1', person: 'nhap', status: 'present' },
    { activity: 'TX', session: '1', person: 'huy', status: 'present' },
    { activity: 'L1', session: '1', person: 'lop', status: 'present' },
    { activity: 'L1', session: '2', person: 'lop', status: 'present' },
    { activity: 'L1', session: '3', person: 'lop', status: 'present' },
    { activity: 'L1', session: '1', person: 'do', status: 'present' },
    { activity: 'L1', session: '2', person: 'do', status: 'absent' },
    { activity: 'L1', session: '1', person: 'an', status: 'present' },
    { activity: 'L1', session: '2', person: 'an', status: 'present' },
    { activity: 'L1', session: '3', person: 'an', status: 'absent' },
  ],
  headcounts: [{ activity: 'T2', session: '1', unit: 'A', group: 'parent', count: '12', method: 'counted' }],
};

export interface Cast {
  world: World;
  administrator: Member;
  /** Of the whole district. */
  organizer: Member;
  trainerOfA: Member;
  trainerOfB: Member;
  /** Of the whole district. */
  viewer: Member;
}

/** The district in an application of its own, with its cast. */
export async function openDistrict(): Promise<Cast> {
  const world = await World.create();
  const folder = mkdtempSync(join(tmpdir(), 'lan-toa-figures-'));
  writeDistrict(DISTRICT, folder);
  await bringIn(world, folder);
  rmSync(folder, { recursive: true });
  const territory = await world.get(TerritoryStore).territory();
  const placeId = (code: string): number | null => territory.placeAt(code, '2025-06-15')?.id ?? null;
  return {
    world,
    administrator: await world.member('administrator'),
    organizer: await world.member('organizer', placeId('D')),
    trainerOfA: await world.member('trainer', placeId('A')),
    trainerOfB: await world.member('trainer', placeId('B')),
    viewer: await world.member('viewer', placeId('D')),
  };
}
