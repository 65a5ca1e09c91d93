import { generateSync } from 'otplib';
import { enrolmentUri, newTotpSecret, qrPath, stepOfCode } from '../../src/accounts/totp.js';

describe('codes of the authenticator application', () => {
  const secret = newTotpSecret();
  const at = new Date(1_700_000_010_000);
  const step = Math.floor(1_700_000_010 / 30);
  const code = (steps: number): string => generateSync({ secret, epoch: (step + steps) * 30 });

  it('are taken one step before and after, and say which step they are of', () => {
    expect([-2, -1, 0, 1, 2].map((steps) => stepOfCode(secret, code(steps), at))).toEqual([
      null,
      step - 1,
      step,
      step + 1,
      null,
    ]);
    expect(stepOfCode(secret, '', at)).toBeNull();
  });

  it('come from a secret of 160 bits', () => expect(secret).toMatch(/^[A-Z2-7]{32}$/));

  it('are set up by a picture with white around it', async () => {
    const { size, path } = await qrPath(enrolmentUri(secret, 'a@example.vn'));
    expect(size).toBeGreaterThan(40);
    expect(path).toMatch(/^(M\d+ \d+h1v1h-1z)+$/);
    expect(path.startsWith('M4 4h1')).toBe(true);
    expect(enrolmentUri(secret, 'a@example.vn')).toContain(`secret=${secret}`);
  });
});
