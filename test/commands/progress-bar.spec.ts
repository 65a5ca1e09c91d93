import { ProgressBar } from '../../src/commands/progress-bar.js';

it('a bar says it on a terminal, and is silent elsewhere', () => {
  const told = (isTTY: boolean): string => {
    let text = '';
    const bar = new ProgressBar({ isTTY, write: (piece) => (text += piece) }, 'people', 'en');
    bar.show(1500, 0.25);
    bar.settling();
    bar.end();
    return text;
  };
  expect(told(true)).toContain(`people         ${'█'.repeat(8)}${'░'.repeat(22)}  25% 1,500`);
  expect(told(true)).toContain('100% counting the figures anew');
  expect(told(false)).toBe('');
});
