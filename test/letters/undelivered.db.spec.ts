import { Corrections } from '../../src/activities/corrections.js';
import { setClock } from '../../src/config/clock.js';
import { AlreadyDone } from '../../src/errors.js';
import { LetterDesk } from '../../src/letters/letter-desk.js';
import type { OutboxMessage } from '../../src/mail/mail.entities.js';
import { Outbox } from '../../src/mail/outbox.js';
import { Hall } from '../certificates/hall.js';
import { messageRows } from '../support/letters.js';

let hall: Hall;
beforeEach(async () => {
  setClock(() => new Date('2025-06-20T03:00:00Z'));
  hall = await Hall.create();
  const { field } = hall;
  await field.good('activities', 'code,plan,kind,title,unit,status\nF,P,training,Lớp tháng bảy,C,open');
  await field.good('sessions', 'activity,number,date,start,end\nF,1,2025-07-01,08:00,11:00');
  await field.good('participations', 'activity,person,group\nF,an,teacher\nF,dung,teacher');
});
afterEach(async () => {
  setClock();
  await hall.close();
});

const get = <T>(type: new (...given: never[]) => T): T => hall.field.world.get(type);
const invite = () => get(LetterDesk).send('F', 'invitation');
const rowsOf = async (kind: string, state = 'waiting'): Promise<OutboxMessage[]> =>
  (await messageRows(hall.field.world)).filter((each) => each.kind === kind && each.state === state);
const toWhom = async (kind: string, state = 'waiting'): Promise<string[]> =>
  (await rowsOf(kind, state)).map(({ recipient }) => recipient.replace('@example.vn', '')).sort();
const sql = (text: string): Promise<number> => {
  const { database } = hall.field.world;
  return database.transaction(() => database.execute(text));
};
const allLeave = () => sql("UPDATE outbox SET state = 'sent' WHERE state = 'waiting'");
const move = (date: string) => get(Corrections).changeSession('F', 1, 1, { date });

describe('letters that got nowhere', () => {
  const correct = () => hall.field.good('people', 'ref,full_name,unit,email\nan,Lò Văn An,C,an2@example.vn');
  const end = (state: string, kind = 'invitation') =>
    sql(`UPDATE outbox SET state = '${state}' WHERE recipient = 'an@example.vn' AND kind = '${kind}'`);

  it.each(['failed', 'suppressed', 'expired'])('(%s) are written to an address that is corrected', async (state) => {
    await invite();
    await end(state);
    expect(await invite()).toMatchObject({ written: 0 });
    await correct();
    const [former] = await rowsOf('invitation', 'cancelled');
    await expect(get(Outbox).sendAgain(former?.id ?? 0)).rejects.toBeInstanceOf(AlreadyDone);
    expect(await invite()).toMatchObject({ written: 1 });
    expect(await toWhom('invitation')).toEqual(['an2', 'dung']);
  });

  it('stay given up while their address stands', async () => {
    await invite();
    await end('failed');
    await hall.field.good('people', 'ref,full_name,unit,email,phone\nan,Lò Văn An,C,an@example.vn,0912345678');
    expect(await toWhom('invitation', 'failed')).toEqual(['an']);
    expect(await invite()).toMatchObject({ written: 0 });
  });

  it('that told of a change tell it at the new address, those that brought a certificate by the next press', async () => {
    await hall.issue();
    await invite();
    await sql("UPDATE outbox SET state = 'sent' WHERE kind = 'invitation'");
    await move('2025-07-02');
    await end('failed', 'change');
    await end('suppressed', 'certificate');
    await correct();
    expect(await toWhom('change')).toEqual(['an2', 'dung']);
    expect(await get(LetterDesk).send('T', 'certificate')).toMatchObject({ written: 1 });
    expect(await toWhom('certificate')).toEqual(['an2']);
  });

  it('and are noted to have come back after the correction are written anew too', async () => {
    await invite();
    await allLeave();
    await correct();
    expect(await invite()).toMatchObject({ written: 0 });
    const former = (await rowsOf('invitation', 'sent')).find(({ recipient }) => recipient === 'an@example.vn');
    await get(Outbox).returned(former?.id ?? 0);
    expect(await invite()).toMatchObject({ written: 1 });
  });
});
