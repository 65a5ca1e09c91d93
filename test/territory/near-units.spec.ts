import type { Place } from '../../src/territory/place.js';
import { NearUnits } from '../../src/territory/near-units.js';
import type { Scope } from '../../src/territory/scope.js';

const place = (id: number, code: string, name: string, level: Place['level'] = 'commune'): Place => {
  const always = { valid_from: '0001-01-01', valid_to: '9999-12-31' };
  return { id, code, name, level, parent_code: null, ...always };
};
const places = [
  place(1, '03405', 'Xã Bản Bo'),
  place(2, '03394', 'Xã Thèn Sin'),
  place(3, '03399', 'Xã Bản Bo'),
  place(4, 'lop6a', 'Thèn Sin', 'cohort'),
];
let reads: number;
const territory = {
  get places() {
    reads += 1;
    return places;
  },
};
const near = (covered: number[] = [1, 2, 4]): NearUnits =>
  new NearUnits({ territory, covers: (id: number) => covered.includes(id) } as unknown as Scope);

beforeEach(() => {
  reads = 0;
});

describe('places that somebody may have meant', () => {
  it.each([
    ['3405', '03405 Xã Bản Bo'],
    ['03504', ''],
    ['LOP6A', 'lop6a Thèn Sin'],
    ['03395', '03394 Xã Thèn Sin'],
    ['BanBo', '03405 Xã Bản Bo'],
    ['xabanbo', '03405 Xã Bản Bo'],
    ['thensin', '03394 Xã Thèn Sin'],
  ])('are those of %s: %s', (written, expected) => {
    expect(near().of(written)).toBe(expected);
  });

  it('are looked for a bounded number of times in one file, and names are folded once for all', () => {
    const file = near();
    expect(file.of('3405')).not.toBe('');
    for (let at = 0; at < 1000; at += 1) expect(file.of(`khong-co-${at}`)).toBe('');
    expect([file.of('3405'), file.of('3394')]).toEqual(['03405 Xã Bản Bo', '']);
    expect(near().of('3394')).toBe('03394 Xã Thèn Sin');
    expect(reads).toBeLessThan(2);
  });
});
