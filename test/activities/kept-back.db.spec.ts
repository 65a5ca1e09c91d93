import type { Member } from '../support/world.js';
import { Field } from './field.js';

let field: Field;
let trainer: Member;
let organizer: Member;

beforeEach(async () => {
  field = await Field.create();
  await field.good('activities', 'code,plan,kind,title,unit\nT,P,training,Kỹ năng,C');
  await field.good('sessions', 'activity,number,date\nT,1,2025-05-01');
  await field.good(
    'people',
    `ref,full_name,unit,birth_year
    mai,Vàng Thị Mai,6A,2015
    tu,Lò Văn Tú,6A,2015
    lon,Vàng Thị Mỷ,6A,1980`,
  );
  trainer = await field.world.member('trainer', field.places.get('C'));
  organizer = await field.world.member('organizer', field.places.get('D'));
});
afterEach(() => field.world.close());

const newcomer = (by: Member, full_name: string, more: Record<string, string> = {}) =>
  by.post('/activities/T/roster/newcomers', {
    full_name,
    unit: '6A',
    group: 'child',
    form_key: `k ${full_name}`,
    ...more,
  });
const paste = (key: string, lines: string) =>
  trainer.post('/activities/T/roster/lines', { lines, lines_unit: '6A', group: 'child', act: 'save', form_key: key });
const names = async (): Promise<string[]> => {
  const rows = await field.world.database.rows<{ full_name: string }>('SELECT full_name FROM people ORDER BY id');
  return rows.map(({ full_name }) => full_name).filter((name) => /^(Vàng|Lò Văn T)/.test(name));
};
const onRoster = async (): Promise<string[]> => {
  const rows = await field.world.database.rows<{ ref: string }>(
    'SELECT pe.ref FROM participations p JOIN people pe ON pe.id = p.person_id ORDER BY p.id',
  );
  return rows.map(({ ref }) => (ref.startsWith('n-') ? 'new' : ref));
};

describe('a child of the register whose name the trainer may not see', () => {
  it('is that child when typed anew, and shown as somebody new would be', async () => {
    await newcomer(trainer, 'Vàng Thị Mai').expect(303);
    expect(await onRoster()).toEqual(['mai']);
    expect(await names()).toEqual(['Vàng Thị Mai', 'Lò Văn Tú', 'Vàng Thị Mỷ']);
    const { text } = await trainer.get('/activities/T/roster');
    expect(text).toContain('V. T. M.');
    expect(text).not.toContain('Vàng Thị Mai</');
  });

  it('is there once, however often a class list is pasted', async () => {
    const list = 'Vàng Thị Mai\nSùng A Dơ\nGiàng Thị Sua';
    await paste('the-first-paste', list).expect(303);
    await paste('another-paste', `${list}\nLý A Chu`).expect(303);
    await paste('another-paste', `${list}\nLý A Chu`).expect(303);
    expect(await onRoster()).toEqual(['mai', 'new', 'new', 'new']);
  });

  it('is somebody else where name, home or birth differ, in another group, or for who can be asked', async () => {
    await newcomer(trainer, 'Lò Văn Tư').expect(303);
    await newcomer(trainer, 'Vàng Thị Mai', { unit: 'C' }).expect(303);
    await paste('with-years-of-birth', 'Vàng Thị Mai\t2014').expect(303);
    await newcomer(trainer, 'Lò Văn Tú', { group: 'parent' }).expect(303);
    expect(await onRoster()).toEqual(['new', 'new', 'new', 'new']);
    const { text } = await newcomer(organizer, 'Vàng Thị Mai').expect(422);
    expect(text).toContain('Vàng Thị Mai');
  });

  it('is present at once at the door of a session', async () => {
    await newcomer(trainer, 'Vàng Thị Mai').expect(303);
    await newcomer(trainer, 'Vàng Thị Mai', { session: '1', form_key: 'at the door' }).expect(303);
    expect(await onRoster()).toEqual(['mai']);
    expect((await field.exported('attendance')).trim().split('\n').slice(1)).toEqual(['T,1,mai,present']);
  });
});
