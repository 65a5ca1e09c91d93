import { LAST_DAY, type Place, type Succession } from '../../src/territory/place.js';
import { Territory } from '../../src/territory/tree.js';
import { build, codes, reform } from './territory-builder.js';

const BEFORE = '2025-06-30';
const AFTER = '2025-07-01';

describe('places and their codes', () => {
  it('tells places of a reused code apart by their days, both included', () => {
    const { territory } = reform();
    expect(territory.placesOfCode('R').map((place) => place.valid_from)).toEqual(['0001-01-01', AFTER]);
    expect(territory.placeAt('R', BEFORE)?.valid_to).toBe(BEFORE);
    expect(territory.placeAt('R', AFTER)?.valid_from).toBe(AFTER);
    expect(territory.placeAt('A', AFTER)).toBeUndefined();
    expect(territory.placeById(1)?.code).toBe('P');
    expect(territory.placesOfCode('nowhere')).toEqual([]);
  });

  it('takes as parent the place that had the code on the first day', () => {
    const { territory, at } = build([
      'D district - ..2010-12-31',
      'D district - 2011-01-01..',
      'old commune D',
      'mid commune D 2005-01-01..',
      'new commune D 2012-01-01..',
      'lost commune D2 2012-01-01..',
      'self commune self',
    ]);
    expect(territory.parentOf(at('old'))).toBe(at('D', '2010-01-01'));
    expect(territory.parentOf(at('mid'))).toBe(at('D', '2010-01-01'));
    expect(territory.parentOf(at('new'))).toBe(at('D', '2012-01-01'));
    expect(territory.parentOf(at('lost'))).toBeUndefined();
    expect(territory.parentOf(at('self'))).toBeUndefined();
    expect(territory.parentOf(at('D'))).toBeUndefined();
  });

  it('takes the first place that had the code where the child has no first day', () => {
    const { territory, at } = build(['D district - 2000-01-01..', 'A commune D']);
    expect(territory.parentOf(at('A'))).toBe(at('D'));
  });
});

describe('successions', () => {
  it('follow an ended place to all its parts, the marked one being the main', () => {
    const { territory, at } = reform();
    expect(codes(territory.successorsOf(at('S')))).toEqual(['S1', 'S2']);
    expect(territory.mainSuccessorOf(at('S'))?.code).toBe('S2');
    expect(codes(territory.predecessorsInto(at('N')))).toEqual(['A', 'B', 'X']);
    expect(codes(territory.placesJoined(at('S1')))).toEqual([]);
    expect(codes(territory.placesJoined(at('S2')))).toEqual(['S']);
  });

  it('take the first of the file where no part is marked', () => {
    const { territory, at } = build(
      ['S commune - ..2025-06-30', 'Z commune - 2025-07-01..', 'Y commune - 2025-07-01..'],
      ['S Z 2025-07-01', 'S Y 2025-07-01'],
    );
    expect(territory.mainSuccessorOf(at('S'))?.code).toBe('Z');
  });

  it('leave a place alone that lives on after giving land away, or gave some away before its end', () => {
    const { territory, at } = build(
      ['L commune -', 'M commune - ..2026-12-31', 'N commune - 2025-07-01..'],
      ['L N 2025-07-01', 'M N 2025-07-01'],
    );
    const view = territory.view('2027-06-01');
    expect(territory.successorsOf(at('L'))).toEqual([]);
    expect(view.locate(at('L'))).toBe(at('L'));
    expect(view.locate(at('M'))).toBeUndefined();
    expect(codes(territory.predecessorsInto(at('N')))).toEqual(['L', 'M']);
    expect(territory.beganWithPredecessors(at('N'))).toBe(true);
    expect(territory.placesJoined(at('N'))).toEqual([]);
  });
});

