import type { World } from '../support/world.js';
import { districtWorld, exported, idOf, load } from './cast.js';

let world: World;
beforeAll(async () => {
  ({ world } = await districtWorld({ ETHNICITY: 'on' }));
});
afterAll(() => world.close());

describe('ethnicity, where the installation keeps it', () => {
  it('is shown to administrators only, and is in no file', async () => {
    const report = await load(world, 'people', ['ref,full_name,unit,ethnicity', 'e1,Vàng A Sình,03405,Mông hoa']);
    expect(report).toMatchObject({ saved: true, unknown_columns: [] });
    const path = `/people/${await idOf(world, 'people', 'e1')}`;
    const admin = await world.member('administrator');
    expect((await admin.get(path).expect(200)).text).toContain('Mông hoa');
    expect((await admin.api('get', '/api/v1/people/e1').expect(200)).body.ethnicity).toBe('Mông hoa');
    const organizer = await world.member('organizer');
    const seen = await Promise.all([
      organizer.get(path),
      organizer.get('/people/list.csv'),
      organizer.api('get', '/api/v1/people'),
      organizer.api('get', '/api/v1/people/e1'),
      admin.get('/people/list.csv'),
    ]);
    for (const { status, text } of seen) {
      expect(status).toBe(200);
      expect(text).not.toContain('Mông hoa');
    }
    expect(await exported(world, 'people')).not.toContain('Mông hoa');
  });
});
