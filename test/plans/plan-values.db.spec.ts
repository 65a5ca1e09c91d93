import { setClock } from '../../src/config/clock.js';
import { type Member, World } from '../support/world.js';
import { faults, importPlan, layTerritory, realPlan } from './plans-cast.js';

let world: World;
let huyen: Member;

beforeAll(async () => {
  setClock(() => new Date('2025-06-15T03:00:00Z'));
  world = await World.create();
  const ids = await layTerritory(world);
  huyen = await world.member('organizer', ids['106']);
  await importPlan(world, realPlan());
});
afterAll(async () => {
  setClock();
  await world.close();
});

describe('values of an indicator that is not counted', () => {
  const values = '/plans/TD-CLD-2021/indicators/1.3/values';

  it('are entered with date and source, corrected by revision, and withdrawn', async () => {
    const entered = {
      date: '31/05/2025',
      value: '',
      numerator: '24',
      denominator: '27',
      source: 'Sổ quản lý trường hợp',
    };
    await huyen.post(values, entered).expect(303);
    const first = await huyen.get(values).expect(200);
    for (const words of ['88,9%', '24/27', 'Sổ quản lý trường hợp', 'Chưa đạt', 'organizer 1'])
      expect(first.text).toContain(words);
    await huyen.post(values, entered).expect(303);
    await huyen.post(values, { ...entered, numerator: '25', value: '92,6' }).expect(303);
    const { text } = await huyen.get(values).expect(200);
    for (const words of ['92,6%', '88,9%', 'Đã được thay', 'Đang dùng']) expect(text).toContain(words);
    expect(text).toMatch(/pill is-met/);
    const withdraw = /action="([^"]+\/withdrawal)"/.exec(text)?.[1] ?? '';
    await huyen.post(withdraw).expect(303);
    await huyen.post(withdraw).expect(404);
    expect((await huyen.get(values)).text).toContain('Chưa có số liệu');
    // what was taken back stays so, also when the day has a value again
    await huyen.post(values, { ...entered, value: '88,9' }).expect(303);
    expect((await huyen.get(values)).text).toContain('Đã rút lại lúc');
    const entries = await world.database.rows("SELECT id FROM events WHERE kind LIKE 'plan.value_%'");
    expect(entries).toHaveLength(4);
    const revisions = await world.database.rows('SELECT revision, current FROM reported_values ORDER BY revision');
    expect(revisions).toEqual([
      { revision: 1, current: 0 },
      { revision: 2, current: 0 },
      { revision: 3, current: 1 },
    ]);
  });

  it.each([
    [{ date: '16/06/2025', value: '90' }, 'date: Ngày của số liệu chưa tới'],
    [{ date: '', value: '90' }, 'date: Không được để trống'],
    [{ date: '1/6/2025', value: '' }, 'value: Không được để trống'],
    [{ date: '1/6/2025', value: '101' }, 'value: Nhập số từ 0 đến 100, tối đa bốn chữ số thập phân, ví dụ 5,1'],
    [{ date: '1/6/2025', numerator: '3' }, 'denominator: Nhập cả tử số và mẫu số, hoặc để trống cả hai'],
    [{ date: '1/6/2025', numerator: '3', denominator: '0' }, 'denominator: Mẫu số phải lớn hơn 0'],
    [{ date: '1/6/2025', numerator: '4', denominator: '3' }, 'numerator: Tử số không thể lớn hơn mẫu số'],
    [{ date: '1/6/2025', numerator: '24', denominator: '27', value: '90' }, 'value: Giá trị không khớp với tử số và mẫu số: tính ra 88,9%. Sửa một trong hai.'],
    [{ date: '1/6/2025', value: '90', source: ' ' }, 'source: Không được để trống'],
  ])('are refused when they cannot be: %j', async (typed, sentence) => {
    expect(faults(await huyen.post(values, { source: 'Khảo sát hộ', ...typed }).expect(422))).toContain(sentence);
  }); // prettier-ignore

  it('stand as of the day asked for, on the scoreboard and on the page behind it', async () => {
    const enter = (date: string, numerator: string) =>
      huyen.post(values, { date, numerator, denominator: '30', source: 'Sổ quản lý trường hợp' }).expect(303);
    await enter('30/11/2024', '24');
    await enter('01/06/2025', '28');
    const board = await huyen.get('/plans/TD-CLD-2021?to=31/12/2024').expect(200);
    const link = '/plans/TD-CLD-2021/indicators/1.3/values?as_of&#x3D;2024-12-31';
    expect(board.text).toContain(`href="${link}"`);
    expect(board.text).toContain('content?as_of&#x3D;2024-12-31');
    const then = await huyen.get(link.replaceAll('&#x3D;', '=')).expect(200);
    expect(then.text).toContain('tính đến ngày 31/12/2024');
    expect(then.text).toMatch(/80%<\/span><span class="pill is-short/);
    expect(then.text).toContain('Sau ngày tính');
    const now = await huyen.get(values).expect(200);
    expect(now.text).toMatch(/93,3%<\/span><span class="pill is-met/);
    expect(now.text).toContain('Giá trị từ 80% ngày 30/11/2024 đến 93,3% ngày 01/06/2025; phải đạt: trên 90%');
  });

  it('are behind the address of the indicator too', async () => {
    await huyen
      .get('/plans/TD-CLD-2021/indicators/1.3?as_of=2024-12-31')
      .expect(303)
      .expect('Location', `${values}?as_of=2024-12-31`);
    await huyen.get('/plans/TD-CLD-2021/indicators/1.3/trend.csv').expect(404);
    await huyen.get('/plans/TD-CLD-2021/indicators/3.1/values').expect(404);
  });
});
