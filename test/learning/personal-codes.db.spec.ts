import { cookieOf, School } from './learners.js';
import type { Member } from '../support/world.js';

let school: School;
let trainer: Member;
beforeEach(async () => {
  school = await School.create();
  trainer = await school.field.world.member('trainer', school.field.places.get('C'));
});
afterEach(() => school.close());

const CODE = /([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}/;
const made = async (ref: string): Promise<string> => {
  const { text } = await trainer.post(`/people/${await school.id(ref)}/learning-code`).expect(200);
  return CODE.exec(text)?.[0] ?? '';
};
const give = (code: string, body: object = {}) => school.form('/learning/sign-in/code', { code, ...body });
const isIn = async (cookie: string): Promise<boolean> =>
  (await school.request().get('/learning/sign-in').set('Cookie', cookie)).status === 303;

describe('a personal code', () => {
  it('is shown once, and lets in however it is typed', async () => {
    const code = await made('an');
    const page = await trainer.get(`/people/${await school.id('an')}/learning-code`).expect(200);
    expect(page.text).not.toMatch(CODE);
    const answer = await give(code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')).expect(
      303,
    );
    expect(await isIn(cookieOf(answer))).toBe(true);
    const kept = JSON.stringify(await school.field.world.database.rows('SELECT * FROM learner_codes'));
    expect(kept).not.toContain(code.replaceAll('-', '').slice(4));
  });

  it('opens by its QR code nothing but a page with a button', async () => {
    const code = (await made('an')).replaceAll('-', '');
    const seen = await school.request().get(`/learning/code/${code}`).expect(200);
    expect(seen.text).toContain(code);
    expect(cookieOf(seen)).toBe('');
    await school.request().get('/learning/code/xyz').expect(200);
  });

  it('ends with what was opened by it: withdrawn, or made anew', async () => {
    const first = await made('an');
    const cookie = cookieOf(await give(first).expect(303));
    const second = await made('an');
    await give(first).expect(422);
    expect(await isIn(cookie)).toBe(false);
    const again = cookieOf(await give(second).expect(303));
    await trainer.post(`/people/${await school.id('an')}/learning-code/withdrawal`).expect(303);
    await give(second).expect(422);
    expect(await isIn(again)).toBe(false);
  });

  it('is guessed at ten times in a quarter of an hour, however the rest is', async () => {
    const code = await made('an');
    const wrong = `${code.slice(0, 5)}0000-0000-0000`;
    for (let times = 0; times < 10; times += 1) await give(wrong).expect(422);
    await give(wrong).expect(429);
    await give(code).expect(429);
    school.wait(16);
    await give(code).expect(303);
  });

  it('is made by who may, of people of the own territory', async () => {
    await trainer.post(`/people/${await school.id('khac')}/learning-code`).expect(404);
    const viewer = await school.field.world.member('viewer');
    await viewer.post(`/people/${await school.id('an')}/learning-code`).expect(403);
  });
});

describe('the account of staff', () => {
  it('is that of the only person with the same address', async () => {
    const { database } = school.field.world;
    const learn = (): ReturnType<Member['get']> => trainer.get('/learning');
    expect((await learn().expect(303)).headers.location).toContain('unlinked=1');
    await database.transaction(() =>
      database.execute('UPDATE users SET email = ? WHERE id = ?', ['an@example.vn', trainer.id]),
    );
    expect((await learn().expect(200)).text).toContain('Nguyễn Thị An');
    await database.transaction(() =>
      database.execute('UPDATE users SET email = ? WHERE id = ?', ['nha@example.vn', trainer.id]),
    );
    await learn().expect(303);
  });

  it('is whom an organizer says, and no trainer may say so', async () => {
    const organizer = await school.field.world.member('organizer', school.field.places.get('C'));
    const path = `/people/${await school.id('be')}/learning-account`;
    await trainer.post(path, { email: 'trainer1@example.vn' }).expect(403);
    await organizer.post(path, { email: 'ai@example.vn' }).expect(422);
    await organizer.post(path, { email: 'trainer1@example.vn' }).expect(303);
    expect((await trainer.get('/learning').expect(200)).text).toContain('Lò Văn Bé');
    expect((await organizer.get(`/people/${await school.id('be')}`)).text).toContain(
      'Học bằng tài khoản của trainer 1',
    );
    await organizer.post(`${path}/removal`).expect(303);
    await trainer.get('/learning').expect(303);
  });
});
