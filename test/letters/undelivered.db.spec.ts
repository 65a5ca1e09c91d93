import { AlreadyDone } from '../../src/errors.js';
import { LetterDesk } from '../../src/letters/letter-desk.js';
import { Outbox } from '../../src/mail/outbox.js';
import { julyClass } from './july.js';

const july = julyClass('an,teacher', 'dung,teacher');
const { get, sql, invite, allLeave, rowsOf, move } = july;

const toWhom = async (kind: string, state = 'waiting'): Promise<string[]> =>
  (await rowsOf(kind, state)).map(({ recipient }) => recipient.replace('@example.vn', '')).sort();

describe('letters that got nowhere', () => {
  const correct = () => july.hall.field.good('people', 'ref,full_name,unit,email\nan,Lò Văn An,C,an2@example.vn');
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
    await july.hall.field.good('people', 'ref,full_name,unit,email,phone\nan,Lò Văn An,C,an@example.vn,0912345678');
    expect(await toWhom('invitation', 'failed')).toEqual(['an']);
    expect(await invite()).toMatchObject({ written: 0 });
  });

  it('that told of a change tell it at the new address, those that brought a certificate by the next press', async () => {
    await july.hall.issue();
    await invite();
    await sql("UPDATE outbox SET state = 'sent' WHERE kind = 'invitation'");
    await move({ date: '2025-07-02' });
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
