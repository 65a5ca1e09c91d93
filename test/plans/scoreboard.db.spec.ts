import type { Member, World } from '../support/world.js';
import { openDistrict } from './figure-district.js';
import { links, words } from './reading.js';

let world: World;
let organizer: Member;
let trainerOfA: Member;

beforeAll(async () => {
  ({ world, organizer, trainerOfA } = await openDistrict());
});
afterAll(() => world.close());

describe('the scoreboard', () => {
  it('opens with the sentence and shows every figure with its two numbers', async () => {
    const { text } = await organizer.get('/plans/K?as_of=2025-06-15').expect(200);
    expect(words(text)).toContain('0 trong 4 chỉ tiêu đến hạn 31/12/2025 đã đạt');
    expect(words(text)).toMatch(/16,7% = 2\/12 người/);
    expect(words(text)).toContain('Còn thiếu 4 người');
    expect(links(text)).toContain('/plans/K/indicators/1?as_of=2025-06-15');
  });

  it('speaks of the plan whose period has ended, also later', async () => {
    const { text } = await organizer.get('/plans/K?as_of=2027-06-15').expect(200);
    expect(words(text)).toContain('chỉ tiêu đến hạn 31/12/2025 đã đạt');
    expect(words(text)).toContain('Đã quá hạn 531 ngày');
  });

  it('says what to do first: who can still finish, which baselines are missing', async () => {
    const { text } = await organizer.get('/plans/K?as_of=2025-06-15').expect(200);
    const todo = words(text.slice(text.indexOf('class="todo"'), text.indexOf('</ol>')));
    expect(todo).toContain('Tập huấn thêm 6 giáo viên');
    expect(todo).toContain('2 người đang học dở còn kịp');
    expect(todo).toContain('Nhập mẫu số cha mẹ, người chăm sóc trẻ: Bạch Yến');
  });

  it('keeps a date that cannot be and says what is wrong with it', async () => {
    const { text } = await organizer.get('/plans/K?to=31%2F02%2F2025').expect(422);
    expect(text).toContain('value="31/02/2025"');
    expect(text).toContain('aria-invalid="true"');
    await organizer.get('/plans/K?to=15%2F06%2F2025&from=16%2F06%2F2025').expect(422);
    await organizer.get('/plans/K?to=5.7.2025&from=1-1-2025').expect(200);
  });

  it('is there in English', async () => {
    const { text } = await organizer
      .get('/plans/K?as_of=2025-06-15')
      .set('Cookie', `${organizer.cookie}; lan-toa-locale=en`);
    expect(words(text)).toContain('0 of 4 indicators due on 31 December 2025 are met');
    expect(text).not.toMatch(/\bcoverage\.(?!csv)[a-z_]+/);
  });
});

describe('the matrix', () => {
  it('has the whole territory first, then its communes, each cell a link to the figure of the place', async () => {
    const { text } = await organizer.get('/plans/K/matrix?as_of=2025-06-15').expect(200);
    expect([...text.matchAll(/<th scope="row">(?:<a [^>]*>)?([^<]+)/g)].map(([, name]) => name)).toEqual([
      'Toàn huyện',
      'Ánh Sao',
      'Bạch Yến',
    ]);
    expect(links(text)).toContain('/plans/K/indicators/1?as_of=2025-06-15&unit=A');
    expect(links(text)).toContain('/plans/K?as_of=2025-06-15&unit=A');
    expect(words(text)).toContain('2 xã và 4 chỉ tiêu');
  });

  it('says of the whole how many places its baseline lacks', async () => {
    const { text } = await organizer.get('/plans/K/matrix?as_of=2025-06-15').expect(200);
    expect(words(text)).toContain('16 mẫu số thiếu 1 xã');
  });

  it('has a dash where only larger places have baselines, and counts of the others', async () => {
    const { text } = await organizer.get('/plans/K/matrix?as_of=2025-06-15&unit=A').expect(200);
    const rows = words(text.slice(text.indexOf('<tbody>')));
    expect(rows).toMatch(/Bản Một – Tính ở cấp trên – Tính ở cấp trên – Tính ở cấp trên 0 chưa có mẫu số 0\/1/);
    const board = await organizer.get('/plans/K?as_of=2025-06-15&unit=A1').expect(200);
    expect(words(board.text)).toContain('0 trong 1 chỉ tiêu');
    expect(words(board.text)).toContain('Chỉ tính ở cấp trên');
  });

  it('shows somebody of one commune that commune and the plan as a whole', async () => {
    const { text } = await trainerOfA.get('/plans/K/matrix?as_of=2025-06-15').expect(200);
    expect(text).toContain('Ánh Sao');
    expect(text).not.toContain('Bạch Yến');
  });
});

describe('the scoreboard of a place', () => {
  it('has the figures, the tasks and the links of that place', async () => {
    const { text } = await organizer.get('/plans/K?as_of=2025-06-15&unit=A').expect(200);
    expect(text).toContain('<title>K · Xã Ánh Sao · Kết quả chung · Lan Tỏa</title>');
    expect(text).toContain('<h1>Xã Ánh Sao</h1>');
    expect(words(text)).toMatch(/12,5% = 1\/8 người/);
    expect(words(text)).toContain('Cung cấp thông tin cho thêm 10 giáo viên và cha mẹ, người chăm sóc trẻ');
    expect(links(text)).toEqual(
      expect.arrayContaining([
        '/plans/K/indicators/1?as_of=2025-06-15&unit=A',
        '/plans/K/coverage.csv?as_of=2025-06-15&unit=A',
        '/plans/K?as_of=2025-06-15',
      ]),
    );
    await organizer.get('/plans/K?unit=Z').expect(404);
  });

  it('comes first for somebody of that place, with a way to the whole', async () => {
    const { text } = await trainerOfA.get('/plans/K?as_of=2025-06-15').expect(200);
    expect(text).toContain('<h1>Xã Ánh Sao</h1>');
    expect(links(text)).toContain('/plans/K?as_of=2025-06-15&unit=D');
    const whole = await trainerOfA.get('/plans/K?as_of=2025-06-15&unit=D').expect(200);
    expect(words(whole.text)).toMatch(/16,7% = 2\/12 người/);
    await trainerOfA.get('/plans/K?unit=B').expect(404);
  });
});

describe('days that give no figures of their own', () => {
  it('say which day the figures are of instead', async () => {
    const { text } = await organizer.get('/plans/K?to=31%2F02%2F2025&from=01%2F01%2F2025').expect(422);
    expect(text).toContain('value="31/02/2025"');
    expect(text).toContain('value="01/01/2025"');
    expect(words(text)).toContain('Số liệu dưới đây tính đến hôm nay, ');
  });

  it('say when the plan begins', async () => {
    const early = await organizer.get('/plans/K?to=01%2F01%2F2019').expect(200);
    expect(words(early.text)).toContain('Kế hoạch bắt đầu từ ngày 01/01/2021: đến ngày 01/01/2019 chưa tính gì.');
    const window = await organizer.get('/plans/K/indicators/1?to=15%2F06%2F2025&from=01%2F01%2F2019').expect(200);
    expect(words(window.text)).toContain('Kỳ được tính từ ngày bắt đầu kế hoạch, 01/01/2021.');
  });
});
