import { FigureWords } from '../../src/plans/figure-words.js';
import { byName, kindsOf, nameInSentence, shortName, wholeOf } from '../../src/plans/place-words.js';
import type { Level, Place } from '../../src/territory/place.js';

const vi = new FigureWords('vi', []);
const en = new FigureWords('en', []);
const place = (name: string, level: Level = 'commune'): Place => ({ name, level }) as Place;
const communes = ['Xã Đồng Tâm', 'Thị trấn Tam Đường', 'Xã Bản Bo', 'Xã Ánh Sao', 'Phường Ba Đình'].map((name) =>
  place(name),
);

describe('names of places', () => {
  it('stand bare in a list, the unusual kind after the name, in Vietnamese order', () => {
    expect(byName(communes).map(shortName)).toEqual([
      'Ánh Sao',
      'Ba Đình (phường)',
      'Bản Bo',
      'Đồng Tâm',
      'Tam Đường (thị trấn)',
    ]);
  });

  it('are left alone where the kind may be a part of the name', () => {
    expect(shortName(place('Bản Bo'))).toBe('Bản Bo');
    expect(shortName(place('Bản Noong Bỏ', 'village'))).toBe('Bản Noong Bỏ');
    expect(shortName(place('Xãm', 'commune'))).toBe('Xãm');
    expect(shortName(place('Xã Lùng', 'village'))).toBe('Xã Lùng');
  });

  it('begin small inside a Vietnamese sentence', () => {
    expect(nameInSentence(vi, place('Huyện Tam Đường', 'district'))).toBe('huyện Tam Đường');
    expect(nameInSentence(en, place('Huyện Tam Đường', 'district'))).toBe('Huyện Tam Đường');
    expect(nameInSentence(vi, place('Bản Bo'))).toBe('Bản Bo');
  });

  it('say together what they are', () => {
    expect(kindsOf(vi, communes)).toBe('xã, phường, thị trấn');
    expect(kindsOf(en, communes.slice(0, 2))).toBe('communes and townships');
    expect(kindsOf(vi, [place('Bản Tả', 'village')])).toBe('thôn, bản');
    expect(wholeOf(vi, place('Huyện Tam Đường', 'district'))).toBe('Toàn huyện');
  });
});
