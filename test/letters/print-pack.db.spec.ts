import { setClock } from '../../src/config/clock.js';
import { LetterDesk } from '../../src/letters/letter-desk.js';
import { ParticipantLinks } from '../../src/mine/participant-links.js';
import { Hall } from '../certificates/hall.js';

let hall: Hall;
beforeEach(async () => {
  setClock(() => new Date('2025-06-20T03:00:00Z'));
  hall = await Hall.create();
  await hall.field.good('activities', 'code,plan,kind,title,unit,status\nF,P,training,Lớp tháng bảy,C,open');
  await hall.field.good('sessions', 'activity,number,date\nF,1,2025-07-01');
  await hall.field.good('participations', 'activity,person,group\nF,an,teacher\nF,binh,parent\nF,cuc,child');
});
afterEach(async () => {
  setClock();
  await hall.close();
});

const PRINT = '/activities/F/letters/invitation/print.pdf';
const events = (kind: string) =>
  hall.field.world.database.rows<{ detail: string; actor_id: number }>(
    'SELECT detail, actor_id FROM events WHERE kind = ? ORDER BY id',
    [kind],
  );
const warned = async (path: string) => {
  const answer = await hall.organizer.get(path).expect(303);
  return (await hall.organizer.get(answer.headers.location ?? '').set('Cookie', cookiesOf(answer))).text;
};
const cookiesOf = (answer: { headers: Record<string, unknown> }): string =>
  [hall.organizer.cookie, ...((answer.headers['set-cookie'] as string[] | undefined) ?? [])]
    .map((each) => each.split(';')[0])
    .join('; ');

describe('printing letters', () => {
  it('makes the links first, one for each, and leaves an event with the count', async () => {
    const first = await hall.organizer
      .get(`${PRINT}?form=slips`)
      .expect(200)
      .expect('Content-Type', /application\/pdf/);
    expect(first.headers['content-disposition']).toContain('F-invitation.pdf');
    expect(await hall.count('participant_links')).toBe(2);
    await hall.organizer.get(PRINT).expect(200);
    expect(await hall.count('participant_links')).toBe(2);
    const [one, other] = await events('letters.printed');
    expect(JSON.parse(one?.detail ?? '')).toEqual({ activity: 'F', letter: 'invitation', form: 'slips', count: 2 });
    expect(one?.actor_id).toBe(hall.organizer.id);
    expect(JSON.parse(other?.detail ?? '')).toMatchObject({ form: 'letters', count: 2 });
  });

  it('makes no link for a child whose name the reader may not see', async () => {
    await hall.trainer.get(PRINT).expect(200);
    const links = hall.field.world.get(ParticipantLinks);
    const linked = async (ref: string) => (await links.inUse([await hall.field.id('people', 'ref', ref)])).length;
    expect([await linked('binh'), await linked('cuc'), await linked('an')]).toEqual([1, 0, 0]);
  });

  it('is refused of a draft, and where there is nobody to print for', async () => {
    await hall.field.good('activities', 'code,plan,kind,title,unit,status\nF,P,training,t,C,draft');
    expect(await warned(PRINT)).toContain('Hoạt động còn đang soạn');
    expect(await warned('/activities/T/letters/invitation/print.pdf')).toContain('Không còn buổi nào');
    expect(await warned('/activities/V/letters/thanks/print.pdf')).toContain('Không có ai để in.');
    expect(await events('letters.printed')).toEqual([]);
    expect(await hall.count('participant_links')).toBe(0);
  });

  it('is not there for another territory, nor for other kinds', async () => {
    const foreign = await hall.field.world.member('organizer', hall.field.places.get('N'));
    await foreign.get(PRINT).expect(404);
    await hall.organizer.get('/activities/F/letters/reminder/print.pdf').expect(404);
    expect(await hall.count('participant_links')).toBe(0);
  });
});

describe('what was sent of an activity', () => {
  it('is found again with its letters, with a way to stop it for whoever may write them', async () => {
    const { world } = hall.field;
    expect((await hall.trainer.get('/activities/F/letters')).text).not.toContain('Các đợt đã gửi');
    const sent = await hall.trainer.post('/activities/F/letters/invitation').expect(303);
    const batch = sent.headers.location ?? '';
    expect(batch).toMatch(/^\/outbox\/batches\/\d+$/);
    const own = (await hall.trainer.get('/activities/F/letters').expect(200)).text;
    expect(own).toContain('Các đợt đã gửi');
    expect(own).toContain(`href="${batch}"`);
    expect((await hall.organizer.get('/activities/F/letters').expect(200)).text).toContain(batch);
    expect((await (await world.member('administrator')).get('/activities/F/letters')).text).toContain(batch);
    expect((await hall.trainer.get('/activities/T/letters')).text).not.toContain('Giấy mời: Lớp tháng bảy');
    const foreign = await world.member('organizer', hall.field.places.get('N'));
    await foreign.get(batch).expect(404);
    await foreign.post(`${batch}/stopping`).expect(404);
    expect((await foreign.get('/outbox/batches').expect(200)).text).not.toContain('Lớp tháng bảy');
    expect((await hall.organizer.get('/outbox/batches').expect(200)).text).toContain('Lớp tháng bảy');
    await hall.organizer.post(`${batch}/stopping`).expect(303);
    expect((await hall.trainer.get('/activities/F/letters')).text).toContain('Tạm dừng');
  });

  it('is stopped by whoever may write them where nobody sent it', async () => {
    await hall.field.world.get(LetterDesk).send('F', 'invitation');
    const { id } = (await hall.field.world.database.row<{ id: number }>('SELECT id FROM mail_batches')) ?? {};
    await hall.trainer.post(`/outbox/batches/${id}/stopping`).expect(303);
    expect(await hall.field.world.database.rows('SELECT stopped_at FROM mail_batches')).not.toContainEqual({
      stopped_at: null,
    });
  });

  it('is that of certificates too', async () => {
    await hall.issue();
    await hall.field.world.get(LetterDesk).send('T', 'certificate');
    expect((await hall.organizer.get('/activities/T/letters')).text).toContain('Giấy chứng nhận: Kỹ năng');
  });
});
