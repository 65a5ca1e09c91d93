import { CertificateActs } from '../../src/certificates/certificate-acts.js';
import { setClock } from '../../src/config/clock.js';
import { ParticipantLinks } from '../../src/mine/participant-links.js';
import { Consent } from '../../src/people/consents.entities.js';
import { Hall } from '../certificates/hall.js';

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

const page = async (ref: string): Promise<string> => {
  const person = await hall.field.id('people', 'ref', ref);
  return hall.field.world.get(ParticipantLinks).make(person);
};
const get = (path: string) => hall.field.world.request().get(path);

describe('certificates on the own page', () => {
  it('are downloaded by the link of their holder, the same bytes each time', async () => {
    const [own, { code }] = [await page('an'), await hall.of('an')];
    expect((await get(own).expect(200)).text).toContain(`${own}/certificates/${code}.pdf`);
    const read = async (): Promise<Buffer> =>
      (await get(`${own}/certificates/${code}.pdf`).buffer().expect(200).expect('Content-Type', /pdf/)).body as Buffer;
    const [first, second] = [await read(), await read()];
    expect(first.subarray(0, 5).toString()).toBe('%PDF-');
    expect(first.equals(second)).toBe(true);
    expect((await get(`${own}/certificates/${code}.jwt`).buffer().expect(200)).status).toBe(200);
  });

  it('are those of nobody else', async () => {
    const [own, { code }] = [await page('an'), await hall.of('binh')];
    expect((await get(own)).text).not.toContain(code);
    await get(`${own}/certificates/${code}.pdf`).expect(404);
    await get(`/mine/none/certificates/${code}.pdf`).expect(404);
  });

  it('are not downloaded any more once they are revoked', async () => {
    const [own, { id, code }] = [await page('an'), await hall.of('an')];
    await hall.field.world.get(CertificateActs).revoke(id, { reason: 'error', note: null });
    expect((await get(own)).text).toContain('Đã bị thu hồi');
    await get(`${own}/certificates/${code}.pdf`).expect(404);
  });

  it('are handed over by the office where a child may not be named, and by the link where it may', async () => {
    const [own, { code, holder_id: person_id }] = [await page('cuc'), await hall.of('cuc')];
    const before = await get(own).expect(200);
    expect(before.text).toContain('nhận bản in ở đơn vị tổ chức');
    expect(before.text).not.toContain('Sùng');
    await get(`${own}/certificates/${code}.pdf`).expect(404);
    const { database } = hall.field.world;
    const agreed = { representative: 'Sùng A Páo', given_on: '2025-01-02', way: 'paper', own_on: '2025-01-02' };
    await database.transaction(() =>
      database.insert(Consent, [
        { person_id, ...agreed, certificate: 1, form_key: 'k', recorded_at: '2025-01-02T00:00:00.000Z' },
      ]),
    );
    await get(`${own}/certificates/${code}.pdf`).expect(200);
  });
});
