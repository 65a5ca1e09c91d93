import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { actAs } from '../../src/web/actor.js';
import type { Member, World } from '../support/world.js';
import { districtWorld, exported, idOf, load } from './cast.js';

const NUMBER = '012095001234';
const TAIL = '234';
/** Everything of the number that must never be found; the last three digits may. */
const SECRET = NUMBER.slice(0, 9);

let world: World;
let admin: Member;
beforeAll(async () => {
  ({ world } = await districtWorld());
  admin = await world.member('administrator');
  await load(world, 'people', [
    'ref,full_name,unit,national_id',
    `cd1,Lò Thị Ánh,03405,${NUMBER.slice(0, 6)} ${NUMBER.slice(6)}`,
  ]);
});
afterAll(() => world.close());

const hashOf = (ref: string) =>
  world.database.row<{ national_id_hash: string | null; national_id_tail: string | null }>(
    'SELECT national_id_hash, national_id_tail FROM people WHERE ref = ?',
    [ref],
  );

describe('a national ID', () => {
  it('is kept as a keyed hash and its last three digits', async () => {
    const kept = await hashOf('cd1');
    expect(kept?.national_id_tail).toBe(TAIL);
    expect(kept?.national_id_hash).toMatch(/^[\w-]{43}$/);
  });

  it('is recognised, however it is written, and cleared by an empty cell', async () => {
    const again = await load(world, 'people', ['ref,full_name,unit,national_id', `cd1,Lò Thị Ánh,03405,${NUMBER}`]);
    expect(again).toMatchObject({ unchanged: 1 });
    await load(world, 'people', ['ref,full_name,unit,national_id', 'cd2,Lò Thị Ánh,03405,123456789']);
    await load(world, 'people', ['ref,full_name,unit,national_id', 'cd2,Lò Thị Ánh,03405,']);
    expect(await hashOf('cd2')).toEqual({ national_id_hash: null, national_id_tail: null });
  });

  it('is in no answer, no event and no list of errors', async () => {
    const id = await idOf(world, 'people', 'cd1');
    const post = await admin.api('post', '/api/v1/people').send({
      rows: [{ ref: 'cd3', full_name: 'Lò Thị Ánh', unit: 'nowhere', national_id: NUMBER }],
    });
    const spoilt = await admin.api('post', '/api/v1/people').send({
      rows: [{ ref: 'cd3', full_name: 'Lò Thị Ánh', unit: '03405', national_id: `${NUMBER}9` }],
      partial: true,
    });
    expect([post.status, spoilt.status]).toEqual([422, 200]);
    const answers = await Promise.all([
      admin.get('/people'),
      admin.get(`/people/${id}`),
      admin.get('/people/list.csv'),
      admin.api('get', '/api/v1/people'),
      admin.api('get', '/api/v1/people/cd1'),
    ]);
    const events = await world.database.rows('SELECT * FROM events');
    const file = await actAs(null, () => exported(world, 'people'));
    const all = [...answers, post, spoilt].map(({ text }) => text).join('\n') + JSON.stringify(events) + file;
    expect(all).not.toContain(SECRET);
    expect(answers[1]?.text).toContain(`••• ${TAIL}`);
  });

  it('is in no byte of the database', async () => {
    if (world.database.engine === 'sqlite') {
      const files = readdirSync(world.settings.dataDir).map((name) => join(world.settings.dataDir, name));
      const bytes = files.filter((path) => statSync(path).isFile()).map((path) => readFileSync(path));
      expect(Buffer.concat(bytes).includes('Lò Thị Ánh')).toBe(true);
      expect(Buffer.concat(bytes).includes(SECRET)).toBe(false);
    }
    expect(JSON.stringify(await world.database.rows('SELECT * FROM people'))).not.toContain(SECRET);
  });
});
