import { Fence } from '../../src/database/fence.js';

describe('how far a copy must be for somebody', () => {
  it('is as far as what they have written, of each domain the latest, and goes along to the next request', () => {
    const fence = new Fence('0-1-5,3-1-9', false);
    expect(fence.next).toBeUndefined();
    fence.note('0-1-12');
    expect(fence.next).toBe('0-1-12,3-1-9');
    expect(new Fence(fence.next, true)).toMatchObject({ allowsCopy: true, needs: '0-1-12,3-1-9' });
  });

  it('takes nothing else that a stranger may send', () => {
    for (const sent of ["0-1-5' OR 1", '0-1', '', 'x'.repeat(5000), '1-1-1,'.repeat(20)]) {
      expect(new Fence(sent, true).needs).toBeUndefined();
    }
  });

  it('asks no copy for who writes, has just written, or of whom it is not known what they wrote', () => {
    expect(new Fence(undefined, false).allowsCopy).toBe(false);
    const wrote = new Fence(undefined, true);
    wrote.note('0-1-1');
    expect(wrote.allowsCopy).toBe(false);
    const lost = new Fence('0-1-1', false);
    lost.note(undefined);
    lost.note('0-1-7');
    expect(new Fence(lost.next, true).allowsCopy).toBe(false);
  });
});
