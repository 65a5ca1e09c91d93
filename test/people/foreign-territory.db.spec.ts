import type { Member, World } from '../support/world.js';
import { districtWorld, enrol, idOf, load, type Places, training } from './cast.js';

/** A name that must never reach anybody of Bản Bo. */
const CANARY = 'Hoàng Yến Chim';
const CANARY_ORGANISATION = 'HTX Hoàng Yến';

let world: World;
let places: Places;
let trainer: Member;
beforeAll(async () => {
  ({ world, places } = await districtWorld());
  trainer = await world.member('trainer', places.banBo);
  await load(world, 'people', [
    'ref,full_name,unit',
    `la1,${CANARY},03394`,
    `la2,${CANARY},03394`,
    'nha1,Lò Văn Páo,03405',
    'nha2,Lò Thị Ánh,03405',
  ]);
  await load(world, 'organisations', [
    'ref,name,group,unit',
    `lahtx,${CANARY_ORGANISATION},cooperative,03394`,
    'nhahtx,HTX Chè Bản Bo,cooperative,03405',
  ]);
  const organizer = await world.member('organizer');
  await organizer.api('post', '/api/v1/people/la2/merge').send({ into: 'nha1', reason: CANARY }).expect(201);
  await organizer.api('post', '/api/v1/people/nha2/merge').send({ into: 'la1' }).expect(201);
  await meet();
});
afterAll(() => world.close());

/** A training of Thèn Sin with somebody of Bản Bo, and one of Bản Bo with somebody of Thèn Sin for its cooperative. */
async function meet(): Promise<void> {
  const theirs = await training(world, 'TS', 'Tập huấn tại Thèn Sin', places.thenSin);
  const cooperative = { group: 'cooperative', place: places.banBo };
  await enrol(world, theirs, { ref: 'nha1', ...cooperative, organisation: 'lahtx' });
  const ours = await training(world, 'BB', 'Tập huấn tại Bản Bo', places.banBo);
  await enrol(world, ours, { ref: 'la1', ...cooperative, organisation: 'nhahtx' });
}

describe('somebody of Bản Bo', () => {
  it('finds nothing of Thèn Sin anywhere', async () => {
    const [mine, merged] = [await idOf(world, 'people', 'nha1'), await idOf(world, 'people', 'nha2')];
    const cooperative = await idOf(world, 'organisations', 'nhahtx');
    const open = [
      '/people',
      '/people?q=hoang+yen',
      '/people/list.csv',
      `/people/${mine}`,
      `/people/${merged}`,
      '/organisations',
      '/organisations?q=hoang+yen',
      '/organisations/list.csv',
      `/organisations/${cooperative}`,
    ];
    const api = ['people', 'people?q=hoang', 'people/nha1', 'people/nha2', 'organisations', 'organisations?q=hoang'];
    const answers = [
      ...(await Promise.all(open.map((path) => trainer.get(path).expect(200)))),
      ...(await Promise.all(api.map((path) => trainer.api('get', `/api/v1/${path}`).expect(200)))),
    ];
    for (const { text } of answers) {
      const found = text.replaceAll('hoang yen', '').match(/.{0,60}Hoàng Yến.{0,60}/u);
      expect(found?.[0]).toBeUndefined();
    }
  });

  it('is told that what lies there does not exist', async () => {
    const [person, organisation] = [await idOf(world, 'people', 'la1'), await idOf(world, 'organisations', 'lahtx')];
    await trainer.get(`/people/${person}`).expect(404);
    await trainer.get(`/organisations/${organisation}`).expect(404);
    for (const path of ['people/la1', 'organisations/lahtx', 'people?unit=03394', 'organisations?unit=03394']) {
      await trainer.api('get', `/api/v1/${path}`).expect(404);
    }
  });

  it('sees the own part of what was done together', async () => {
    const { text } = await trainer.get(`/people/${await idOf(world, 'people', 'nha1')}`).expect(200);
    expect(text).toContain('Tập huấn tại Thèn Sin');
    expect(text).not.toContain('href="/activities/TS"');
    const page = await trainer.get(`/organisations/${await idOf(world, 'organisations', 'nhahtx')}`).expect(200);
    expect(page.text).toContain('Không hiển thị tên');
  });

  it('changes nobody there, and brings nobody in there', async () => {
    const rows = [
      { ref: 'la1', full_name: 'Đổi tên', unit: '03405' },
      { ref: 'moi1', full_name: 'Người mới', unit: '03394' },
      { ref: 'moi2', full_name: 'Người mới', unit: '03405' },
    ];
    const { body } = await trainer.api('post', '/api/v1/people').send({ rows, partial: true }).expect(200);
    expect(body).toMatchObject({ inserted: 1 });
    expect(body.rejected.map(({ line, column }: { line: number; column: string }) => `${line} ${column}`)).toEqual([
      '1 ref',
      '2 unit',
    ]);
    expect(JSON.stringify(body)).not.toContain('Hoàng Yến');
    const organisations = [{ ref: 'lahtx', name: 'Đổi tên', group: 'cooperative', unit: '03405' }];
    await trainer.api('post', '/api/v1/organisations').send({ rows: organisations }).expect(422);
  });

  it('is proposed only places of the own territory', async () => {
    const rows = [{ ref: 'moi3', full_name: 'Người mới', unit: '3394' }];
    const { text } = await trainer.api('post', '/api/v1/people').send({ rows }).expect(422);
    expect(text).not.toContain('Thèn Sin');
  });
});

describe('a viewer', () => {
  it('sees organisations and who attended without names', async () => {
    const viewer = await world.member('viewer', places.banBo);
    const page = await viewer.get(`/organisations/${await idOf(world, 'organisations', 'nhahtx')}`).expect(200);
    expect(page.text).toContain('HTX Chè Bản Bo');
    const everywhere = await world.member('viewer');
    const other = await everywhere.get(`/organisations/${await idOf(world, 'organisations', 'lahtx')}`).expect(200);
    expect(other.text).not.toContain('Lò Văn Páo');
    await viewer.api('post', '/api/v1/organisations').send({ rows: [] }).expect(403);
  });
});
