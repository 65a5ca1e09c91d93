import fc from 'fast-check';
import { nameInitials, reasonsOf, similarNames, strengthOf, type Traits } from '../../src/people/likeness.js';
import { sortName } from '../../src/people/sort-name.js';

const similar = (one: string, other: string): boolean => similarNames(sortName(one), sortName(other));
const traits = (more: Partial<Traits> = {}): Traits => ({
  ...{ id: 1, sort_name: sortName('Lò Văn Páo'), birth_year: 1990, unit_code: '03405' },
  ...{ phone: null, national_id_hash: null },
  ...more,
});

const LETTERS = [...'abcdeghiklmnopqrstuvxy'];
const letter = fc.constantFrom(...LETTERS);
const word = fc.array(letter, { minLength: 2, maxLength: 7 }).map((letters) => letters.join(''));
const name = fc.array(word, { minLength: 1, maxLength: 5 });

describe('similar names', () => {
  it.each([
    ['Lò Văn Páo', 'LO VAN PAO', 'no marks, other case'],
    ['Nguyễn Thị An', 'An Nguyễn Thị', 'another order'],
    ['Lò Văn Páo', 'Lò Văn Páu', 'one letter changed'],
    ['Lò Văn Páo', 'Lò Văn Pá', 'one letter left out'],
    ['Lò Văn Hoa', 'Lò Văn Hoan', 'one letter put in'],
    ['Lò Văn Páo', 'Lò V. Páo', 'one word abbreviated'],
    ['Lò Văn Páo', 'Páu Lo Van', 'another order and one letter'],
  ])('%s and %s: %s', (one, other) => expect(similar(one, other)).toBe(true));

  it.each([
    ['Lò Văn Páo', 'Lò Văn Sáo', 'another first letter'],
    ['Lò Văn Páo', 'Lò Vân Páu Mai', 'one word more'],
    ['Lò Văn Páo', 'Lô Vận Pảo Páo', 'a word twice'],
    ['Lò Văn Páo', 'Lò Văm Páu', 'two words that differ'],
    ['Lò Văn Páo', 'Lò Văn Pèng', 'two letters'],
    ['Lò Văn Hai 1', 'Lò Văn Hai 12', 'numbers'],
  ])('not %s and %s: %s', (one, other) => expect(similar(one, other)).toBe(false));

  it('are similar both ways, and have the same initials, by which they are looked up', () => {
    fc.assert(
      fc.property(name, name, (one, other) => {
        const [a, b] = [one.join(' '), other.join(' ')];
        expect(similarNames(a, b)).toBe(similarNames(b, a));
        if (similarNames(a, b)) expect(nameInitials(a)).toBe(nameInitials(b));
      }),
    );
  });

  it('stay similar in any order, with one letter behind the first changed, put in or left out', () => {
    const slip = fc.tuple(fc.nat(), fc.nat(), letter, fc.constantFrom('change', 'put in', 'leave out'));
    fc.assert(
      fc.property(name, slip, fc.nat(), (words, [which, where, put, kind], turn) => {
        const slipped = [...words];
        const at = which % words.length;
        const letters = [...(words[at] ?? '')];
        const place = 1 + (where % (letters.length - 1));
        if (kind === 'change') letters.splice(place, 1, put);
        else if (kind === 'put in') letters.splice(place, 0, put);
        else letters.splice(place, 1);
        slipped[at] = letters.join('');
        const turned = [...slipped.slice(turn % words.length), ...slipped.slice(0, turn % words.length)];
        expect(similarNames(words.join(' '), turned.join(' '))).toBe(true);
        expect(nameInitials(turned.join(' '))).toBe(nameInitials(words.join(' ')));
      }),
    );
  });

  it('are never similar where two words differ by more than a letter', () => {
    fc.assert(
      fc.property(name, word, word, (words, one, other) => {
        fc.pre(!words.includes(one) && !words.includes(other));
        expect(similarNames([...words, `${one}zz`, `${other}zz`].join(' '), [...words, one, other].join(' '))).toBe(
          false,
        );
      }),
    );
  });
});

describe('the signs of one person', () => {
  it('are the same ID, telephone, name and year, each only where both know it', () => {
    const known = { national_id_hash: 'h', phone: '+84912345678' };
    const away = { unit_code: '03394' };
    expect(reasonsOf(traits(known), traits({ ...known, ...away }))).toEqual(['national_id', 'phone', 'name_year']);
    expect(reasonsOf(traits(away), traits({ birth_year: 1991 }))).toEqual([]);
    expect(reasonsOf(traits({ ...away, birth_year: null }), traits({ birth_year: null }))).toEqual([]);
  });

  it('are a similar name at the same home, unless the years differ', () => {
    const pau = { sort_name: sortName('Lò Văn Páu') };
    expect(reasonsOf(traits(), traits(pau))).toEqual(['similar']);
    expect(reasonsOf(traits(), traits({ ...pau, birth_year: null }))).toEqual(['similar']);
    expect(reasonsOf(traits(), traits({ ...pau, birth_year: 1991 }))).toEqual([]);
    expect(reasonsOf(traits(), traits({ ...pau, unit_code: '03394' }))).toEqual([]);
  });

  it('are weighed: the ID outweighs each other one, name and year in one village outweigh a telephone', () => {
    expect(strengthOf(['national_id'])).toBeGreaterThan(strengthOf(['phone', 'similar']));
    expect(strengthOf(['similar', 'name_year'])).toBeGreaterThan(strengthOf(['phone']));
    expect(strengthOf(['phone'])).toBeGreaterThan(strengthOf(['similar']));
    expect(strengthOf(['similar'])).toBeGreaterThan(strengthOf(['name_year']));
  });
});
