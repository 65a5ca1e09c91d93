import { parse } from 'csv-parse/sync';
import type { Member, World } from '../support/world.js';
import { DISTRICT, openDistrict } from './figure-district.js';
import { links, words } from './reading.js';

let world: World;
let administrator: Member;
let organizer: Member;
let trainerOfA: Member;
let trainerOfB: Member;
let viewer: Member;

beforeAll(async () => {
  ({ world, administrator, organizer, trainerOfA, trainerOfB, viewer } = await openDistrict());
});
afterAll(() => world.close());

const figure = (indicator: string, query = ''): string => `/plans/K/indicators/${indicator}?as_of=2026-06-15${query}`;

async function csv(who: Member, path: string): Promise<Record<string, string>[]> {
  const answer = await who
    .get(path)
    .expect(200)
    .expect('Content-Type', /text\/csv/);
  return parse(answer.text, { columns: true, bom: true });
}

describe('a figure', () => {
  it('opens to exactly as many subjects as it counts by name, at every place and for every indicator', async () => {
    for (const indicator of ['1', '2', '3', '4']) {
      for (const unit of ['D', 'A', 'B']) {
        const query = `?as_of=2026-06-15&unit=${unit}`;
        const listed = await csv(organizer, `/plans/K/indicators/${indicator}/counted.csv${query}`);
        const { body } = await organizer.api('get', `/api/v1/plans/K/coverage${query}`).expect(200);
        const row = body.rows.find(
          (one: Record<string, unknown>) => one.indicator === indicator && one.unit === unit && one.group === '*',
        );
        expect([indicator, unit, listed.length]).toEqual([
          indicator,
          unit,
          row.floor - (row.indicator === '3' && unit !== 'B' ? 11 : 0),
        ]);
      }
    }
  });

  it('names those who are counted: where, since when, by what', async () => {
    const listed = await csv(organizer, '/plans/K/indicators/1/counted.csv?as_of=2026-06-15');
    expect(listed.map(({ name, unit, date, activity }) => [name, unit, date, activity])).toEqual([
      ['Lò Thị An', 'A', '2025-03-10', 'T1'],
      ['Vàng A Bình', 'B', '2025-03-10', 'T1'],
    ]);
    const { text } = await organizer.get(figure('1')).expect(200);
    expect(words(text)).toContain('2 người được tính theo tên');
  });

  it('says of everybody who came and is not counted why', async () => {
    const reasons = async (indicator: string, query: string): Promise<Record<string, string>> => {
      const rows = await csv(administrator, `/plans/K/indicators/${indicator}/not-counted.csv?${query}`);
      return Object.fromEntries(rows.map(({ ref, reason }) => [ref ?? '', reason ?? '']));
    };
    expect(await reasons('1', 'as_of=2026-06-15')).toEqual({
      ngoai: 'outside',
      som: 'before_start',
      muon: 'after_end',
      nhap: 'draft',
      huy: 'cancelled',
      khac: 'other_group',
      lop: 'training_off',
      do: 'training_off',
    });
    expect(await reasons('2', 'as_of=2026-06-15')).toEqual({ do: 'no_longer', an: 'no_longer' });
    expect(await reasons('2', 'as_of=2025-06-02')).toEqual({ lop: 'possible', an: 'possible', do: 'no_longer' });
    expect(await reasons('2', 'as_of=2025-06-01')).toEqual({ lop: 'possible', an: 'possible', do: 'possible' });
    expect(await reasons('1', 'as_of=2026-06-15&unit=B')).toEqual({ lop: 'training_off', an: 'elsewhere' });
  });

  it('lists the people of a reason with the sum that they lack', async () => {
    const { text } = await organizer.get(figure('2', '&reason=no_longer')).expect(200);
    expect(words(text)).toMatch(/Sùng A Dở .* 1 trong 3 buổi, cần 3/);
    expect(words(text)).toContain('2 người đã đến nhưng chưa được tính');
  });

  it('shows the baseline with its sources, and what is missing instead of nothing', async () => {
    const teachers = await csv(organizer, '/plans/K/indicators/1/baseline.csv?as_of=2026-06-15');
    expect(teachers.map(({ rule, unit, value, year, source }) => [rule, unit, value, year, source])).toEqual([
      ['children', 'A', '8', '2025', 'Công văn số 1'],
      ['children', 'B', '4', '2025', 'Công văn số 2'],
    ]);
    const { text } = await organizer.get(figure('3')).expect(200);
    expect(words(text)).toContain('thiếu mẫu số của: Bạch Yến');
  });

  it('takes the sting out of text that looks like a formula', async () => {
    const answer = await organizer.get('/plans/K/indicators/3/baseline.csv?as_of=2026-06-15&group=parent').expect(200);
    expect(answer.text).toContain("'=1+1");
  });

  it('adds the reporters up and takes the repeats off', async () => {
    const rows = await csv(organizer, '/plans/K/indicators/3/overlap.csv?as_of=2025-06-15&group=teacher');
    expect(rows.map(({ reporter, distinct }) => [reporter, Number(distinct)])).toEqual([
      ['NV', 3],
      ['GDDT', 2],
      [expect.stringMatching(/^\d+$/), 1],
      ['overlap', -2],
      ['distinct', 4],
    ]);
  });

  it('shows the headcounts that it rests on and what of it has names', async () => {
    const { text } = await organizer.get(figure('3', '&group=parent')).expect(200);
    expect(words(text)).toContain(
      'Chắc chắn 12 người: 1 có tên trong danh sách, thêm 11 được đếm tại buổi mà không có tên',
    );
    expect(await csv(organizer, '/plans/K/indicators/3/headcounts.csv?as_of=2026-06-15')).toHaveLength(1);
  });

  it('shows its way over the half-years', async () => {
    const rows = await csv(organizer, '/plans/K/indicators/1/trend.csv?as_of=2025-06-15');
    expect(rows.map(({ as_of }) => as_of)).toEqual([
      '2021-06-30', '2021-12-31', '2022-06-30', '2022-12-31', '2023-06-30', '2023-12-31', '2024-06-30', '2024-12-31', '2025-06-15',
    ]); // prettier-ignore
    expect(rows.at(-1)).toMatchObject({ floor: '2', population: '12', percent: '16.7' });
    expect(rows[0]).toMatchObject({ floor: '0', population: '', percent: '' });
  });

  it.each([
    ['/plans/K/indicators/9', 404],
    ['/plans/X/indicators/1', 404],
    ['/plans/K/indicators/1?unit=Z', 404],
    ['/plans/K/indicators/1?group=parent', 404],
    ['/plans/K/indicators/1/secrets.csv', 404],
    ['/plans/K/indicators/1?page=0&reason=nonsense&heads_page=x', 200],
  ])('answers %s with %i', async (path, status) => {
    await organizer.get(path).expect(status);
  });
});

