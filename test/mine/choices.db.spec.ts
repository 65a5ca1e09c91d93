import { setClock } from '../../src/config/clock.js';
import { ParticipantChoices } from '../../src/mine/participant-choices.js';
import { PersonMerges } from '../../src/people/person-merges.js';
import { commune, type Commune, idOf, linkOf, read, send } from './participants.js';

let at: Commune;
let path: string;
let choices: ParticipantChoices;

beforeAll(async () => {
  at = await commune();
  path = await linkOf(at.field, 'an');
  choices = at.field.world.get(ParticipantChoices);
});
beforeEach(async () => {
  setClock(() => new Date('2025-05-09T03:00:00Z'));
  const { database } = at.field.world;
  await database.transaction(async () => {
    for (const table of ['participant_choices', 'events']) await database.execute(`DELETE FROM ${table}`);
  });
});
afterAll(async () => {
  setClock();
  await at.field.world.close();
});

const of = async (ref: string): Promise<unknown> => {
  const id = await idOf(at.field, ref);
  return (await choices.of([id])).get(id);
};
const choose = (body: object, own = path) => send(at.field, `${own}/choices`, body);
const told = (): Promise<object[]> =>
  at.field.world.database.rows("SELECT kind, door FROM events WHERE kind = 'person.choices_changed'");

describe('what a participant chooses', () => {
  it('is all letters, in no language of their own, until they do', async () => {
    const [an, khac] = [await idOf(at.field, 'an'), await idOf(at.field, 'khac')];
    expect([...(await choices.of([an, khac, an]))]).toEqual([
      [an, { locale: null, mails: 'all' }],
      [khac, { locale: null, mails: 'all' }],
    ]);
  });

  it('is kept once, also when it is sent twice at once, and the page is then in that language', async () => {
    await Promise.all([1, 2].map(() => choose({ locale: 'en', mails: 'certificates' }).expect(303)));
    expect(await of('an')).toEqual({ locale: 'en', mails: 'certificates' });
    expect(await told()).toEqual([{ kind: 'person.choices_changed', door: 'link' }]);
    const asked = await at.field.world.request().get(`${path}?done=choices`).set('Accept-Language', 'vi');
    expect(asked.text).toContain('<html lang="en">');
    expect(asked.text).toContain('The choices were saved.');
    expect(asked.text).toContain(`href="${path}?lang&#x3D;vi"`);
    expect(await read(at.field, `${path}?lang=vi`)).toContain('<html lang="vi">');
    expect((await at.trainer.get(`/people/${await idOf(at.field, 'an')}`)).text).toContain(
      'Người này chỉ muốn nhận giấy chứng nhận',
    );
  });

  it('is refused where it is none', async () => {
    const { text } = await choose({ locale: 'fr', mails: 'some' }).expect(422);
    expect(text).toContain('Lỗi:');
    expect(await of('an')).toEqual({ locale: null, mails: 'all' });
  });

  it('ends all letters at one press that needs nothing but the address, and keeps the language', async () => {
    await choose({ locale: 'en', mails: 'all' }).expect(303);
    // As mail programs do it (RFC 8058).
    const pressed = await send(at.field, `${path}/mail`, { 'List-Unsubscribe': 'One-Click' }).expect(200);
    expect(pressed.text).toBe('{"mails":"none"}');
    await send(at.field, `${path}/mail`).expect(303);
    expect(await of('an')).toEqual({ locale: 'en', mails: 'none' });
    expect(await told()).toHaveLength(2);
    expect(await read(at.field, path)).not.toContain(`action="${path}/mail"`);
  });

  it('is not pressed by another site', async () => {
    const foreign = at.field.world.request().post(`${path}/mail`).set('Sec-Fetch-Site', 'cross-site');
    await foreign.expect(403);
    expect(await of('an')).toEqual({ locale: null, mails: 'all' });
  });

  it('of two records that were merged is what was chosen last, and each one’s own again afterwards', async () => {
    const other = await linkOf(at.field, 'an2');
    await choose({ locale: 'vi', mails: 'none' }, other).expect(303);
    setClock(() => new Date('2025-05-09T04:00:00Z'));
    await choose({ locale: 'vi', mails: 'certificates' }).expect(303);
    const merges = at.field.world.get(PersonMerges);
    const { id } = await merges.merge('an2', 'an', null);
    expect(await of('an')).toEqual({ locale: 'vi', mails: 'certificates' });
    setClock(() => new Date('2025-05-09T05:00:00Z'));
    await send(at.field, `${other}/mail`).expect(303);
    expect(await of('an')).toEqual({ locale: 'vi', mails: 'none' });
    await merges.undo(id);
    expect(await of('an')).toEqual({ locale: 'vi', mails: 'certificates' });
    expect(await of('an2')).toEqual({ locale: 'vi', mails: 'none' });
  });
});
