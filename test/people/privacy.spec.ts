import fc from 'fast-check';
import { initials, isUnderAge, personRights, shownName, type NamedPerson } from '../../src/people/privacy.js';

const TODAY = '2026-11-23';
const trainer = personRights({ role: 'trainer' });
const organizer = personRights({ role: 'organizer' });

const mai = (more: Partial<NamedPerson> = {}): NamedPerson => ({
  id: 1,
  full_name: 'Vàng Thị Mai',
  birth_date: null,
  birth_year: null,
  consent_on: null,
  ...more,
});

describe('who is a child', () => {
  it('is under 16 on the day, to the day', () => {
    expect(isUnderAge({ birth_date: '2010-11-23', birth_year: 2010 }, TODAY)).toBe(false);
    expect(isUnderAge({ birth_date: '2010-11-24', birth_year: 2010 }, TODAY)).toBe(true);
  });

  it('may be, where only the year is known', () => {
    expect(isUnderAge({ birth_date: null, birth_year: 2010 }, TODAY)).toBe(true);
    expect(isUnderAge({ birth_date: null, birth_year: 2009 }, TODAY)).toBe(false);
  });

  it('is not said where nothing is known', () => {
    expect(isUnderAge({ birth_date: null, birth_year: null }, TODAY)).toBeUndefined();
  });
});

describe('the name of a child', () => {
  it('is shown as initials without a recorded consent', () => {
    expect(shownName(mai({ birth_year: 2015 }), trainer, false, TODAY)).toBe('V. T. M.');
  });

  it('is shown to those with the permission', () => {
    expect(shownName(mai({ birth_year: 2015 }), organizer, false, TODAY)).toBe('Vàng Thị Mai');
  });

  it('is shown once somebody consented', () => {
    expect(shownName(mai({ birth_year: 2015, consent_on: '2026-01-05' }), trainer, false, TODAY)).toBe('Vàng Thị Mai');
  });

  it('is kept back on a roster of children where no birth is known', () => {
    expect(shownName(mai(), trainer, true, TODAY)).toBe('V. T. M.');
    expect(shownName(mai(), trainer, false, TODAY)).toBe('Vàng Thị Mai');
  });

  it('is an adult’s again on the sixteenth birthday, also on an old roster of children', () => {
    expect(shownName(mai({ birth_date: '2010-11-23' }), trainer, true, TODAY)).toBe('Vàng Thị Mai');
  });
});

describe('initials', () => {
  it('keep the letters of Vietnamese', () => {
    expect(initials('nguyễn văn an')).toBe('N. V. A.');
    expect(initials('Đặng Ửng')).toBe('Đ. Ử.');
    expect(initials('Ma-ri-a Ế'.normalize('NFD'))).toBe('M. R. A. Ế.');
  });

  it('never hold more than one letter of a word', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        for (const part of initials(text).split(' ')) expect([...part].length).toBeLessThanOrEqual(4);
      }),
    );
  });
});

describe('what else is seen', () => {
  it('follows the permissions; the command line sees everything', () => {
    expect(personRights({ role: 'viewer' })).toEqual({ childName: false, contact: false, ethnicity: false });
    expect(personRights({ role: 'administrator' })).toEqual({ childName: true, contact: true, ethnicity: true });
    expect(personRights(null)).toEqual({ childName: true, contact: true, ethnicity: true });
  });
});
