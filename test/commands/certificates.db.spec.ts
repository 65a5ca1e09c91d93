import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from '../../src/certificates/certificate-code.js';
import { CredentialDesk } from '../../src/certificates/credential-desk.js';
import { CertificateSigner } from '../../src/certificates/certificate-signer.js';
import { SigningKeys } from '../../src/certificates/signing-keys.js';
import { unsigned } from '../certificates/printed.js';
import { World } from '../support/world.js';
import { lantoaHere } from './district.js';

const CODE = encode(7n);
let world: World;
let token: string;
beforeAll(async () => {
  world = await World.create();
  token = await world.get(CertificateSigner).sign(unsigned({}, { code: CODE }));
});
afterAll(() => world.close());

const run = (...words: string[]) => lantoaHere(world.settings, ['certificates', ...words]);
const kept = (text: string): string => {
  const file = join(world.settings.dataDir, 'keys.json');
  writeFileSync(file, text);
  return file;
};

describe('certificates verify', () => {
  it('prints what was signed, and that it is as of the day of issue', async () => {
    const { status, out, err } = await run('verify', `https://tamduong.example.vn/verify/${CODE}#${token}`);
    expect([status, err]).toEqual([0, '']);
    expect(out.split('\n')).toEqual([
      'Chữ ký đúng',
      'Người được cấp: Lò Thị Hồng Nhung',
      'Khóa tập huấn: Tập huấn kỹ năng chuyển đổi số cho cán bộ xã',
      'Thời gian: 10/06/2025 – 13/06/2025',
      'Số giờ: 16',
      'Số: TD-2025-00042',
      'Nơi cấp: Ủy ban nhân dân huyện Tam Đường',
      'Ngày cấp: 20/06/2025',
      `Mã kiểm tra: ${CODE.slice(0, 4)}-${CODE.slice(4, 9)}-${CODE.slice(9)}`,
      `Khóa ký: ${(await world.get(SigningKeys).current()).kid}`,
      expect.stringMatching(/^Nội dung trên đúng như lúc cấp, ngày 20\/06\/2025\. .* chỉ xem được tại địa chỉ/),
      '',
    ]);
  });

  it('refuses what is not signed by these keys', async () => {
    expect(await run('verify', 'Xin chào')).toMatchObject({
      status: 1,
      out: '',
      err: expect.stringContaining('Không đọc'),
    });
    const other = await run('verify', `https://x.vn/verify/${encode(8n)}#${token}`);
    expect(other).toMatchObject({ status: 1, out: '', err: expect.stringContaining('Chữ ký sai') });
    const none = await run('verify', token, '--keys', kept('{"keys":[]}'));
    expect(none).toMatchObject({ status: 1, out: '', err: expect.stringContaining('Không có khóa') });
  });

  it('works with a copy of the published keys', async () => {
    const printed = await run('keys', 'print');
    expect(printed).toMatchObject({ status: 0, err: '' });
    const set = await world.request().get('/.well-known/lan-toa-keys.json');
    expect(JSON.parse(printed.out)).toEqual(set.body);
    expect((await run('verify', token, '--keys', kept(printed.out))).status).toBe(0);
  });

  it('reads a credential too, as text or as the file that it was downloaded as', async () => {
    const jwt = await world.get(CredentialDesk).jwt({ ...unsigned({}, { code: CODE }), token });
    const { status, out, err } = await run('verify', jwt);
    expect([status, err]).toEqual([0, '']);
    expect(out.split('\n')).toEqual([
      'Chữ ký đúng',
      'Người được cấp: Lò Thị Hồng Nhung',
      'Khóa tập huấn: Tập huấn kỹ năng chuyển đổi số cho cán bộ xã',
      'Thời gian: 10/06/2025 – 13/06/2025',
      'Số: TD-2025-00042',
      'Nơi cấp: Ủy ban nhân dân huyện Tam Đường',
      'Ngày cấp: 20/06/2025',
      expect.stringMatching(/^Nội dung trên đúng như lúc cấp, ngày 20\/06\/2025\./),
      expect.stringMatching(/^https?:.*\/verify\//),
      '',
    ]);
    const file = join(world.settings.dataDir, 'credential.jwt');
    writeFileSync(file, `${jwt}\n`);
    expect(await run('verify', file)).toMatchObject({ status: 0, out });
    const child = await world.get(CredentialDesk).jwt({ ...unsigned({ is_child: true }, { code: CODE }), token });
    expect((await run('verify', child)).out).not.toContain('Người được cấp');
  });

  it('warns of a credential whose key leaked later', async () => {
    const jwt = await world.get(CredentialDesk).jwt({ ...unsigned({}, { code: CODE }), token });
    const { keys } = JSON.parse((await run('keys', 'print')).out) as { keys: object[] };
    const leaked = { keys: keys.map((key) => ({ ...key, revoked_from: '2025-09-01' })) };
    const answer = await run('verify', jwt, '--keys', kept(JSON.stringify(leaked)));
    expect(answer.status).toBe(0);
    expect(answer.out).toContain('01/09/2025');
    const before = { keys: keys.map((key) => ({ ...key, revoked_from: '2025-06-20' })) };
    expect((await run('verify', jwt, '--keys', kept(JSON.stringify(before)))).status).toBe(1);
  });

  it('refuses a credential that is changed, of other keys, or no whole one', async () => {
    const jwt = await world.get(CredentialDesk).jwt({ ...unsigned({}, { code: CODE }), token });
    const [head = '', body = '', signature = ''] = jwt.split('.');
    const changed = Buffer.from(Buffer.from(body, 'base64url').toString().replace('Nhung', 'Nhụng')).toString(
      'base64url',
    );
    const forged = await run('verify', [head, changed, signature].join('.'));
    expect(forged).toMatchObject({ status: 1, out: '', err: expect.stringContaining('Chữ ký sai') });
    expect((await run('verify', 'a.b.c')).err).toContain('Đây không phải toàn bộ một chứng nhận số');
    const none = await run('verify', jwt, '--keys', kept('{"keys":[]}'));
    expect(none).toMatchObject({ status: 1, err: expect.stringContaining('không có khóa ghi trong chứng nhận số') });
    expect(await run('verify', '/nowhere.jwt')).toMatchObject({ status: 2, err: expect.stringContaining('/nowhere') });
  });

  it('is used wrongly without a text, with another word, or with a file that holds no keys', async () => {
    expect((await run('verify')).status).toBe(2);
    expect((await run()).err).toContain('lantoa certificates verify TEXT|FILE.jwt [--keys FILE]');
    expect(await run('verify', token, '--keys', '/nowhere')).toMatchObject({
      status: 2,
      err: expect.stringContaining('/nowhere'),
    });
    expect((await run('verify', token, '--keys', kept('[]'))).status).toBe(2);
  });
});

describe('certificates keys', () => {
  it('changes the key, and declares one leaked', async () => {
    const first = (await world.get(SigningKeys).current()).kid;
    const rotated = await run('keys', 'rotate');
    expect(rotated).toMatchObject({ status: 0, out: `${(await world.get(SigningKeys).current()).kid}\n` });
    expect((await run('verify', token)).status).toBe(0);
    const leak = ['keys', 'revoke', '--kid', first, '--from', '2025-06-20', '--reason', 'Máy tính bị mất'];
    expect(await run(...leak)).toMatchObject({ status: 0, err: '' });
    expect(await run('verify', token)).toMatchObject({ status: 1, err: expect.stringContaining('Khóa ký bị lộ') });
    expect((await run(...leak)).status).toBe(1);
    expect((await run('keys', 'revoke', '--kid', first)).status).toBe(2);
    expect((await run('keys', 'burn')).status).toBe(2);
  });
});
