import fc from 'fast-check';
import { judgeState, type PackageState, readPackageState } from '../../src/packages/package-state.js';
import { packageStatus } from '../../src/packages/package-status.js';

const ONE = [{ id: 'a', is_asset: false }];
const TWO = [...ONE, { id: 'b', is_asset: false }];
const status = (standard: '1.2' | '2004', items: Record<string, unknown>, known = ONE) =>
  packageStatus({ standard, cmi: JSON.stringify({ current: 'a', items }) }, known);
const of12 = (core: object) => status('1.2', { a: { core } });
const of2004 = (cmi: object) => status('2004', { a: cmi });

describe('how a package went', () => {
  it.each([
    ['passed', true, true],
    ['completed', true, null],
    ['failed', false, false],
    ['incomplete', false, null],
    ['browsed', false, null],
    ['not attempted', false, null],
  ])('is one word in SCORM 1.2: %s', (lesson_status, completed, passed) => {
    expect(of12({ lesson_status })).toMatchObject({ completed, passed });
  });

  it.each([
    ['completed', 'passed', true, true],
    ['completed', 'failed', true, false],
    ['incomplete', 'passed', true, true],
    ['completed', 'unknown', true, null],
    ['incomplete', 'unknown', false, null],
  ])('are two in SCORM 2004: %s, %s', (completion_status, success_status, completed, passed) => {
    expect(of2004({ completion_status, success_status })).toMatchObject({ completed, passed });
  });

  it('has a score in hundredths of a per cent, rounded half up', () => {
    expect(of12({ score: { raw: '85' } }).score).toBe(8500);
    expect(of12({ score: { raw: '7', min: '0', max: '9' } }).score).toBe(7778);
    expect(of12({ score: { raw: '15', min: '10', max: '20' } }).score).toBe(5000);
    expect(of12({ score: { raw: '120' } }).score).toBeNull();
    expect(of2004({ score: { scaled: '0.85005', raw: '1' } }).score).toBe(8501);
    expect(of2004({ score: { scaled: '-0.5' } }).score).toBe(0);
    expect(of2004({ score: { scaled: '1.5' } }).score).toBeNull();
    expect(of2004({ score: { raw: '3', min: '0', max: '4' } }).score).toBe(7500);
    expect(of2004({ score: { raw: '3', min: '4', max: '4' } }).score).toBeNull();
    expect(of2004({}).score).toBeNull();
  });

  it('says where somebody stopped and how long it took', () => {
    const core = { lesson_location: 'trang-2', exit: 'suspend', total_time: '0001:02:03.45' };
    expect(of12(core)).toMatchObject({ location: 'trang-2', exit: 'suspend', seconds: 3723 });
    expect(of2004({ location: 'b', exit: 'normal', total_time: 'P1DT2H3M4.5S' })).toMatchObject({
      ...{ location: 'b', exit: 'normal', seconds: 93_784 },
    });
    expect(of2004({ total_time: 'P999999999Y' }).seconds).toBe(10_000_000);
    expect([of2004({ total_time: 'PT' }).seconds, of12({ total_time: 'long' }).seconds]).toEqual([0, 0]);
  });

  it('is completed and passed by all its items together, with the mean of their scores', () => {
    const passed = (raw: string) => ({ core: { lesson_status: 'passed', score: { raw }, total_time: '00:00:30' } });
    expect(status('1.2', { a: passed('80') }, TWO)).toMatchObject({ completed: false, passed: null, score: null });
    expect(status('1.2', { a: passed('80'), b: passed('91') }, TWO)).toMatchObject({
      ...{ completed: true, passed: true, score: 8550, seconds: 60 },
    });
    const read = { core: { lesson_status: 'completed' } };
    expect(status('1.2', { a: passed('80'), b: read }, TWO)).toMatchObject({ passed: true, score: 8000 });
    const failed = { core: { lesson_status: 'failed', score: { raw: '10' } } };
    expect(status('1.2', { a: passed('80'), b: failed }, TWO)).toMatchObject({ completed: false, passed: false });
    expect(status('1.2', { a: passed('80'), other: passed('0') }).score).toBe(8000);
  });

  it('counts a file that was opened as completed, and asks it for no score', () => {
    const known = [...ONE, { id: 'f', is_asset: true }];
    const sco = { completion_status: 'completed', success_status: 'passed', score: { scaled: '1' } };
    expect(status('2004', { a: sco }, known)).toMatchObject({ completed: false, passed: true, score: 10_000 });
    expect(status('2004', { a: sco, f: { completion_status: 'completed' } }, known).completed).toBe(true);
  });

  it('says nothing of junk, and never throws', () => {
    const nothing = { completed: false, passed: null, score: null, seconds: 0, location: '', exit: '' };
    for (const cmi of ['', '[]', 'null', '{"items":[]}', '{"items":{"a":3}}', '{"items":{"__proto__":{"core":{}}}}']) {
      for (const standard of ['1.2', '2004'] as const) expect(packageStatus({ standard, cmi }, ONE)).toEqual(nothing);
    }
    const words = fc.constantFrom(
      'core',
      'score',
      'raw',
      'scaled',
      'min',
      'max',
      'total_time',
      'exit',
      '__proto__',
      'items',
    );
    const value = fc.oneof(fc.jsonValue(), fc.double(), fc.constantFrom('passed', '1e999', '-0', 'NaN', 'PT1S', '99'));
    const level = (below: fc.Arbitrary<unknown>) => fc.dictionary(words, below);
    const model = fc.oneof(level(fc.oneof(value, level(fc.oneof(value, level(value))))), value);
    fc.assert(
      fc.property(fc.constantFrom('1.2' as const, '2004' as const), model, (standard, cmi) => {
        const found = status(standard, { a: cmi, b: cmi }, TWO);
        expect(found.score === null || (Number.isInteger(found.score) && found.score >= 0)).toBe(true);
        expect(found.score ?? 0).toBeLessThanOrEqual(10_000);
        expect(found.seconds >= 0 && Number.isInteger(found.seconds)).toBe(true);
        expect([found.location.length <= 1000, found.exit.length <= 1000]).toEqual([true, true]);
      }),
    );
  });
});

describe('a posted state', () => {
  const cmi = '{"current":"a","items":{"a":{}}}';
  const kept: PackageState = { standard: '1.2', cmi, serial: 5 };

  it('is read with its number', () => {
    expect(readPackageState('1.2', { serial: '5', cmi })).toEqual(kept);
    const large = `{"items":{"a":{"suspend_data":"${'ạ'.repeat(90_000)}"}}}`;
    for (const body of [{ cmi }, { serial: '0', cmi }, { serial: '1e3', cmi }, { serial: '1', cmi: '{}' }]) {
      expect(() => readPackageState('1.2', body)).toThrow('packages.state');
    }
    expect(() => readPackageState('1.2', { serial: '1', cmi: large })).toThrow('packages.state');
    expect(() => readPackageState('1.2', { serial: ['1'], cmi: [cmi] })).toThrow('packages.state');
  });

  it('takes the place of an older one only', () => {
    const judge = (serial: number, text = cmi) => judgeState(kept, { standard: '1.2', cmi: text, serial });
    expect([judge(6), judge(5), judge(4), judge(5, '{"items":{}}')]).toEqual(['taken', 'same', 'older', 'older']);
    expect(judgeState(null, kept)).toBe('taken');
  });
});
