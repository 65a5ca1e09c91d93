import { SigningKeys } from '../../src/certificates/signing-keys.js';
import { AutomaticIssuing } from '../../src/certificates/automatic-issuing.js';
import { CertificateActs } from '../../src/certificates/certificate-acts.js';
import { setClock } from '../../src/config/clock.js';
import { PersonMerges } from '../../src/people/person-merges.js';
import { Hall } from './hall.js';

let hall: Hall;
let acts: CertificateActs;
beforeEach(async () => {
  setClock(() => new Date('2025-06-20T03:00:00Z'));
  hall = await Hall.create();
  acts = hall.field.world.get(CertificateActs);
  await hall.issue();
});
afterEach(async () => {
  setClock();
  await hall.close();
});

const NAME = { reason: 'name', note: null } as const;
const rename = (): Promise<unknown> => hall.field.good('people', 'ref,full_name,unit\nan,Lò Văn Ân,C');

describe('replacing a certificate', () => {
  it('issues one that says what is right today, and leaves the old one as it was', async () => {
    const old = await hall.of('an');
    await rename();
    setClock(() => new Date('2025-07-02T03:00:00Z'));
    await acts.replace(old.id, NAME);
    const fresh = await hall.of('an');
    expect(fresh).toMatchObject({ serial: 'P-2025-00004', state: 'valid', replaces_id: old.id, ordinal: 1 });
    expect(fresh.printed.facts).toMatchObject({ holder: 'Lò Văn Ân', issued_on: '2025-07-02' });
    const [before] = await hall.register();
    expect(before?.printed).toEqual(old.printed);
    expect(before).toMatchObject({
      state: 'superseded',
      ending: { reason: 'name', ended_on: '2025-07-02', successor: { serial: 'P-2025-00004', code: fresh.code } },
    });
    expect(await hall.issue()).toEqual({ ids: [], already: 3 });
  });

  it('refuses one that would say the same, and one for somebody who qualifies no more', async () => {
    const { id } = await hall.of('an');
    await expect(acts.replace(id, NAME)).rejects.toMatchObject({ key: 'certificates.nothing_to_replace' });
    await rename();
    await hall.field.good('attendance', 'activity,session,person,status\nT,2,an,absent');
    await expect(acts.replace(id, NAME)).rejects.toMatchObject({ key: 'certificates.no_longer_entitled' });
    expect((await hall.of('an')).state).toBe('valid');
    expect(await hall.count('certificates')).toBe(3);
  });

  it('gives the same again where the QR code of the old one is good no more', async () => {
    const [an, binh] = [await hall.of('an'), await hall.of('binh')];
    const { settings } = hall.field.world;
    const keys = hall.field.world.get(SigningKeys);
    const site = settings.publicUrl;
    settings.publicUrl = 'https://lantoa.example.vn';
    await acts.replace(an.id, { reason: 'qr', note: null });
    expect((await hall.of('an')).printed).toMatchObject({
      site: 'https://lantoa.example.vn',
      facts: { holder: 'Lò Văn An' },
    });
    settings.publicUrl = site;
    await keys.revoke((await keys.current()).kid, '2025-06-01', 'Mất máy chủ');
    await acts.replace(binh.id, { reason: 'qr', note: null });
    await expect(acts.replace((await hall.of('binh')).id, { reason: 'qr', note: null })).rejects.toMatchObject({
      key: 'certificates.nothing_to_replace',
    });
  });

  it('happens once, by however many at the same time', async () => {
    const { id } = await hall.of('an');
    await rename();
    const done = await Promise.allSettled([1, 2, 3].map(() => acts.replace(id, NAME)));
    expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(await hall.count('certificates')).toBe(4);
    expect(await hall.count('certificate_endings')).toBe(1);
  });

  it('follows a replacement by another one', async () => {
    await rename();
    await acts.replace((await hall.of('an')).id, NAME);
    await hall.field.good('people', 'ref,full_name,unit\nan,Lò Văn Ấn,C');
    await acts.replace((await hall.of('an')).id, NAME);
    const states = (await hall.register()).map(({ serial, state }) => `${serial} ${state}`);
    expect(states).toEqual([
      'P-2025-00001 superseded',
      'P-2025-00002 valid',
      'P-2025-00003 valid',
      'P-2025-00004 superseded',
      'P-2025-00005 valid',
    ]);
  });
});

