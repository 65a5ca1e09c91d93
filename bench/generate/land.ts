import { day, REFORM } from './days.ts';
import type { Files } from './files.ts';

const PER_DISTRICT = 12;
const BEFORE = day(REFORM - 1);
const SINCE = day(REFORM);

/**
 * The territory of a province and its reform: districts end without successor, communes merge by threes. Of a tenth of
 * these threes the first lives on and takes the others in; of some the first is split in two; about half of the new
 * communes have the code of one of the old ones.
 */
export class Land {
  readonly province: string;
  private readonly communes: number;

  constructor(province: number, communes: number) {
    this.province = `P${String(province + 1).padStart(2, '0')}`;
    this.communes = communes;
  }

  /** The code of a commune before the reform. */
  before(commune: number): string {
    return `${this.province}-X${commune}`;
  }

  /** The code of the commune where the people of one that was before are after the reform. */
  after(commune: number): string {
    const three = Math.floor(commune / 3);
    return three % 10 === 9 || three % 2 === 1 ? this.before(three * 3) : `${this.province}-N${three}`;
  }

  /** The code of the commune on a day. */
  on(commune: number, dayNumber: number): string {
    return dayNumber < REFORM ? this.before(commune) : this.after(commune);
  }

  district(commune: number): string {
    return `${this.province}-D${Math.floor(commune / PER_DISTRICT)}`;
  }

  /** One of the two classes of a commune. */
  cohort(commune: number, which: number): string {
    return `${this.before(commune)}-L${which % 2}`;
  }

  /** Every tenth commune has two villages. */
  village(commune: number, which: number): string | undefined {
    return commune % 10 === 0 ? `${this.before(commune)}-V${which % 2}` : undefined;
  }

  /** The codes of all communes after the reform, each once. */
  *afterAll(): Iterable<string> {
    for (let commune = 0; commune < this.communes; commune += 3) {
      yield this.after(commune);
      if (isSplit(commune)) yield this.second(commune);
    }
  }

  /** Writes the places and where the people of those went that ended. */
  write(files: Files): void {
    files.row('units', this.province, `Tỉnh ${this.province}`, 'province', '', '', '');
    for (let commune = 0; commune < this.communes; commune += PER_DISTRICT) {
      const code = this.district(commune);
      files.row('units', code, `Huyện ${code}`, 'district', this.province, '', BEFORE);
    }
    for (let commune = 0; commune < this.communes; commune += 1) this.writeBefore(files, commune);
    for (let commune = 0; commune < this.communes; commune += 3) this.writeAfter(files, commune);
  }

  private writeBefore(files: Files, commune: number): void {
    const code = this.before(commune);
    const last = livesOn(commune) ? '' : BEFORE;
    files.row('units', code, `Xã ${code}`, 'commune', this.district(commune), '', last);
    for (const which of [0, 1]) {
      files.row('units', this.cohort(commune, which), `Lớp ${commune}-${which}`, 'cohort', code, '', '');
      const village = this.village(commune, which);
      if (village !== undefined) files.row('units', village, `Bản ${village}`, 'village', code, '', '');
    }
    if (livesOn(commune)) return;
    const split = isSplit(commune);
    files.row('successions', code, this.after(commune), SINCE, split ? 'true' : '');
    if (split) files.row('successions', code, this.second(commune), SINCE, '');
  }

  private writeAfter(files: Files, commune: number): void {
    if (livesOn(commune)) return;
    const codes = isSplit(commune) ? [this.after(commune), this.second(commune)] : [this.after(commune)];
    for (const code of codes) files.row('units', code, `Xã mới ${code}`, 'commune', this.province, SINCE, '');
  }

  /** What the second part of a split becomes. */
  private second(commune: number): string {
    return `${this.province}-T${Math.floor(commune / 3)}`;
  }
}

function livesOn(commune: number): boolean {
  return commune % 30 === 27;
}

/** A commune that is split: the first of its three. */
function isSplit(commune: number): boolean {
  return commune % 90 === 12;
}
