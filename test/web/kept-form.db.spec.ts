import { Field } from '../activities/field.js';
import type { Member } from '../support/world.js';

let field: Field;
let trainer: Member;
let person: number;
const PAGE = '/activities/T/sessions/1/attendance';

beforeAll(async () => {
  field = await Field.create();
  await field.good('activities', 'code,plan,kind,title,unit,status\nT,P,training,Kỹ năng,C,');
  await field.good('sessions', 'activity,number,date\nT,1,2025-05-01');
  await field.good('participations', 'activity,person,group\nT,p6,parent');
  trainer = await field.world.member('trainer', field.places.get('C'));
  person = await field.id('people', 'ref', 'p6');
});
afterAll(() => field.world.close());

const send = (cookie: string, body: object, site = 'same-origin') =>
  field.world.request().post(PAGE).set('Cookie', cookie).set('Sec-Fetch-Site', site).type('form').send(body);

describe('a form that is sent after the session has ended', () => {
  it('is kept on the page, sent again once somebody is signed in, and then done', async () => {
    const typed = { _csrf: 'of-the-old-session', [`p${person}`]: 'late', [`s${person}`]: '' };
    const lost = await send('lan-toa=ended', typed).expect(403);
    expect(lost.text).toContain('không mất gì');
    expect(lost.text).toContain(`name="p${person}" value="late"`);
    expect(lost.text).not.toContain('of-the-old-session');
    expect(lost.text).not.toContain('/locale?');
    const again = await send(trainer.cookie, { [`p${person}`]: 'late' }).expect(403);
    const token = /name="_csrf" value="([^"]+)"/.exec(again.text)?.[1] ?? '';
    expect(again.text).toContain('Bạn đã đăng nhập lại');
    expect(await field.exported('attendance')).not.toContain('late');
    await send(trainer.cookie, { _csrf: token, [`p${person}`]: 'late' }).expect(303);
    expect(await field.exported('attendance')).toContain('T,1,p6,late');
  });

  it('is nobody’s whom another site, or a browser that says nothing, made send it', async () => {
    const body = { [`p${person}`]: 'absent' };
    const foreign = await send(trainer.cookie, body, 'cross-site').expect(403);
    expect(foreign.text).not.toContain('name="p');
    const silent = await field.world
      .request()
      .post(PAGE)
      .set('Cookie', trainer.cookie)
      .type('form')
      .send(body)
      .expect(403);
    expect(silent.text).not.toContain('name="p');
    await field.world.request().post(PAGE).type('form').send(body).expect(303);
  });

  it('never holds a secret', async () => {
    const body = { password: 'geheim-geheim', current_password: 'geheim-geheim', name: 'Ai' };
    const { text } = await field.world
      .request()
      .post('/account/password')
      .set('Sec-Fetch-Site', 'same-origin')
      .type('form')
      .send(body)
      .expect(403);
    expect(text).not.toContain('geheim-geheim');
    expect(text).toContain('name="name" value="Ai"');
  });
});
