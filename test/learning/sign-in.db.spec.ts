import { PersonMerges } from '../../src/people/person-merges.js';
import { cookieOf, School } from './learners.js';

let school: School;
beforeEach(async () => {
  school = await School.create();
});
afterEach(() => school.close());

const isIn = async (cookie: string): Promise<boolean> => {
  const { status } = await school.request().get('/learning/sign-in').set('Cookie', cookie);
  return status === 303;
};

describe('a mailed link', () => {
  it('lets in who presses its button, once', async () => {
    const [link = ''] = await school.mailed('An@Example.vn');
    const first = await school.form(link).expect(303);
    expect(first.headers.location).toBe('/learning');
    expect(await isIn(cookieOf(first))).toBe(true);
    const second = await school.form(link).expect(404);
    expect(cookieOf(second)).toBe('');
    expect(second.text).toContain('đã dùng hoặc đã quá 10 phút');
  });

  it('is not used up by a program that looks at it', async () => {
    const [link = ''] = await school.mailed('an@example.vn');
    for (let times = 0; times < 3; times += 1) {
      const seen = await school.request().get(link).expect(200);
      expect(seen.text).toContain('N. T. A.');
      expect(cookieOf(seen)).toBe('');
    }
    expect(await isIn(cookieOf(await school.form(link).expect(303)))).toBe(true);
  });

  it('opens nothing after ten minutes', async () => {
    const [link = ''] = await school.mailed('an@example.vn');
    school.wait(10);
    await school.request().get(link).expect(404);
    await school.form(link).expect(404);
  });

  it('lets in one of two who press at once', async () => {
    const [link = ''] = await school.mailed('an@example.vn');
    const answers = await Promise.all([school.form(link), school.form(link)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 404]);
  });

  it('is answered alike whoever has the address, and written to nobody who is not known', async () => {
    const known = await school.form('/learning/sign-in', { email: 'an@example.vn' }).expect(200);
    const unknown = await school.form('/learning/sign-in', { email: 'ai@example.vn' }).expect(200);
    expect(unknown.text.replaceAll('ai@example.vn', '')).toBe(known.text.replaceAll('an@example.vn', ''));
    expect(await school.letters()).toHaveLength(1);
    await school.form('/learning/sign-in', { email: 'không phải' }).expect(422);
  });

  it('is written three times an hour at most to one address, and the answer stays the same', async () => {
    for (let times = 0; times < 5; times += 1)
      await school.form('/learning/sign-in', { email: 'an@example.vn' }).expect(200);
    expect(await school.letters()).toHaveLength(3);
  });

  it('asks which of a family it is, by initials and year', async () => {
    const [link = ''] = await school.mailed('nha@example.vn');
    const { text } = await school.request().get(link).expect(200);
    expect(text).toContain('L. V. B. (1990)');
    expect(text).toContain('L. V. B. (1991)');
    expect(text).not.toContain('Bình');
    await school.form(link).expect(422);
    await school.form(link, { person: await school.id('an') }).expect(422);
    const cookie = cookieOf(await school.form(link, { person: await school.id('binh') }).expect(303));
    expect(await isIn(cookie)).toBe(true);
  });

  it('ends, with who came by it, when the address is corrected', async () => {
    const cookie = await school.signedIn('an@example.vn');
    const [link = ''] = await school.mailed('an@example.vn');
    await school.field.good('people', 'ref,full_name,unit,birth_year,email\nan,Nguyễn Thị An,C,1980,an.moi@example.vn');
    await school.form(link).expect(404);
    expect(await isIn(cookie)).toBe(false);
  });

  it('brings who was merged into another to the survivor', async () => {
    const cookie = await school.signedIn('an@example.vn');
    await school.field.world.get(PersonMerges).merge('an', 'khac', 'cùng một người');
    const { text } = await school.request().get('/learning').set('Cookie', cookie).expect(200);
    expect(text).toContain('Vàng A Khác');
  });
});

describe('the session of a learner', () => {
  it('ends after twelve hours without a request on a device of many, and after a week on one’s own', async () => {
    const shared = await school.signedIn('an@example.vn');
    const own = await school.signedIn('an@example.vn', { own_device: '1' });
    school.wait(12 * 60 + 1);
    expect(await isIn(shared)).toBe(false);
    expect(await isIn(own)).toBe(true);
    school.wait(8 * 24 * 60 + 6);
    expect(await isIn(own)).toBe(false);
  });

  it('ends when somebody signs out', async () => {
    const cookie = await school.signedIn('an@example.vn');
    await school.form('/learning/sign-out', {}, cookie).expect(303);
    expect(await isIn(cookie)).toBe(false);
  });

  it('takes along what waits on the device, but nothing that the staff has noted there', async () => {
    const cleared = async (cookie: string) => {
      const { headers } = await school.form('/learning/sign-out', {}, cookie).expect(303);
      return headers['clear-site-data'] ?? null;
    };
    expect(await cleared(await school.signedIn('an@example.vn'))).toBe('"storage"');
    expect(await cleared(`${await school.signedIn('an@example.vn')}; lan-toa-unsent=2`)).toBeNull();
    // A form of the staff has its token.
    const { cookie, csrf } = await school.field.world.member('trainer');
    const both = `${await school.signedIn('an@example.vn')}; ${cookie}`;
    const { headers } = await school.form('/learning/sign-out', { _csrf: csrf }, both).expect(303);
    expect(headers['clear-site-data']).toBeUndefined();
  });

  it('leads to where somebody wanted to go, and never elsewhere', async () => {
    const asked = await school.request().get('/learning/K1').expect(303);
    expect(asked.headers.location).toBe('/learning/sign-in?next=%2Flearning%2FK1');
    const [link = ''] = await school.mailed('an@example.vn');
    const away = await school.form(link, { next: '/people' }).expect(303);
    expect(away.headers.location).toBe('/learning');
  });
});
