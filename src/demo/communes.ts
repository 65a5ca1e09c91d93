import type { NameStyle } from './names.js';

/** Subjects reached of a base, before the reform. */
export interface Reached {
  informed: number;
  trained: number;
}

/** What is invented for one commune of the district as it was until June 2025: its size and how far it had come. */
export interface CommunePlan {
  code: string;
  name: string;
  /** As in a sentence: 'xã Bản Bo', 'thị trấn Tam Đường'. */
  title: string;
  /** Code of the commune its people belong to since 2025-07-01. */
  successor: string;
  peoples: readonly NameStyle[];
  villages: number;
  classesPerGrade: number;
  teachers: { base: number; informed: number };
  officials: { base: number; trained: number };
  /** Certain and possible, as fractions of the base. */
  parents: { base: number; floor: number; ceiling: number };
  children: { base: number; floor: number; ceiling: number };
  enterprises: Reached & { base: number };
  cooperatives: Reached & { base: number };
  /** base null: nobody has counted the households yet. */
  households: Reached & { base: number | null };
}

/** Where the people of each old commune went (as in demo/tam-duong/successions.csv), and the sizes that belong to it. */
const TABLE = `
03390|Tam Đường|03390|kinh thai giay|8 3|134 115|52 34|1690 .551 .700|1520 .612 .772|18 16 12|3 3 3|273 250 59
03394|Thèn Sin|03394|giay dao mong|6 2|69 71|28 20|880 .549 .670|810 .423 .620|4 4 3|3 2 2|169 81 70
03400|Tả Lèng|03405|mong dao|6 2|86 75|32 21|960 .582 .775|900 .461 .640|5 4 3|3 3 2|195 76 70
03405|Giang Ma|03405|mong dao|6 2|70 70|28 19|900 .714 .800|810 .543 .660|4 4 2|3 3 2|195 89 75
03406|Hồ Thầu|03405|dao mong|5 1|61 59|24 13|780 .643 .792|700 .446 .610|3 3 2|3 3 1|156 68 52
03412|Bình Lư|03390|thai kinh giay|8 3|110 94|44 29|1480 .647 .822|1330 .571 .713|11 10 7|5 4 4|247 230 178
03413|Sơn Bình|03390|mong dao thai|5 1|60 59|24 17|790 .696 .819|720 .547 .660|3 3 2|3 3 2|169 63 58
03415|Nùng Nàng|03408|mong giay|6 2|80 71|24 18|820 .538 .660|760 .578 .776|3 3 2|2 2 1|163 59 53
03418|Bản Giang|03408|giay thai|6 2|70 63|28 19|860 .551 .766|780 .492 .640|3 3 3|3 3 2|150 89 40
03421|Bản Hon|03430|lu mong|5 1|61 61|24 17|760 .573 .670|690 .456 .610|0 0 0|2 2 1|- 65 24
03424|Bản Bo|03424|thai lu mong|7 2|80 75|32 21|1020 .689 .824|930 .522 .650|4 4 3|3 3 2|182 113 62
03427|Nà Tăm|03424|lu thai|5 1|60 60|24 16|770 .721 .810|690 .505 .640|2 2 1|2 2 1|- 60 27
03430|Khun Há|03430|mong lu|7 2|90 78|36 26|1080 .603 .774|1010 .523 .706|2 2 1|3 2 1|- 82 48
`;

/** The number in a cell; '-' (not counted) reads as NaN. */
function figures(cell: string | undefined): number[] {
  return (cell ?? '').split(' ').map(Number);
}

function reachedOf(cell: string | undefined): { base: number; informed: number; trained: number } {
  const [base = 0, informed = 0, trained = 0] = figures(cell);
  return { base, informed, trained };
}

function shareOf(cell: string | undefined): { base: number; floor: number; ceiling: number } {
  const [base = 0, floor = 0, ceiling = 0] = figures(cell);
  return { base, floor, ceiling };
}

function communeOf(line: string): CommunePlan {
  const cells = line.split('|');
  const [code = '', name = '', successor = '', peoples = ''] = cells;
  const [villages = 0, classesPerGrade = 0] = figures(cells[4]);
  const teachers = reachedOf(cells[5]);
  const officials = reachedOf(cells[6]);
  const households = reachedOf(cells[11]);
  return {
    code,
    name,
    successor,
    title: code === '03390' ? `thị trấn ${name}` : `xã ${name}`,
    peoples: peoples.split(' ') as NameStyle[],
    villages,
    classesPerGrade,
    teachers: { base: teachers.base, informed: teachers.informed },
    officials: { base: officials.base, trained: officials.informed },
    parents: shareOf(cells[7]),
    children: shareOf(cells[8]),
    enterprises: reachedOf(cells[9]),
    cooperatives: reachedOf(cells[10]),
    households: { ...households, base: Number.isNaN(households.base) ? null : households.base },
  };
}

/** The twelve communes and the township until 2025-06-30, with their invented figures. */
export const COMMUNES: readonly CommunePlan[] = TABLE.trim().split('\n').map(communeOf);

/** The communes that took over on 2025-07-01, with the form of their name used in titles. */
export const NEW_COMMUNES: readonly { code: string; title: string }[] = [
  { code: '03390', title: 'xã Bình Lư' },
  { code: '03394', title: 'xã Sin Suối Hồ' },
  { code: '03405', title: 'xã Tả Lèng' },
  { code: '03408', title: 'phường Tân Phong' },
  { code: '03424', title: 'xã Bản Bo' },
  { code: '03430', title: 'xã Khun Há' },
];

/** The plan's own unit, and what it has of its own. */
export const DISTRICT = { code: '106', title: 'huyện Tam Đường', officials: { base: 180, trained: 165 } };

/** The plan this district works on. */
export const PLAN_CODE = 'TD-CLD-2021';
