import { Form } from '../../src/web/form.js';
import { cleanText, textFault } from '../../src/web/text.js';
import type { Member, World } from '../support/world.js';
import { districtWorld, exported, load, training } from '../people/cast.js';

let world: World;
let organizer: Member;
beforeAll(async () => {
  const district = await districtWorld();
  ({ world } = district);
  organizer = await world.member('organizer');
  await training(world, 'L', 'Lớp', district.places.banBo);
});
afterAll(() => world.close());

/** As a page sends what was pasted: line ends of the browser, a space that does not break, letters in parts. */
const PASTED = '  Cục\u00a0Thống kê,\r\nbiểu 5 ỹ '.normalize('NFD');
const KEPT = 'Cục Thống kê,\nbiểu 5 ỹ';
const TURNED = 'Lớp \u202eđảo';

describe('text', () => {
  it('has one form, whichever way it comes', () => {
    expect(cleanText(PASTED)).toBe(KEPT);
    expect(new Form({ a: PASTED, b: [PASTED] }).optionalText('a')).toBe(KEPT);
    expect(new Form({ b: [PASTED] }).many('b')).toEqual([KEPT]);
    expect([textFault(KEPT, true), textFault(KEPT, false), textFault('a\tb', true)]).toEqual([
      null,
      'line_break',
      null,
    ]);
    expect([textFault(TURNED, true), textFault('\ud800', true)]).toEqual(['control_character', 'control_character']);
  });

  it('is refused on pages where it turns the direction of writing', () => {
    const form = new Form({ a: TURNED });
    form.text('a');
    expect(form.errors).toEqual([{ field: 'a', key: 'errors.form.control', params: {} }]);
  });

  it('typed on a page comes back unchanged by export and import', async () => {
    const typed = { unit: '03405', group: 'parent', year: '2025', value: '10', source: PASTED };
    await organizer.post('/territory/baselines/new', typed).expect(303);
    const file = await exported(world, 'baselines');
    expect(file).toContain(KEPT);
    const again = await load(world, 'baselines', [file.trimEnd()]);
    expect(again).toMatchObject({ inserted: 0, updated: 0, unchanged: 1, rejected: [] });
  });

  it('sent by a program is kept as a file would keep it', async () => {
    const change = (title: string) => organizer.api('patch', '/api/v1/activities/L').send({ version: 1, title });
    const title = ' Lớp\u00a0tập huấn ỹ '.normalize('NFD');
    expect((await change(title).expect(200)).body.title).toBe('Lớp tập huấn ỹ');
    const refused = await change(TURNED).expect(422);
    expect(refused.body.errors).toEqual([
      { field: 'title', detail: 'có ký tự điều khiển không nhìn thấy; gõ lại nội dung' },
    ]);
    expect((await change('Hai\ndòng').expect(422)).body.errors[0].detail).toContain('xuống dòng');
    const session = organizer.api('patch', '/api/v1/activities/L/sessions/1').send({ venue: TURNED });
    await session.expect(422);
    await load(world, 'people', ['ref,full_name,unit', 'a1,Lò Văn Páo,03405', 'a2,Lò Văn Páo,03405']);
    const merged = await organizer.api('post', '/api/v1/people/a1/merge').send({ into: 'a2', reason: PASTED });
    expect(merged.body.reason).toBe(KEPT);
  });
});
