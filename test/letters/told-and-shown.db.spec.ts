import { Corrections } from '../../src/activities/corrections.js';
import { setClock } from '../../src/config/clock.js';
import { LetterDesk } from '../../src/letters/letter-desk.js';
import type { OutboxMessage } from '../../src/mail/mail.entities.js';
import { Hall } from '../certificates/hall.js';
import { messageRows } from '../support/letters.js';
import type { Member } from '../support/world.js';

let hall: Hall;
beforeEach(async () => {
  setClock(() => new Date('2025-06-20T03:00:00Z'));
  hall = await Hall.create();
  const { field } = hall;
  await field.good('people', 'ref,full_name,unit,email\nxa,Người xã bên,A,canary@example.vn');
  await field.good('activities', 'code,plan,kind,title,unit,status\nF,P,training,Lớp tháng bảy,C,open');
  await field.good(
    'sessions',
    `activity,number,date,start,end
     F,1,2025-07-01,08:00,11:00
     F,2,2025-07-08,08:00,11:00`,
  );
  await field.good('participations', 'activity,person,group\nF,an,teacher\nF,binh,parent\nF,xa,teacher');
});
afterEach(async () => {
  setClock();
  await hall.close();
});

/** Beside the rules: what is derived is then not compared at the end. */
const sql = (text: string): Promise<number> => {
  const { database } = hall.field.world;
  hall.field.world.isRecorded = false;
  return database.transaction(() => database.execute(text));
};
const allLeave = () => sql("UPDATE outbox SET state = 'sent'");
const desk = (): LetterDesk => hall.field.world.get(LetterDesk);
const changes = async (): Promise<OutboxMessage[]> =>
  (await messageRows(hall.field.world)).filter(({ kind, state }) => kind === 'change' && state === 'waiting');
const change = async (patch: Parameters<Corrections['changeActivity']>[2]): Promise<void> => {
  const { database } = hall.field.world;
  const row = await database.row<{ version: number }>("SELECT version FROM activities WHERE code = 'F'");
  await hall.field.world.get(Corrections).changeActivity('F', row?.version ?? 0, patch);
};
const pageOf = async (who: Member, path: string): Promise<string> => (await who.get(path).expect(200)).text;

describe('what is told of a cancellation', () => {
  beforeEach(async () => {
    await desk().send('F', 'invitation');
    await allLeave();
  });

  it('is nothing once every session is over', async () => {
    setClock(() => new Date('2025-07-09T03:00:00Z'));
    await change({ status: 'cancelled' });
    expect(await changes()).toEqual([]);
  });

  it('is its end too, in a sentence of its own and without an empty list', async () => {
    await change({ status: 'cancelled' });
    await allLeave();
    await change({ status: 'open' });
    const [letter] = await changes();
    expect(letter?.subject).toBe('Vẫn diễn ra: Lớp tháng bảy');
    expect(letter?.body).toContain('Trước đó báo hủy, nay vẫn diễn ra: lớp tập huấn “Lớp tháng bảy”');
    expect(letter?.body).not.toContain('So với lịch đã báo');
    expect(letter?.body).toContain('Lịch hiện nay:\n\n- Buổi 1');
  });
});

it('another place of the whole is told, by its names', async () => {
  await desk().send('F', 'invitation');
  await allLeave();
  await hall.field.good('activities', 'code,plan,kind,title,unit,status\nF,P,training,Lớp tháng bảy,6A,open');
  const [letter] = await changes();
  expect(letter?.body).toMatch(/- địa điểm: .*C.* → .*6A/);
});

describe('the sum of an invitation', () => {
  const INVITATION = '/activities/F/letters/invitation';

  it('says how many of those written to have left', async () => {
    await desk().send('F', 'invitation');
    await sql("UPDATE outbox SET state = 'sent' WHERE recipient = 'an@example.vn'");
    expect(await pageOf(hall.organizer, INVITATION)).toContain(
      '3 người &#x3D; 2 đã viết thư + 0 sẽ gửi thư + 1 in giấy. Thư đã viết: 1 đã gửi, 1 đang chờ, 0 tạm dừng.',
    );
  });

  it.each([
    ['over', () => sql("UPDATE sessions SET date = '2025-06-01' WHERE date > '2025-06-20'")],
    ['a draft', () => sql("UPDATE activities SET status = 'draft' WHERE code = 'F'")],
  ])('promises no letter of what is %s', async (_, act) => {
    await act();
    const text = await pageOf(hall.organizer, INVITATION);
    expect(text).toContain('3 người &#x3D; 0 đã viết thư + 2 không viết thư + 1 in giấy.');
    expect(text).not.toContain(`action="${INVITATION}"`);
    expect(await pageOf(hall.organizer, `${INVITATION}?way=unwritten`)).toContain('Lò Văn An');
  });
});

describe('the address of somebody of another territory', () => {
  it('is shown nowhere to the trainer of a commune', async () => {
    const trainer = await hall.field.world.member('trainer', hall.field.places.get('C'));
    const pages = ['/activities/F/letters', '/activities/F/letters/invitation'];
    const xa = await hall.field.id('people', 'ref', 'xa');
    pages.push(`/activities/F/letters/invitation?person=${xa}`);
    await trainer.post('/activities/F/letters/invitation').expect(303);
    await sql("UPDATE outbox SET last_error = '450 canary@example.vn: busy' WHERE recipient = 'canary@example.vn'");
    const row = await hall.field.world.database.row<{ id: number }>('SELECT MAX(id) AS id FROM mail_batches');
    pages.push('/outbox/batches', `/outbox/batches/${row?.id}`, '/activities/F/letters/invitation?way=mailed');
    const texts: string[] = [];
    for (const path of pages) texts.push(await pageOf(trainer, path));
    const [, list, , , batch] = texts;
    for (const text of [list, batch]) {
      expect(text).toContain('>có địa chỉ thư<');
      expect(text).toContain('an@example.vn');
    }
    for (const text of texts) expect(text).not.toContain('canary@');
    expect(await pageOf(hall.organizer, '/activities/F/letters/invitation')).toContain('canary@example.vn');
  });
});
