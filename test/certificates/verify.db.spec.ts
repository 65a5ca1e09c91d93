import { setTimeout as sleep } from 'node:timers/promises';
import { Throttles } from '../../src/accounts/throttles.js';
import { CertificateActs } from '../../src/certificates/certificate-acts.js';
import { encode, spaced } from '../../src/certificates/certificate-code.js';
import { setClock } from '../../src/config/clock.js';
import { Consent } from '../../src/people/consents.entities.js';
import { Hall } from './hall.js';

let hall: Hall;
beforeEach(async () => {
  setClock(() => new Date('2025-06-20T03:00:00Z'));
  hall = await Hall.create();
  await hall.issue();
});
afterEach(async () => {
  setClock();
  await hall.close();
});

const check = (code: string) => hall.field.world.request().get(`/verify/${code}`);
const consent = (more: Partial<Consent>): Promise<void> =>
  hall.field.world.database.transaction(async () => {
    const person_id = await hall.field.id('people', 'ref', 'cuc');
    await hall.field.world.database.insert(Consent, [
      {
        ...{ person_id, representative: 'Sùng A Páo', relation: 'father', way: 'paper', form_key: `k${Math.random()}` },
        ...{ given_on: '2025-01-02', participation: 1, photograph: 0, certificate: 1, own_on: '2025-01-02' },
        ...{ recorded_at: '2025-01-02T00:00:00.000Z', ...more },
      },
    ]);
  });

describe('checking a certificate', () => {
  it('shows the frozen facts of a valid one to anybody, in both languages', async () => {
    const { code } = await hall.of('an');
    await hall.field.good('people', 'ref,full_name,unit\nan,Lò Văn Khác,N');
    const { text, headers } = await check(spaced(code)).expect(200);
    for (const said of ['Giấy chứng nhận còn giá trị', 'The certificate is valid', 'Lò Văn An', 'P-2025-00001']) {
      expect(text).toContain(said);
    }
    expect(text).not.toContain('Lò Văn Khác');
    expect(text).not.toContain('1985');
    expect(text).toContain('name="robots" content="noindex');
    expect(headers['cache-control']).toBe('no-store');
  });

  it('reads a code however it is typed, and the address of a QR code', async () => {
    const { code } = await hall.of('an');
    const sloppy = spaced(code).toLowerCase().replaceAll('0', 'o').replaceAll('1', 'i');
    await check(sloppy).expect(200);
    await check(code).expect(200);
    await hall.field.world
      .request()
      .get(`/verify?code=${encodeURIComponent(` ${sloppy} `)}`)
      .expect(303)
      .expect('Location', `/verify/${spaced(code)}`);
    expect((await hall.field.world.request().get('/verify').expect(200)).text).toContain('Mã kiểm tra');
  });

  it('tells revoked from superseded, and both from a code that there is not', async () => {
    const acts = hall.field.world.get(CertificateActs);
    const old = await hall.of('an');
    await acts.revoke((await hall.of('binh')).id, { reason: 'not_there', note: 'Ghi chú của phòng' });
    await hall.field.good('people', 'ref,full_name,unit\nan,Lò Văn Ân,C');
    await acts.replace(old.id, { reason: 'name', note: null });
    const revoked = await check((await hall.of('binh')).code).expect(200);
    expect(revoked.text).toContain(
      'Giấy này được cấp thật, nhưng bị thu hồi ngày 20/06/2025. Lý do: ghi nhầm người không dự lớp.',
    );
    expect(revoked.text).not.toContain('Ghi chú của phòng');
    const superseded = await check(old.code).expect(200);
    expect(superseded.text).toContain('đã thay bằng giấy số P-2025-00004');
    expect(superseded.text).toContain(`/verify/${spaced((await hall.of('an')).code)}`);
    expect(superseded.text).toContain('Lò Văn An');
    expect(superseded.text).not.toContain('Lò Văn Ân');
    const unknown = await check(encode(12345n)).expect(404);
    expect(unknown.text).toContain('Không có giấy chứng nhận nào mang mã này');
  });

  it('tells a code with a wrong character, and what is no code at all', async () => {
    const { code } = await hall.of('an');
    const wrong = (code.startsWith('A') ? 'B' : 'A') + code.slice(1);
    expect((await check(wrong).expect(422)).text).toContain('có ký tự gõ nhầm');
    const none = await check('P-2025-00001').expect(422);
    expect(none.text).toContain('không phải mã kiểm tra');
    expect((await check(encodeURIComponent('<script>alert(1)</script>')).expect(422)).text).not.toContain(
      '<script>alert',
    );
  });

  it('shows of a child the initials, and the name only where both agreed and nobody withdrew', async () => {
    const { code } = await hall.of('cuc');
    const seen = async (): Promise<string> => (await check(code).expect(200)).text;
    expect(await seen()).toContain('S. T. C.');
    // Whoever holds the paper has the whole name in hand: it must not read as a forgery.
    expect(await seen()).toContain('So số và chữ cái đầu của tên');
    expect(await seen()).toContain('họ tên đầy đủ chỉ có trên giấy');
    expect(await seen()).not.toContain('Sùng');
    await consent({ own_on: null });
    expect(await seen()).not.toContain('Sùng');
    await consent({ certificate: 0 });
    expect(await seen()).not.toContain('Sùng');
    await consent({});
    expect(await seen()).toContain('Sùng Thị Cúc');
    expect(await seen()).not.toContain('chữ cái đầu');
    const { database } = hall.field.world;
    await database.transaction(() =>
      database.execute("UPDATE consents SET withdrawn_on = '2025-06-01', withdrawn_by = 'minor'"),
    );
    expect(await seen()).not.toContain('Sùng');
  });

  it('counts codes that there are not, and not those that there are', async () => {
    const { code } = await hall.of('an');
    for (let at = 0; at < 40; at += 1) await check(code).expect(200);
    for (let at = 0; at < 30; at += 1) await check(encode(BigInt(1000 + at))).expect(404);
    await check(encode(2000n)).expect(429);
    await check(code).expect(429);
    setClock(() => new Date('2025-06-20T03:01:01Z'));
    await check(code).expect(200);
  });

  it('waits for nobody who writes, if there is such a certificate or the code is mistyped', async () => {
    const { database } = hall.field.world;
    const { code } = await hall.of('an');
    let end = (): void => undefined;
    const written = new Promise<void>((done) => (end = done));
    let isOver = false;
    const writing = database.transaction(async () => {
      await database.execute('UPDATE throttles SET used = used + 1');
      await Promise.race([written, sleep(5000, undefined, { ref: false })]);
      isOver = true;
    });
    await check(code).expect(200);
    await check((code.startsWith('A') ? 'B' : 'A') + code.slice(1)).expect(422);
    expect(isOver).toBe(false);
    end();
    await writing;
    expect(await database.rows('SELECT id FROM throttles')).toEqual([]);
  });

  it('counts the addresses of a network of IPv6 as one', async () => {
    const throttles = hall.field.world.get(Throttles);
    const guess = (caller: string) => ({ door: 'verify', caller }) as const;
    for (let at = 0; at < 30; at += 1) await throttles.take([guess(`2001:db8:0:7::${at}`)]);
    const refused = { key: 'accounts.too_many', params: { retry_after: 60 } };
    await expect(throttles.refuseIfSpent(guess('2001:db8:0:7:1:2:3:4'))).rejects.toMatchObject(refused);
    await expect(throttles.take([guess('2001:db8:0:7::ffff')])).rejects.toMatchObject(refused);
    await throttles.refuseIfSpent(guess('2001:db8:0:8::1'));
  });
});
