import { setClock } from '../../src/config/clock.js';
import { activities, commune, type Commune, idOf, linkOf, read, send } from './participants.js';

const CHILD = 'Lò Thị Em Bé';
let at: Commune;
let path: string;

beforeAll(async () => {
  at = await commune();
  await activities(at.field);
  path = await linkOf(at.field, 'em');
});
beforeEach(async () => {
  const { database } = at.field.world;
  await database.transaction(async () => {
    for (const table of ['consents', 'name_corrections']) await database.execute(`DELETE FROM ${table}`);
    await database.execute('UPDATE people SET consent_on = NULL, consent_by = NULL');
  });
});
afterAll(async () => {
  setClock();
  await at.field.world.close();
});

const child = (): Promise<number> => idOf(at.field, 'em');
/** What the representative agrees to, and on which day the child. */
async function agree(purposes: string[], own_on: string): Promise<void> {
  const given = { representative: 'Lò Văn Bố', relation: 'father', given_on: '05/01/2025', way: 'paper' };
  await at.organizer.post(`/people/${await child()}/consents/new`, { ...given, purposes, own_on }).expect(303);
}
const ask = () => send(at.field, `${path}/correction`, { wanted_name: 'Lò Thị Em Bê', remark: 'Ghi nhầm' }).expect(303);

describe('the page of a child', () => {
  it('is for the representative, and shows initials', async () => {
    const text = await read(at.field, path);
    expect(text).toContain('L. T. E. B.');
    expect(text).toContain('dành cho cha, mẹ hoặc người giám hộ');
    for (const address of [path, `${path}/correction`, `${path}/withdrawal`])
      expect(await read(at.field, address)).not.toContain(CHILD);
  });

  it.each([
    ['taking part alone', ['participation', 'photograph'], '06/01/2025', false],
    ['the certificate by the representative alone', ['certificate'], '', false],
    ['the certificate by both', ['certificate'], '06/01/2025', true],
  ])('shows the name by consent: %s', async (_, purposes, own, isShown) => {
    await agree(purposes, own);
    expect((await read(at.field, path)).includes(CHILD)).toBe(isShown);
  });

  it('shows what was asked for as initials too, and does not tell that a name was guessed', async () => {
    await ask();
    const text = await read(at.field, path);
    expect(text).not.toContain('Em Bê');
    expect(text).toContain('Đề nghị ghi là: L. T. E. B.');
    await send(at.field, `${path}/correction`, { wanted_name: CHILD }).expect(303);
  });

  it('shows the name of somebody who has become sixteen', async () => {
    setClock(() => new Date('2033-01-02T03:00:00Z'));
    expect(await read(at.field, await linkOf(at.field, 'em'))).toContain(CHILD);
    setClock(() => new Date('2025-05-09T03:00:00Z'));
  });
});

describe('who does not see the name of a child', () => {
  it('gets no link to its page', async () => {
    const here = `/people/${await child()}`;
    expect((await at.trainer.get(here).expect(200)).text).toContain('do cán bộ được xem tên đưa');
    await at.trainer.get(`${here}/link`).expect(403);
    await at.trainer.post(`${here}/link`).expect(403);
    await at.trainer.post(`${here}/link/withdrawal`).expect(403);
    expect((await at.organizer.get(`${here}/link`).expect(200)).text).toContain('<p class="name">L. T. E. B.</p>');
  });

  it('does not decide about it, and reads initials and no remark', async () => {
    await ask();
    const [row] = await at.field.world.database.rows<{ id: number }>('SELECT id FROM name_corrections');
    const own = `/people/corrections/${row?.id}`;
    for (const address of [own, '/people/corrections', `/people/${await child()}`]) {
      const { text } = await at.trainer.get(address).expect(200);
      expect([address, /Em B|Ghi nhầm/.test(text)]).toEqual([address, false]);
    }
    expect((await at.trainer.get(own)).text).toContain('cán bộ được xem tên quyết định');
    await at.trainer.post(`${own}/acceptance`).expect(403);
    await at.trainer.post(`${own}/refusal`, { reason: 'Không' }).expect(403);
    expect((await at.organizer.get(own).expect(200)).text).toContain('Ghi nhầm');
    await at.organizer.post(`${own}/acceptance`).expect(303);
    expect(await at.field.world.database.row("SELECT full_name FROM people WHERE ref = 'em'")).toMatchObject({
      full_name: 'Lò Thị Em Bê',
    });
  });
});