describe('the tree on a day', () => {
  it('is the old one before the change', () => {
    const { territory, at } = reform();
    const view = territory.view(BEFORE);
    expect(codes(view.subtree(at('P')))).toEqual(['P', 'D', 'A', 'va', 'B', 'L', 'R', 'S', 'E', 'X', 'Z']);
    expect(view.locate(at('A'))).toBe(at('A'));
  });

  it('is the new one from the day of the change on', () => {
    const { territory, at } = reform();
    const view = territory.view(AFTER);
    expect(codes(view.subtree(at('P')))).toEqual(['P', 'L', 'N', 'va', 'R', 'S1', 'S2', 'Z']);
    expect(view.locate(at('A'))).toBe(at('N'));
    expect(view.locate(at('R'))).toBe(at('R', AFTER));
    expect(view.locate(at('S'))).toBe(at('S2'));
    expect(view.locate(at('D'))).toBe(at('P'));
  });

  it('hangs a child where its parent went, and counts an ended place without successor at its parent', () => {
    const { territory, at } = reform();
    const view = territory.view(AFTER);
    expect(view.parent(at('va'))).toBe(at('N'));
    expect(view.parent(at('L'))).toBe(at('P'));
    expect(view.locate(at('k'))).toBe(at('va'));
    expect(codes(view.ancestors(at('va')))).toEqual(['N', 'P']);
    expect(codes(view.children(at('N')))).toEqual(['va']);
  });

  it('knows what lies below', () => {
    const { territory, at } = reform();
    const view = territory.view(AFTER);
    expect(view.isBelow(at('va'), at('N'))).toBe(true);
    expect(view.isBelow(at('N'), at('N'))).toBe(true);
    expect(view.isBelow(at('N'), at('va'))).toBe(false);
    expect(view.isBelow(at('A'), at('P'))).toBe(false);
    expect(view.subtree(at('A'))).toEqual([]);
  });

  it('follows several changes step by step', () => {
    const { territory, at } = build(
      [
        'P province -',
        'A commune P ..2010-12-31',
        'B commune P 2011-01-01..2019-12-31',
        'C commune P 2020-01-01..2024-12-31',
      ],
      ['A B 2011-01-01', 'B C 2020-01-01'],
    );
    expect(territory.view('2015-01-01').locate(at('A'))).toBe(at('B'));
    expect(territory.view('2024-12-31').locate(at('A'))).toBe(at('C'));
    expect(territory.view('2025-01-01').locate(at('A'))).toBe(at('P'));
  });

  it('hangs a child from the grandparent where its parent ended in the child itself', () => {
    const { territory, at } = build(
      ['P province -', 'D district P ..2025-06-30', 'A commune D', 'B commune D'],
      ['D A 2025-07-01'],
    );
    const view = territory.view(AFTER);
    expect(view.parent(at('A'))).toBe(at('P'));
    expect(view.parent(at('B'))).toBe(at('A'));
  });

  it('counts a place that has not begun at its parent', () => {
    const { territory, at } = reform();
    expect(territory.view(BEFORE).locate(at('N'))).toBe(at('P'));
  });

  it('is worked out once per date and own unit', () => {
    const { territory, at } = reform();
    expect(territory.view(AFTER)).toBe(territory.view(AFTER));
    expect(territory.view(AFTER, at('D'))).toBe(territory.view(AFTER, at('D')));
    expect(territory.view(AFTER, at('D'))).not.toBe(territory.view(AFTER));
    expect(territory.view(AFTER).epoch).toBe(territory.view('2030-01-01').epoch);
    expect(territory.view(AFTER).epoch).not.toBe(territory.view(BEFORE).epoch);
  });

  it('orders brothers and sisters by code, then first day', () => {
    const { territory, at } = build(['P province -', 'b commune P', 'a commune P', 'B commune P']);
    expect(codes(territory.view(AFTER).children(at('P')))).toEqual(['B', 'a', 'b']);
  });
});

describe('bad data', () => {
  const place = (id: number, parent: string, to = LAST_DAY): Place => ({
    id, code: `c${id}`, name: '', level: 'commune', parent_code: parent, valid_from: '0001-01-01', valid_to: to,
  }); // prettier-ignore
  const link = (from: number, to: number): Succession => ({
    id: from, predecessor_id: from, successor_id: to, date: AFTER, main: false, position: from,
  }); // prettier-ignore

  it('with parents in a circle belongs to no tree, and ends', () => {
    const territory = new Territory([place(1, 'c2'), place(2, 'c3'), place(3, 'c2'), place(4, 'c4')], []);
    const view = territory.view(AFTER);
    const [one, two] = territory.places as [Place, Place];
    expect(codes(view.ancestors(one))).toEqual(['c2', 'c3']);
    expect(view.subtree(two)).toEqual([]);
    expect(view.positionOf(1)).toBe(-1);
    expect(territory.territoryOf(two, AFTER)).toEqual(new Set([2]));
  });

  it('with successions in a circle leads nowhere, and ends', () => {
    const territory = new Territory([place(1, '', BEFORE), place(2, '', BEFORE)], [link(1, 2), link(2, 1), link(1, 9)]);
    const view = territory.view(AFTER);
    expect(territory.places.map((p) => view.locate(p))).toEqual([undefined, undefined]);
    expect(territory.territoryOf(territory.places[0] as Place, AFTER)).toEqual(new Set([1, 2]));
  });
});
