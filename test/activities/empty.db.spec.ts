import { Field } from './field.js';

let field: Field;
beforeAll(async () => {
  field = await Field.create();
});
afterAll(() => field.world.close());

it('leads whoever may write to what they can do where nothing is yet, and tells the others who does it', async () => {
  const trainer = await field.world.member('trainer', field.places.get('C'));
  const viewer = await field.world.member('viewer', field.places.get('C'));
  const textOf = async (who: typeof trainer, path: string): Promise<string> => (await who.get(path).expect(200)).text;
  const none = await textOf(trainer, '/activities');
  expect(none).toContain('Mở lớp tập huấn hoặc đợt truyền thông đầu tiên');
  expect(none).toMatch(/<a class="btn btn-main" href="\/activities\/new\?kind[^"]*training"/);
  expect(await textOf(viewer, '/activities')).toContain('sẽ hiện ở đây khi người phụ trách mở');
  await field.good('activities', 'code,plan,kind,title,unit\nT,P,training,Kỹ năng,C');
  const nobody = await textOf(trainer, '/activities/T/roster');
  expect(nobody).toContain('Thêm từng người, hoặc dán cả danh sách đã có');
  expect(nobody.match(/href="\/activities\/T\/roster\/[^"]*">Thêm người/g)).toHaveLength(2);
  expect(nobody).not.toContain('participations.csv');
});