describe('revoking a certificate', () => {
  const said = { reason: 'not_there', note: 'Nhầm với người cùng tên' } as const;

  it('is an ending with day and reason, once', async () => {
    const { id, printed } = await hall.of('binh');
    await acts.revoke(id, said);
    expect(await hall.of('binh')).toMatchObject({
      state: 'revoked',
      printed,
      ending: { ...said, ended_on: '2025-06-20', successor: null },
    });
    await expect(acts.revoke(id, said)).rejects.toMatchObject({ key: 'already_done' });
    expect(await hall.issue()).toEqual({ ids: [], already: 3 });
  });

  it('can be made good by a certificate in its place, and stays revoked', async () => {
    const { id } = await hall.of('binh');
    await acts.revoke(id, said);
    await acts.replace(id, { reason: 'other', note: null });
    await expect(acts.replace(id, { reason: 'other', note: null })).rejects.toMatchObject({ key: 'already_done' });
    const states = (await hall.register()).map(({ state }) => state);
    expect(states).toEqual(['valid', 'revoked', 'valid', 'valid']);
  });

  it('is made good only while the holder has no other one of the training', async () => {
    await hall.field.good('people', 'ref,full_name,sex,unit\nan2,Lò Văn An,m,C');
    await hall.field.good('participations', 'activity,person,group\nT,an2,teacher');
    await hall.field.good('attendance', 'activity,session,person,status\nT,1,an2,present\nT,2,an2,present');
    await hall.issue();
    const { id } = await hall.of('an2');
    await hall.field.world.get(PersonMerges).merge('an2', 'an', 'Trùng');
    await acts.revoke(id, { reason: 'twice', note: null });
    await expect(acts.replace(id, NAME)).rejects.toMatchObject({ key: 'certificates.has_another' });
  });

  it('is told on the activity and on the certificate', async () => {
    const { id } = await hall.of('binh');
    await acts.revoke(id, said);
    const events = await hall.field.world.database.rows<{ subject_type: string }>(
      "SELECT subject_type FROM events WHERE kind = 'certificate.revoked' ORDER BY subject_type",
    );
    expect(events.map(({ subject_type }) => subject_type)).toEqual(['activity', 'certificate']);
  });
});

describe('a certificate with a last day', () => {
  it('expires after that day', async () => {
    const { database } = hall.field.world;
    const { id } = await hall.of('an');
    await database.transaction(() =>
      database.execute("UPDATE certificates SET valid_until = '2026-06-19' WHERE id = ?", [id]),
    );
    setClock(() => new Date('2026-06-19T16:59:00Z'));
    expect((await hall.of('an')).state).toBe('valid');
    setClock(() => new Date('2026-06-19T17:00:00Z'));
    expect((await hall.of('an')).state).toBe('expired');
  });
});

describe('automatic issuing', () => {
  it('issues in the transaction that holds the last session, and to who comes to qualify after it', async () => {
    const { field } = hall;
    await field.good('activities', 'code,plan,kind,title,unit,status\nU,P,training,Lớp hai,C,running');
    await field.good('sessions', 'activity,number,date,status\nU,1,2025-06-18,held\nU,2,2025-06-19,planned');
    await field.good('participations', 'activity,person,group\nU,an,teacher\nU,binh,parent');
    await field.good('attendance', 'activity,session,person,status\nU,1,an,present\nU,1,binh,present');
    await field.world.get(AutomaticIssuing).set('U', true);
    const issued = async (): Promise<number> => (await hall.count('certificates')) - 3;
    await field.good('attendance', 'activity,session,person,status\nU,2,an,present');
    expect(await issued()).toBe(0);
    await field.good('sessions', 'activity,number,date,status\nU,2,2025-06-19,held');
    expect(await issued()).toBe(1);
    await field.good('attendance', 'activity,session,person,status\nU,2,binh,late');
    expect(await issued()).toBe(2);
    await field.good('attendance', 'activity,session,person,status\nU,2,binh,present');
    expect(await issued()).toBe(2);
  });
});
