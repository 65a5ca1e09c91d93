import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CertificateSigner } from '../../src/certificates/certificate-signer.js';
import { Hall } from '../certificates/hall.js';
import { unsigned } from '../certificates/printed.js';
import { lantoaHere } from './district.js';

let hall: Hall;
beforeEach(async () => {
  hall = await Hall.create();
});
afterEach(() => hall.close());

const run = (...words: string[]) => lantoaHere(hall.field.world.settings, ['certificates', ...words]);
const folder = (): string => hall.field.world.settings.dataDir;

describe('certificates issue', () => {
  it('issues to all who are entitled, and says how many are new', async () => {
    expect(await run('issue', '--activity', 'T')).toMatchObject({ status: 0, out: 'new: 3, issued before: 0\n' });
    expect(await run('issue', '--activity', 'T')).toEqual({ status: 0, out: 'new: 0, issued before: 3\n', err: '' });
  });

  it('says before what it would do, and does nothing', async () => {
    const preview = 'new: 2, issued before: 0\nnot entitled: 1, name cannot be printed: 1\n';
    await hall.field.good('people', 'ref,full_name,unit\nan,Lò Văn 安,C');
    expect(await run('issue', '--activity', 'T', '--preview')).toEqual({ status: 0, out: preview, err: '' });
    expect(await hall.count('certificates')).toBe(0);
    await run('issue', '--activity', 'T');
    expect((await run('issue', '--activity', 'T', '--preview')).out).toMatch(/^new: 0, issued before: 2\n/);
    expect((await run('issue', '--activity', 'V', '--preview')).status).toBe(1);
  });

  it('warns where the codes would lead to this machine only', async () => {
    expect((await run('issue', '--activity', 'T')).err).toContain('PUBLIC_URL');
  });

  it('refuses what is no training or is not there, and says how it is written', async () => {
    expect(await run('issue', '--activity', 'V')).toMatchObject({
      status: 1,
      out: '',
      err: expect.stringContaining('tập huấn'),
    });
    expect((await run('issue', '--activity', 'none')).status).toBe(1);
    expect(await run('issue')).toMatchObject({
      status: 2,
      err: expect.stringContaining('certificates issue --activity'),
    });
  });
});

describe('certificates pdf', () => {
  it('writes one document of all, for its owner alone', async () => {
    await run('issue', '--activity', 'T');
    const out = join(folder(), 'all.pdf');
    expect(await run('pdf', '--activity', 'T', '--out', out)).toEqual({ status: 0, out: '3\n', err: '' });
    const pdf = readFileSync(out);
    expect(pdf.subarray(0, 8).toString()).toBe('%PDF-1.7');
    expect(pdf.subarray(-6).toString().trim()).toBe('%%EOF');
    expect(statSync(out).mode & 0o777).toBe(0o600);
  });

  it('leaves nothing where there is nothing to print, or no place for it', async () => {
    const out = join(folder(), 'none.pdf');
    expect(await run('pdf', '--activity', 'T', '--out', out)).toMatchObject({ status: 1, out: '' });
    expect(existsSync(out)).toBe(false);
    await run('issue', '--activity', 'T');
    expect((await run('pdf', '--activity', 'T', '--out', join(folder(), 'nowhere', 'x.pdf'))).status).not.toBe(0);
    expect(readdirSync(folder()).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});

describe('certificates verify', () => {
  it('says by the clock of this machine that a certificate has expired', async () => {
    const signer = hall.field.world.get(CertificateSigner);
    const token = await signer.sign(unsigned({ valid_until: '2025-06-30' }));
    expect((await run('verify', token)).out).toContain('đã hết hạn');
    const later = await signer.sign(unsigned({ valid_until: '2999-06-30' }));
    expect((await run('verify', later)).out).not.toContain('đã hết hạn');
  });
});
