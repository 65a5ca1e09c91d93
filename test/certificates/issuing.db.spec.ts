import { setClock } from '../../src/config/clock.js';
import { Issuing } from '../../src/certificates/issuing.js';
import { Bus } from '../../src/events/domain-events.js';
import { PersonMerges } from '../../src/people/person-merges.js';
import { Hall } from './hall.js';

let hall: Hall;
beforeEach(async () => {
  setClock(() => new Date('2025-06-20T03:00:00Z'));
  hall = await Hall.create();
});
afterEach(async () => {
  setClock();
  await hall.close();
});

const serials = async (): Promise<string[]> => (await hall.register()).map(({ serial }) => serial);

describe('issuing certificates', () => {
  it('issues to everybody who qualifies, in the order of their names, and freezes what is said', async () => {
    expect(await hall.issue()).toMatchObject({ ids: [expect.any(Number), expect.any(Number), expect.any(Number)] });
    const register = await hall.register();
    expect(register.map(({ serial, printed }) => [serial, printed.facts.holder])).toEqual([
      ['P-2025-00001', 'Lò Văn An'],
      ['P-2025-00002', 'Mào Thị Bình'],
      ['P-2025-00003', 'Sùng Thị Cúc'],
    ]);
    expect(register[0]?.printed).toMatchObject({
      facts: {
        ...{ holder: 'Lò Văn An', address: 'mr', birth: '1985-06-05', title: 'Kỹ năng phát hiện lao động trẻ em' },
        ...{ minutes: 420, attended: 2, planned: 2, from: '2025-03-03', to: '2025-03-05', place: 'Xã C, Xã D' },
        ...{ completed_on: '2025-03-05', issued_on: '2025-06-20', valid_until: null, is_child: false },
      },
      style: { design: 'ripples', wording: 'vi', body: 'ỦY BAN NHÂN DÂN XÃ C' },
    });
    expect(register[2]?.printed.facts).toMatchObject({ address: 'child', birth: null, is_child: true });
    expect(register.every(({ state, code }) => state === 'valid' && code.length === 14)).toBe(true);
  });

  it('issues nothing when pressed again, and to who qualifies later one more', async () => {
    await hall.issue();
    expect(await hall.issue()).toEqual({ ids: [], already: 3 });
    await hall.field.good('attendance', 'activity,session,person,status\nT,2,dung,present');
    expect((await hall.issue()).ids).toHaveLength(1);
    expect(await serials()).toEqual(['P-2025-00001', 'P-2025-00002', 'P-2025-00003', 'P-2025-00004']);
    expect(await hall.issue()).toEqual({ ids: [], already: 4 });
  });

  it('keeps what was printed when person, training and place change', async () => {
    await hall.issue();
    const before = (await hall.of('an')).printed;
    await hall.field.good('people', 'ref,full_name,unit\nan,Lò Văn Ân,N');
    await hall.field.good('activities', 'code,plan,kind,title,unit,status\nT,P,training,Tên khác,C,done');
    expect((await hall.of('an')).printed).toEqual(before);
  });

  it('counts numbers without a gap and without a double when several issue at once', async () => {
    const issuing = hall.field.world.get(Issuing);
    const done = await Promise.all([1, 2, 3, 4].map(() => issuing.issue('T')));
    expect(done.map(({ ids }) => ids.length).sort()).toEqual([0, 0, 0, 3]);
    expect(await serials()).toEqual(['P-2025-00001', 'P-2025-00002', 'P-2025-00003']);
  });

  it('gives the numbers back when the transaction is undone', async () => {
    const { database } = hall.field.world;
    let isBroken = true;
    hall.field.world.get(Bus).on('certificates.issued', async () => {
      if (isBroken) await Promise.reject(new Error('undone'));
    });
    await expect(hall.issue()).rejects.toThrow('undone');
    isBroken = false;
    expect(await hall.count('certificates')).toBe(0);
    expect(await hall.count('certificate_series')).toBe(0);
    await hall.issue();
    expect(await serials()).toEqual(['P-2025-00001', 'P-2025-00002', 'P-2025-00003']);
    const events = await database.rows("SELECT id FROM events WHERE kind = 'certificate.issued'");
    expect(events).toHaveLength(1);
  });

  it('counts two records that became one person once, and each again when they are parted', async () => {
    await hall.field.good('people', 'ref,full_name,sex,unit\nan2,Lò Văn An,m,C');
    await hall.field.good('participations', 'activity,person,group\nT,an2,teacher');
    await hall.field.good('attendance', 'activity,session,person,status\nT,1,an2,present\nT,2,an2,present');

    const merges = hall.field.world.get(PersonMerges);
    await merges.merge('an2', 'an', 'Trùng');
    expect((await hall.issue()).ids).toHaveLength(3);
    const merge = await hall.field.world.database.row<{ id: number }>('SELECT MAX(id) AS id FROM person_merges');
    await merges.undo(merge?.id ?? 0);
    expect((await hall.issue()).ids).toHaveLength(1);
    expect((await hall.of('an2')).printed.facts.holder).toBe('Lò Văn An');
  });

  it('waits with a name that has a letter which no typeface has', async () => {
    await hall.field.good('people', 'ref,full_name,unit\nan,Lò Văn 李,C');
    expect((await hall.issue()).ids).toHaveLength(2);
    const { text } = await hall.organizer.get('/activities/T/certificates').expect(200);
    expect(text).toContain('tên có ký tự không in được: 李');
    await hall.field.good('people', 'ref,full_name,unit\nan,Lò Văn Lý,C');
    expect((await hall.issue()).ids).toHaveLength(1);
  });

  it('refuses what is no training, and a training that does not take place', async () => {
    await expect(hall.issue('V')).rejects.toMatchObject({ key: 'certificates.no_training' });
    await hall.field.good('activities', 'code,plan,kind,title,unit,status\nT,P,training,t,C,cancelled');
    await expect(hall.issue()).rejects.toMatchObject({ key: 'certificates.not_open' });
    expect(await hall.count('certificates')).toBe(0);
  });
});
