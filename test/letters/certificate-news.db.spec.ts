import { CertificateActs } from '../../src/certificates/certificate-acts.js';
import { setClock } from '../../src/config/clock.js';
import { LetterChoices } from '../../src/letters/letter-choices.js';
import { LetterDesk } from '../../src/letters/letter-desk.js';
import { Outbox } from '../../src/mail/outbox.js';
import { Sender } from '../../src/mail/sender.js';
import { Hall } from '../certificates/hall.js';
import { messageRows } from '../support/letters.js';
import { MailServer } from '../support/mail-server.js';

let server: MailServer;
let hall: Hall;
beforeEach(async () => {
  server = await MailServer.start();
  await server.behave({ from: '451 not yet' });
  hall = await Hall.create({ SMTP_URL: server.url(), MAIL_FROM: 'no-reply@example.vn' });
  await hall.field.world
    .get(LetterChoices)
    .choose('T', 0, { reminder_days: [], tells_changes: 1, certificate_as: 'attachment' });
});
afterEach(async () => {
  setClock();
  await hall.close();
  await server.close();
});

const rows = () => messageRows(hall.field.world);
const states = async (): Promise<string[]> => (await rows()).map(({ state }) => state);
const sql = (text: string): Promise<number> => {
  const { database } = hall.field.world;
  return database.transaction(() => database.execute(text));
};
const revoke = async (): Promise<void> =>
  hall.field.world.get(CertificateActs).revoke((await hall.of('an')).id, { reason: 'error', note: null });
const tried = async (): Promise<void> => {
  await hall.issue();
  await hall.field.world.get(Sender).sendWaiting();
};
const leave = async (): Promise<void> => {
  await server.behave({});
  await hall.field.world.get(Sender).sendWaiting(true);
};

describe('news of a certificate that ends', () => {
  it('is taken back also where it was tried', async () => {
    await tried();
    expect(await rows()).toMatchObject([{ state: 'waiting', attempts: 1 }]);
    await revoke();
    await leave();
    expect(await states()).toEqual(['cancelled']);
    expect(server.letters).toEqual([]);
  });

  it('makes room for the news of the one in its place', async () => {
    await tried();
    await hall.field.good('people', 'ref,full_name,unit,email\nan,Lò Văn Ân,C,an@example.vn');
    await hall.field.world.get(CertificateActs).replace((await hall.of('an')).id, { reason: 'name', note: null });
    await leave();
    expect(await states()).toEqual(['cancelled', 'sent']);
  });

  it('cannot be sent again where it was given up', async () => {
    await tried();
    await sql("UPDATE outbox SET state = 'failed'");
    await revoke();
    const [news] = await rows();
    await expect(hall.field.world.get(Outbox).sendAgain(Number(news?.id))).rejects.toThrow();
    const administrator = await hall.field.world.member('administrator');
    const { text } = await administrator.get(`/outbox/${news?.id}`).expect(200);
    expect(text).not.toContain('>Gửi lại<');
  });

  it('never brings the paper', async () => {
    await tried();
    await revoke();
    await sql("UPDATE outbox SET state = 'waiting'");
    await leave();
    expect(server.letters).toEqual([]);
    expect(await rows()).toMatchObject([{ state: 'failed', last_error: 'withdrawn' }]);
  });
});

describe('news of the certificate of a child', () => {
  const people = (line: string): Promise<unknown> =>
    hall.field.good('people', `ref,full_name,unit,email,birth_date\n${line}`);
  const newsTo = async (name: string) => (await rows()).find(({ recipient }) => recipient === `${name}@example.vn`);

  it('says where the paper is to be had, which the own page keeps back', async () => {
    await people('cuc,Sùng Thị Cúc,6A,me@example.vn,2015-01-02');
    await hall.issue();
    const [child, grown] = [await newsTo('me'), await newsTo('an')];
    expect(child?.body).toContain('nhận bản in ở đơn vị tổ chức');
    expect(child?.body).not.toContain('Tải giấy');
    expect(grown?.body).toMatch(/số P-\d{4}-00001 về việc hoàn thành lớp tập huấn “Kỹ năng/);
    expect(grown?.body).toContain('Tải giấy ở trang riêng');
  });

  it('does not bring the paper, also where the birth was corrected after the issue', async () => {
    await tried();
    await people('binh,Mào Thị Bình,C,binh@example.vn,2012-01-02');
    await hall.field.world.get(LetterDesk).send('T', 'certificate');
    expect(await newsTo('binh')).toMatchObject({ state: 'waiting', attachments: null });
    await people('an,Lò Văn An,C,an@example.vn,2012-01-02');
    await leave();
    expect(await newsTo('an')).toMatchObject({ state: 'failed', last_error: 'withdrawn' });
    expect(server.recipients).toEqual(['binh@example.vn']);
  });
});
