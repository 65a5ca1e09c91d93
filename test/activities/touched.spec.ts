import type { OpenActivity } from '../../src/activities/open-activities.js';
import { type Marked, touched } from '../../src/activities/touched.js';

const marked = (id: number, ...people: number[]): Marked => ({ activity: { id } as OpenActivity, people });

describe('what is counted anew', () => {
  it('are those who were marked, where nothing else was touched', () => {
    const [two, one] = [marked(2, 7, 8), marked(1, 7)];
    expect(touched([two, one])).toEqual({ marked: [one, two] });
  });

  it('are whole activities where one of them was touched as a whole, each once and in order', () => {
    expect(touched([marked(9, 7), 3, marked(3, 8), marked(9, 9)])).toEqual({ whole: [3, 9] });
    expect(touched([5, 4])).toEqual({ whole: [4, 5] });
  });

  it('are whole activities where many people were marked', () => {
    const many = Array.from({ length: 21 }, (_, n) => n);
    expect(touched([marked(2, ...many)])).toEqual({ whole: [2] });
    expect(touched([marked(2, ...many.slice(1)), marked(1, ...many.slice(1))])).toHaveProperty('marked');
  });
});
