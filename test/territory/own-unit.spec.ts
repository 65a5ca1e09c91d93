import type { Place } from '../../src/territory/place.js';
import { build, codes, reform } from './territory-builder.js';

const BEFORE = '2025-06-30';
const AFTER = '2025-07-01';

describe("a plan's own unit", () => {
  it('stays the root after its end, with all that its children became below it', () => {
    const { territory, at } = reform();
    const view = territory.view(AFTER, at('D'));
    expect(codes(view.subtree(at('D')))).toEqual(['D', 'L', 'N', 'va', 'R', 'S1', 'S2']);
    expect(codes(view.children(at('D')))).toEqual(['L', 'N', 'R', 'S1', 'S2']);
    expect(view.locate(at('D'))).toBe(at('D'));
    expect(view.locate(at('X'))).toBe(at('N'));
    expect(view.isBelow(at('Z'), at('D'))).toBe(false);
    expect(codes(view.children(at('P')))).toEqual(['D', 'Z']);
    expect(view.parent(at('D'))).toBe(at('P'));
  });

  it('is like everybody else before its end', () => {
    const { territory, at } = reform();
    expect(codes(territory.view(BEFORE, at('D')).subtree(at('D')))).toEqual(['D', 'A', 'va', 'B', 'L', 'R', 'S']);
    expect(territory.view(AFTER, at('E')).locate(at('D'))).toBe(at('P'));
  });

  it('does not follow its own successions', () => {
    const { territory, at } = build(
      [
        'P province -',
        'D district P ..2025-06-30',
        'T district P 2025-07-01..',
        'A commune D',
        'B commune D ..2025-06-30',
      ],
      ['D T 2025-07-01'],
    );
    const view = territory.view(AFTER, at('D'));
    expect(codes(view.subtree(at('D')))).toEqual(['D', 'A']);
    expect(view.locate(at('B'))).toBe(at('D'));
    expect(codes(territory.view(AFTER).subtree(at('T')))).toEqual(['T', 'A']);
  });

  it('keeps what later ends without a successor, and leaves a child below another where it is', () => {
    const { territory, at } = build(
      [
        'P province -',
        'D district P ..2025-06-30',
        'A commune D ..2025-06-30',
        'B commune D ..2025-06-30',
        'N commune P 2025-07-01..',
        'v village N 2025-07-01..2026-12-31',
        'O commune P 2025-07-01..2026-12-31',
      ],
      ['A N 2025-07-01', 'B v 2025-07-01', 'B O 2025-07-01'],
    );
    const first = territory.view(AFTER, at('D'));
    expect(codes(first.subtree(at('D')))).toEqual(['D', 'N', 'v', 'O']);
    expect(first.parent(at('v'))).toBe(at('N'));
    const later = territory.view('2027-01-01', at('D'));
    expect(codes(later.subtree(at('D')))).toEqual(['D', 'N']);
    expect(later.locate(at('O'))).toBe(at('D'));
    expect(later.locate(at('v'))).toBe(at('D'));
    expect(territory.view('2027-01-01').locate(at('O'))).toBe(at('P'));
  });

  it('takes in places that its children join later, and everybody there', () => {
    const { territory, at } = build(
      [
        'P province -',
        'D district P ..2025-06-30',
        'A commune D ..2025-06-30',
        'N commune P 2025-07-01..2027-12-31',
        'Z commune P ..2027-12-31',
        'M commune P 2028-01-01..',
      ],
      ['A N 2025-07-01', 'N M 2028-01-01', 'Z M 2028-01-01'],
    );
    expect(territory.view('2026-01-01', at('D')).isBelow(at('Z'), at('D'))).toBe(false);
    const view = territory.view('2028-01-01', at('D'));
    expect(codes(view.children(at('D')))).toEqual(['M']);
    expect(view.isBelow(view.locate(at('Z')) as Place, at('D'))).toBe(true);
  });

  it('does not hang from a place that its own children became', () => {
    const { territory, at } = build(
      ['P province -', 'D district P ..2025-06-30', 'A commune D ..2025-06-30'],
      ['A P 2025-07-01'],
    );
    const view = territory.view(AFTER, at('D'));
    expect(codes(view.subtree(at('D')))).toEqual(['D', 'P']);
    expect(view.parent(at('D'))).toBeUndefined();
  });
});

describe('the territory of rights', () => {
  const of = ({ territory, at }: ReturnType<typeof build>, code: string, day: string): string[] => {
    const ids = territory.territoryOf(at(code), day);
    return territory.places.filter((place) => ids.has(place.id)).map((place) => `${place.code} ${place.valid_from}`);
  };
  const short = (list: string[]): string[] => list.map((text) => text.replace(' 0001-01-01', ''));

  it('is the place and all that counts below it, ended or not', () => {
    expect(short(of(reform(), 'D', BEFORE))).toEqual(['A', 'B', 'D', 'L', 'R', 'S', 'k', 'va']);
    expect(of(reform(), 'P', AFTER)).toHaveLength(16);
  });

  it('follows an ended place to all its parts, and keeps what it covered', () => {
    expect(short(of(reform(), 'S', AFTER))).toEqual(['S', 'S1 2025-07-01', 'S2 2025-07-01']);
    expect(short(of(reform(), 'A', AFTER))).toEqual(['A', 'B', 'N 2025-07-01', 'X', 'k', 'va']);
  });

  it('follows the children of a place that ended without a successor', () => {
    expect(short(of(reform(), 'D', AFTER))).toEqual([
      'A', 'B', 'D', 'L', 'N 2025-07-01', 'R', 'R 2025-07-01', 'S', 'S1 2025-07-01', 'S2 2025-07-01', 'X', 'k', 'va',
    ]); // prettier-ignore
    expect(short(of(reform(), 'k', AFTER))).toEqual(['k']);
  });

  it('goes on through several reforms', () => {
    const built = build(
      ['P province -', 'A commune P ..2010-12-31', 'B commune P 2011-01-01..2019-12-31', 'w village B 2011-01-01..2019-12-31',
       'C commune P 2020-01-01..', 'w village C 2020-01-01..'],
      ['A B 2011-01-01', 'B C 2020-01-01', 'w w 2020-01-01'],
    ); // prettier-ignore
    expect(short(of(built, 'A', '2021-01-01'))).toEqual([
      'A',
      'B 2011-01-01',
      'C 2020-01-01',
      'w 2011-01-01',
      'w 2020-01-01',
    ]);
  });
});