describe('names and territory', () => {
  it('shows a viewer the numbers and nobody’s name', async () => {
    for (const path of [
      figure('1', '&reason=other_group'),
      figure('3'),
      '/plans/K/indicators/1/counted.csv',
      '/plans/K/indicators/1/not-counted.csv',
    ]) {
      const { text } = await viewer.get(path).expect(200);
      for (const { full_name } of DISTRICT.people) expect(text).not.toContain(full_name);
    }
    const { text } = await viewer.get(figure('1')).expect(200);
    expect(words(text)).toContain('Vai trò của bạn không xem tên người');
    expect((await viewer.get(figure('4')).expect(200)).text).toContain('Hộ ông Sìn');
  });

  it('shows somebody of one commune the whole plan in numbers, and names of that commune only', async () => {
    const { text } = await trainerOfA.get(figure('1')).expect(200);
    expect(words(text)).toMatch(/16,7% Chưa đạt = 2/);
    expect(text).toContain('Lò Thị An');
    expect(text).not.toContain('Vàng A Bình');
    expect(words(text)).toContain('1 người được ghi ngoài địa bàn của bạn');
    expect(text).not.toContain('Công văn số 2');
    const listed = await csv(trainerOfA, '/plans/K/indicators/1/counted.csv?as_of=2026-06-15');
    expect(listed.map(({ ref }) => ref)).toEqual(['an']);
  });

  it('counts those who came from outside the plan, and keeps their names from whoever has only its territory', async () => {
    const { text } = await organizer.get(figure('1', '&reason=outside')).expect(200);
    expect(words(text)).toContain('8 người đã đến nhưng chưa được tính');
    expect(words(text)).toContain('1 Được ghi ở nơi ngoài huyện D');
    expect(text).not.toContain('Mào Thị Ngoài');
    expect((await administrator.get(figure('1', '&reason=outside'))).text).toContain('Mào Thị Ngoài');
  });

  it('names no place outside the reader’s territory, on no page', async () => {
    const pages = ['1', '2', '3', '4'].flatMap((code) => [
      ...['', '&reason=elsewhere', '&reason=no_longer'].map((more) => figure(code, more)),
      ...['baseline', 'overlap', 'places', 'not-counted', 'counted'].map(
        (table) => `/plans/K/indicators/${code}/${table}.csv`,
      ),
    ]);
    const paths = ['/plans/K', '/plans/K?unit=D', '/plans/K/matrix', '/plans/K/coverage.csv', ...pages];
    for (const path of paths) {
      expect((await trainerOfA.get(path).expect(200)).text).not.toContain('Bạch Yến');
      expect((await trainerOfB.get(path).expect(200)).text).not.toContain('Ánh Sao');
    }
    const board = await trainerOfA.get('/plans/K?as_of=2025-06-15&unit=D').expect(200);
    expect(words(board.text)).toContain('Thiếu mẫu số: 1 địa bàn ngoài phạm vi của bạn');
    const page = await trainerOfB.get(figure('3')).expect(200);
    expect(words(page.text)).toContain('1 đơn vị ngoài phạm vi của bạn 1');
  });

  it('offers nobody what is not theirs to do', async () => {
    const board = await viewer.get('/plans/K?as_of=2025-06-15').expect(200);
    expect(words(board.text)).toContain('Chưa có mẫu số cha mẹ, người chăm sóc trẻ: Bạch Yến');
    expect(links(board.text)).not.toContain('/plans/K/indicators/3?as_of=2025-06-15&group=parent#baseline');
    const mine = await organizer.get('/plans/K?as_of=2025-06-15').expect(200);
    expect(links(mine.text)).toContain('/plans/K/indicators/3?as_of=2025-06-15&group=parent#baseline');
    const there = await organizer.get('/plans/K/indicators/3?as_of=2025-06-15&group=parent').expect(200);
    expect(links(there.text)).toContain('/territory/baselines/new?unit=B&group=parent&year=2025');
  });

  it('does not say that nobody is counted where all of them are elsewhere', async () => {
    const { text } = await trainerOfB.get(figure('1', '&unit=D')).expect(200);
    expect(words(text)).toContain('1 người được ghi ngoài địa bàn của bạn');
    const outside = await trainerOfA.get(figure('2', '&unit=D')).expect(200);
    expect(words(outside.text)).toContain('1 người được ghi ngoài địa bàn của bạn');
    expect(words(outside.text)).not.toContain('Chưa có ai được tính');
  });

  it('hides the figures of other communes', async () => {
    await trainerOfA.get(figure('1', '&unit=B')).expect(404);
    await trainerOfA.get('/plans/K/coverage.csv?unit=B').expect(404);
    await trainerOfA.api('get', '/api/v1/plans/K/coverage?unit=B').expect(404);
    const { body } = await trainerOfA.api('get', '/api/v1/plans/K/coverage?as_of=2025-06-15').expect(200);
    expect(new Set(body.rows.map(({ unit }: { unit: string }) => unit))).toEqual(new Set(['A', 'A1', 'D']));
  });
});

