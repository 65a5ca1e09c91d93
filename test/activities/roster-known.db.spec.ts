import { Person, type PersonNameWord } from '../../src/people/people.entities.js';
import type { Member } from '../support/world.js';
import { Field } from './field.js';

let field: Field;
let trainer: Member;
let organizer: Member;
const ASKED = '/activities/T/roster/known?group=teacher';

beforeAll(async () => {
  field = await Field.create();
  await field.good(
    'activities',
    'code,plan,kind,title,unit,min_attendance,status\nT,P,training,Kỹ năng,C,,\nA1,P,campaign,Ở A,A,,',
  );
  await field.good('sessions', 'activity,number,date\nT,1,2025-05-01');
  await field.good(
    'people',
    `ref,full_name,unit,birth_year
    an,Nguyễn Thị Ẩn,C,1980
    anh,Nguyễn Thị Anh,6A,
    cun,Nguyễn Thị Ân,6A,2020
    kha,Trần Văn Khả,6A,
    xa,Nguyễn Thị An,A,1980`,
  );
  await field.good('participations', 'activity,person,group\nT,p6,parent\nT,anh,teacher');
  trainer = await field.world.member('trainer', field.places.get('C'));
  organizer = await field.world.member('organizer', field.places.get('D'));
});
afterAll(() => field.world.close());

const id = (ref: string): Promise<number> => field.id('people', 'ref', ref);
const part = async (by: Member, asked: string): Promise<string> => (await by.get(`${ASKED}&${asked}`).expect(200)).text;
const named = async (by: Member, asked: string): Promise<string[]> =>
  [...(await part(by, asked)).matchAll(/<b>([^<]+)<\/b>/g)].map(([, name = '']) => name);

describe('people of the register while somebody types', () => {
  it('are found by the beginnings of words in any order, whatever marks and case, the closest first', async () => {
    for (const q of ['an+nguyen', 'nguyen+thi+an', 'NGUYỄN+AN', 'ng+t+an']) {
      expect([q, await named(trainer, `q=${q}`)]).toEqual([q, ['Nguyễn Thị Ẩn', 'Nguyễn Thị Anh']]);
    }
    expect(await named(trainer, 'q=kh')).toEqual(['Trần Văn Khả']);
    for (const q of ['a', '-', '%25%25', 'nguyen+zz', 'zz', ''])
      expect([q, await named(trainer, `q=${q}`)]).toEqual([q, []]);
  });

  it('are a piece of a page with a button each, which works; who is on the roster has none', async () => {
    const text = await part(trainer, 'q=nguyen+an&session=1');
    expect(text).toContain('Tìm thấy 2 người.');
    expect(text).not.toContain('<html');
    expect(text.match(/<form/g)).toHaveLength(1);
    expect(text).toContain('Đã có trong danh sách');
    expect(text).toContain(trainer.csrf);
    const body = { person: String(await id('an')), group: 'parent', q: 'nguyen an' };
    await trainer.post('/activities/T/roster/additions', body).expect(303);
    expect(await named(trainer, 'q=nguyen+an&group=parent')).toContain('Nguyễn Thị Ẩn');
  });

  it('are those of the territory, and of children those whose names the reader may see', async () => {
    const all = ['Nguyễn Thị Ân', 'Nguyễn Thị An', 'Nguyễn Thị Ẩn', 'Nguyễn Thị Anh'];
    expect(new Set(await named(organizer, 'q=nguyen+an'))).toEqual(new Set(all));
    expect(await named(trainer, 'q=tran+kha')).toEqual(['Trần Văn Khả']);
    await field.good('participations', 'activity,person,group\nT,kha,child');
    expect(await named(trainer, 'q=tran+kha')).toEqual([]);
    expect(await named(trainer, 'q=Nguyen+Thi+An&like=1&unit=6A')).not.toContain('Nguyễn Thị Ân');
  });

  it('leave out who was merged away, and follow a corrected name', async () => {
    await field.good('people', 'ref,full_name,unit\nm1,Lý Thị Mẩy,C\nm2,Lý Thị Mẩy,C');
    expect(await named(trainer, 'q=may+ly')).toHaveLength(2);
    const { database } = field.world;
    const [one, other] = [await id('m1'), await id('m2')];
    await database.transaction(() => database.update(Person, { id: other }, { merged_into_id: one }));
    expect(await named(trainer, 'q=may+ly')).toHaveLength(1);
    await field.good('people', 'ref,full_name,unit\nm1,Lý Thị Mảy Hoa,6A');
    expect(await named(trainer, 'q=hoa+ly')).toEqual(['Lý Thị Mảy Hoa']);
    const words = await database.rows<PersonNameWord>(
      'SELECT word, unit_code FROM person_name_words WHERE person_id = ? ORDER BY word',
      [one],
    );
    expect(words.map(({ word, unit_code }) => `${word} ${unit_code}`)).toEqual(['hoa 6A', 'ly 6A', 'may 6A', 'thi 6A']);
  });

  it('are not there for an activity elsewhere, nor for who puts nobody on rosters', async () => {
    await trainer.get('/activities/A1/roster/known?q=an').expect(404);
    await (await field.world.member('viewer', field.places.get('C'))).get(`${ASKED}&q=an`).expect(403);
  });
});

describe('somebody new', () => {
  it('may be one of the same name anywhere, or of a similar one at the same home', async () => {
    expect(await named(trainer, 'like=1&q=nguyen+thi+an')).toEqual(['Nguyễn Thị Ẩn']);
    expect(await named(trainer, 'like=1&q=Nguyen+T+Anh&unit=6A')).toEqual(['Nguyễn Thị Anh']);
    expect(await named(trainer, 'like=1&q=Nguyen+T+Anh&unit=C')).toEqual([]);
    expect(await named(trainer, 'like=1&q=Nguyen')).toEqual([]);
    const text = await part(trainer, 'like=1&q=nguyen+thi+an&session=1');
    expect(text).toContain('Có thể là người đã có trong sổ (1):');
    // It stands inside the form of somebody new: the button belongs to another.
    expect(text).not.toContain('<form');
    expect(text).toContain(`form="known-add" name="person" value="${await id('an')}"`);
  });
});

describe('a page with a script', () => {
  it('may run ours and talk to us; any other page may run none', async () => {
    const open = (await trainer.get('/activities/T/roster/additions').expect(200)) as {
      text: string;
      headers: Record<string, string>;
    };
    expect(open.headers['content-security-policy']).toMatch(
      /default-src 'none'; script-src 'self'; connect-src 'self'/,
    );
    expect(open.text).toContain('<script type="module" src="/scripts/roster/typing.js"></script>');
    const closed = await trainer.get('/activities/T/roster').expect(200);
    expect(closed.headers['content-security-policy']).not.toMatch(/script-src|connect-src/);
    expect(closed.text).not.toContain('<script');
    const script = await field.world.request().get('/scripts/roster/typing.js').expect(200);
    expect(Buffer.byteLength(script.text)).toBeLessThan(3000);
    for (const name of ['roster/none', '..%2f..%2fmain/x', 'roster/..%2ftyping']) {
      await field.world.request().get(`/scripts/${name}.js`).expect(404);
    }
  });
});
