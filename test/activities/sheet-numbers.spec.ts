import fc from 'fast-check';
import type { OnRoster } from '../../src/activities/activity-records.js';
import { blankNumbers, numberRoster } from '../../src/activities/sheet-numbering.js';
import { numbersByWord } from '../../src/activities/sheet-words.js';
import { numbersText, readNumbers } from '../../src/activities/sheet-numbers.js';

describe('the numbers of a paper sheet, as they are typed', () => {
  it.each([
    ['1-4, 7, 10', [1, 2, 3, 4, 7, 10]],
    ['1 - 3 ; 5', [1, 2, 3, 5]],
    ['1–3 và 5', [1, 2, 3, 5]],
    ['1—2\n4\r\n6', [1, 2, 4, 6]],
    ['1 đến 3, 5 and 6 & 8', [1, 2, 3, 5, 6, 8]],
    ['１－３，５', [1, 2, 3, 5]],
    ['3 2\t1', [1, 2, 3]],
    [' 9, 12. ', [9, 12]],
    ['7~8', [7, 8]],
    ['', []],
  ])('%j are %j', (typed, numbers) => {
    expect(readNumbers(typed)).toEqual({ numbers, twice: [], unreadable: [], backwards: [] });
  });

  it('are read with a decomposed "và" like with a composed one', () => {
    expect(readNumbers('1 và 2'.normalize('NFD')).numbers).toEqual([1, 2]);
  });

  it('name the pieces that cannot be read, and read the others', () => {
    expect(readNumbers('1, x, 2--3, 0, 12345, 4-5-6, 8')).toEqual({
      ...{ numbers: [1, 8], twice: [], backwards: [] },
      unreadable: ['x', '2--3', '0', '12345', '4-5-6'],
    });
    expect(readNumbers('8-3, 4').backwards).toEqual(['8-3']);
  });

  it('tell which were typed twice', () => {
    expect(readNumbers('1-5, 3, 5, 9, 9')).toMatchObject({ numbers: [1, 2, 3, 4, 5, 9], twice: [3, 5, 9] });
  });

  it('are the same however they are written', () => {
    const number = fc.integer({ min: 1, max: 999 });
    const between = fc.constantFrom(', ', ';', ' ', '\n', ' và ', ' and ', '、');
    fc.assert(
      fc.property(fc.uniqueArray(number, { minLength: 1 }), between, (numbers, sign) => {
        const wanted = [...numbers].sort((a, b) => a - b);
        expect(readNumbers(numbers.join(sign)).numbers).toEqual(wanted);
        const wide = numbers.join(sign).replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
        expect(readNumbers(wide).numbers).toEqual(wanted);
        expect(readNumbers(numbersText(wanted))).toEqual({ numbers: wanted, twice: [], unreadable: [], backwards: [] });
      }),
    );
  });

  it('never throw and never give anything but numbers of a sheet', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom('1', '9', '0', '-', ',', 'v', 'à', ' ') }),
    );
    fc.assert(
      fc.property(text, (typed) => {
        const { numbers } = readNumbers(typed);
        expect(numbers.every((each) => Number.isInteger(each) && each > 0 && each < 10_000)).toBe(true);
        expect(new Set(numbers).size).toBe(numbers.length);
      }),
    );
  });
});

describe('the words of a paper sheet', () => {
  it.each([
    ['1-24, 27, 30 present', { present: '1-24, 27, 30' }],
    ['1-24, 27, 30 Có Mặt', { present: '1-24, 27, 30' }],
    ['1-24 có mặt, 27 muộn và 30 vắng', { present: '1-24', late: '27', absent: '30' }],
    ['1-24; 27 đến muộn; 30 có phép\n31, 32 vắng', { present: '1-24', late: '27', excused: '30', absent: '31-32' }],
    ['1-4\r\n7 LATE\r\n8 excused', { present: '1-4', late: '7', excused: '8' }],
    ['1 đến 4, 6 vắng không phép', { absent: '1-4, 6' }],
    ['5 vắng có phép', { excused: '5' }],
    ['5 có mặt, 6', { present: '5-6' }],
    ['5 có mặt; 6; 7 có mặt'.normalize('NFD'), { present: '5-7' }],
  ])('%j mean %j', (typed, meant) => {
    const { texts, unreadable } = numbersByWord(typed, 'present');
    expect(unreadable).toEqual([]);
    const read = (text: string): string => numbersText(readNumbers(text).numbers).replaceAll('–', '-');
    const said = [...texts].map(([status, text]) => [status, read(text)]).filter(([, numbers]) => numbers !== '');
    expect(Object.fromEntries(said)).toEqual(meant);
    for (const text of texts.values()) expect(readNumbers(text).unreadable).toEqual([]);
  });

  it('belong to the numbers before them, and are part of no other word', () => {
    for (const typed of ['vắng 30', '1-24, vắng 30', '1-24 vắng 30', '1-24 có mặt, vắng', '24; vắng']) {
      expect(numbersByWord(typed, 'present').unreadable).toEqual(['vắng']);
    }
    const [[, text] = []] = numbersByWord('3 presently', 'present').texts;
    expect(readNumbers(text ?? '').unreadable).toEqual(['presently']);
  });
});

const person = (id: number): OnRoster => ({ person_id: id, participation_id: 1000 - id }) as OnRoster;
const said = (numbered: ReturnType<typeof numberRoster>): string[] =>
  numbered.map(({ number, person: { person_id }, printed }) => `${number} ${person_id}${printed ? ' printed' : ''}`);

describe('the numbers of a roster', () => {
  const people = [person(5), person(3), person(9)];

  it('are those of the order of names while nothing is printed', () => {
    expect(said(numberRoster(people, null))).toEqual(['1 5', '2 3', '3 9']);
  });

  it('stay as on the paper; who was added gets the next ones in the order of coming', () => {
    const paper = [
      { number: 1, person_id: 3 },
      { number: 2, person_id: 77 },
    ];
    // Of the two added ones, 9 came before 5.
    expect(said(numberRoster(people, paper))).toEqual(['1 3 printed', '3 9', '4 5']);
    expect(blankNumbers(paper)).toEqual([3, 4, 5, 6]);
  });

  it('are one for two records that were merged, the lower', () => {
    const paper = [1, 4].map((number) => ({ number, person_id: 3 }));
    expect(said(numberRoster([person(3)], paper))).toEqual(['1 3 printed']);
  });

  it('begin at one on a paper that nobody stood on', () => {
    expect(said(numberRoster(people, []))).toEqual(['1 9', '2 5', '3 3']);
  });

  it('never change by what happens to the roster after printing', () => {
    const ids = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(ids, ids, (before, after) => {
        const paper = numberRoster(before.map(person), null).map((each) => ({
          ...{ number: each.number, person_id: each.person.person_id },
        }));
        const now = numberRoster(after.map(person), paper);
        expect(new Set(now.map(({ number }) => number)).size).toBe(after.length);
        for (const {
          number,
          person: { person_id },
        } of now) {
          const old = paper.find((line) => line.person_id === person_id);
          if (old) expect(number).toBe(old.number);
          else expect(number).toBeGreaterThan(paper.length);
        }
      }),
    );
  });
});
