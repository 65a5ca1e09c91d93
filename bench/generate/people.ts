import { ASK, type Dice } from './dice.ts';
import type { Files } from './files.ts';
import type { Land } from './land.ts';
import type { Shape } from './shape.ts';

/** Which of twenty neighbours are in a group of persons. */
const SLOTS: Record<string, number[]> = {
  child: [0, 1, 2, 3, 4, 5, 6, 7, 8],
  parent: [9, 10, 11, 12, 13, 14, 15],
  teacher: [16, 17],
  commune_official: [18],
  district_official: [19],
};
const GROUPS_OF_PERSONS = Object.keys(SLOTS);
const PER_HOUSEHOLD = 5;
const PER_FIRM = 100;
/** By these prefixes of refs. */
const FIRMS = { enterprise: 'E', cooperative: 'C' } as const;

const SURNAMES = ['Nguyễn', 'Trần', 'Lê', 'Lò', 'Vàng', 'Giàng', 'Phạm', 'Hoàng', 'Tẩn', 'Lù', 'Sùng', 'Đèo'];
const MIDDLES = ['Thị', 'Văn', 'A', 'Minh', 'Thu', 'Đức', 'Ngọc', 'Hồng', 'Quang', 'Thanh'];
const GIVEN = [
  'An',
  'Bình',
  'Chi',
  'Dung',
  'Hà',
  'Hoa',
  'Lan',
  'Linh',
  'Mai',
  'Nam',
  'Páo',
  'Phong',
  'Sơn',
  'Trang',
  'Tú',
];

/** Somebody of a province: in which commune, and which one there. */
export interface Somebody {
  commune: number;
  number: number;
}

/** The people of a province and what they belong to; everything about somebody follows from commune and number. */
export class People {
  private readonly dice: Dice;
  private readonly land: Land;
  private readonly shape: Shape;
  private readonly province: number;

  constructor(dice: Dice, land: Land, shape: Shape, province: number) {
    this.dice = dice;
    this.land = land;
    this.shape = shape;
    this.province = province;
  }

  /** How many of a group a commune has. */
  size(group: string): number {
    const slots = SLOTS[group];
    if (slots) return (this.shape.people / 20) * slots.length;
    return group === 'household' ? Math.ceil(this.shape.people / PER_HOUSEHOLD) : this.firms();
  }

  /** One of a group of persons of a commune. @param rank below the size of the group */
  member(group: string, commune: number, rank: number): Somebody {
    const slots = SLOTS[group] ?? [];
    return { commune, number: 20 * Math.floor(rank / slots.length) + (slots[rank % slots.length] ?? 0) };
  }

  ref({ commune, number }: Somebody): string {
    return `${this.land.province}-${commune}-${number}`;
  }

  household({ commune, number }: Somebody): string {
    return `${this.land.province}-H${commune}-${Math.floor(number / PER_HOUSEHOLD)}`;
  }

  /** An enterprise or cooperative of a commune. */
  firm(group: keyof typeof FIRMS, commune: number, rank: number): string {
    return `${this.land.province}-${FIRMS[group]}${commune}-${rank % this.firms()}`;
  }

  /** Whether the home of somebody is written with a code that began with the reform, which does not say where they were before. */
  isNewcomer({ commune, number }: Somebody): boolean {
    return this.dice.chance(30, ASK.home, this.province, commune, number);
  }

  /** Writes persons and organisations. */
  write(files: Files): void {
    for (let commune = 0; commune < this.shape.communes; commune += 1) {
      for (let number = 0; number < this.shape.people; number += 1) this.writePerson(files, { commune, number });
      this.writeOrganisations(files, commune);
    }
  }

  /** Writes somebody as they are, or with a home and a birth that were wrong before. */
  writePerson(files: Files, somebody: Somebody, corrected = false): void {
    const { commune, number } = somebody;
    const roll = (bound: number, question: number, more = 0): number =>
      this.dice.roll(bound, question, this.province, commune, number, more);
    const pick = (from: string[], more: number): string => from[roll(from.length, ASK.name, more)] ?? '';
    const name = `${pick(SURNAMES, 0)} ${pick(MIDDLES, 1)} ${pick(GIVEN, 2)}`;
    const isChild = number % 20 < 9;
    const year = (isChild ? 2010 : 1961) + roll(isChild ? 10 : 40, ASK.birth) + (corrected ? 1 : 0);
    const birth = `${year}-${two(1 + roll(12, ASK.birth, 1))}-${two(1 + roll(28, ASK.birth, 2))}`;
    const home = corrected ? this.land.before((commune + 1) % this.shape.communes) : this.home(somebody);
    files.row('people', this.ref(somebody), name, roll(2, ASK.name, 3) === 0 ? 'f' : 'm', birth, home);
  }

  /** Writes how many there are by the register: of every commune in 2024, of half of the new ones in 2026. */
  writeBaselines(files: Files): void {
    const groups = [...GROUPS_OF_PERSONS, 'household', ...Object.keys(FIRMS)];
    for (let commune = 0; commune < this.shape.communes; commune += 1) {
      for (const group of groups) {
        // One commune of a hundred has no register of enterprises: what lies above it has no baseline of them.
        if (group === 'enterprise' && commune % 97 === 13) continue;
        files.row('baselines', this.land.before(commune), group, 2024, this.baseline(commune, group), 'Thống kê');
      }
    }
    let rank = 0;
    for (const code of this.land.afterAll()) {
      rank += 1;
      if (rank % 2 === 0) continue;
      for (const group of groups) files.row('baselines', code, group, 2026, 3 * this.baseline(rank, group), 'Thống kê');
    }
  }

  /** From a tenth fewer than there are to a fifth more. @param more makes another figure of it, as a correction does */
  baseline(commune: number, group: string, more = 0): number {
    const size = this.size(group);
    const at = GROUPS_OF_PERSONS.indexOf(group);
    return Math.ceil((size * (90 + this.dice.roll(31, ASK.baseline, this.province, commune, at + 1, more))) / 100);
  }

  private home(somebody: Somebody): string {
    const { commune, number } = somebody;
    if (this.isNewcomer(somebody)) return this.land.after(commune);
    const inVillage = number % 4 === 0 ? this.land.village(commune, number / 4) : undefined;
    return inVillage ?? this.land.before(commune);
  }

  private writeOrganisations(files: Files, commune: number): void {
    const home = this.land.before(commune);
    for (let number = 0; number < this.shape.people; number += PER_HOUSEHOLD) {
      files.row('organisations', this.household({ commune, number }), `Hộ ${commune}-${number}`, 'household', home);
    }
    for (const group of ['enterprise', 'cooperative'] as const) {
      for (let rank = 0; rank < this.firms(); rank += 1) {
        files.row('organisations', this.firm(group, commune, rank), `Đơn vị ${group} ${rank}`, group, home);
      }
    }
  }

  private firms(): number {
    return Math.ceil(this.shape.people / PER_FIRM);
  }
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