describe('people who were recorded twice', () => {
  it('tells the other group also where the roster has another record of them', async () => {
    const post = (kind: string, rows: object[]) =>
      administrator.api('post', `/api/v1/${kind}`).send({ rows }).expect(200);
    await post('people', [
      { ref: 'kep', full_name: 'Lý Thị Kép', unit: 'B' },
      { ref: 'chinh', full_name: 'Lý Thị Kép', unit: 'A' },
    ]);
    await post('participations', [
      { activity: 'T2', person: 'kep', group: 'teacher', unit: 'A' },
      { activity: 'L1', person: 'kep', group: 'teacher', unit: 'B' },
      { activity: 'T1', person: 'chinh', group: 'parent' },
    ]);
    await post('attendance', [{ activity: 'T1', session: 1, person: 'chinh', status: 'present' }]);
    await administrator.api('post', '/api/v1/people/kep/merge').send({ into: 'chinh', reason: 'Trùng' }).expect(201);
    const reasonsAt = async (unit: string) => {
      const query = `as_of=2026-06-15&unit=${unit}`;
      const rows = await csv(administrator, `/plans/K/indicators/1/not-counted.csv?${query}`);
      return rows.filter(({ ref }) => ref === 'chinh').map(({ reason }) => reason);
    };
    // Where the first recorded roster has them, not the last.
    expect([await reasonsAt('A'), await reasonsAt('B')]).toEqual([['other_group'], []]);
  });
});

describe('the method', () => {
  it('says how this plan is counted, and which indicators leave trainings out', async () => {
    const { text } = await viewer.get('/plans/K/method').expect(200);
    expect(words(text)).toContain('Ở chỉ tiêu 1, dự tập huấn không tính');
    expect(words(text)).toContain('3/30 = 10,0%');
  });
});
