import { setClock } from '../../src/config/clock.js';
import { Bus } from '../../src/events/domain-events.js';
import { scopeOf } from '../../src/plans/plan-scope.js';
import { Plans } from '../../src/plans/plans.js';
import { ReportedValues } from '../../src/plans/reported-values.js';
import { PlaceRow } from '../../src/territory/territory.entities.js';
import { TerritoryStore } from '../../src/territory/territory.store.js';
import { type Member, World } from '../support/world.js';
import { examplePlan, importPlan, type Json, layTerritory, realPlan } from './plans-cast.js';

const PLAN = '/api/v1/plans/TD-CLD-2021';

let world: World;
let huyen: Member;
let viewer: Member;
let banBo: Member;
let sinHo: Member;
let ids: Record<string, number>;

beforeAll(async () => {
  setClock(() => new Date('2025-06-15T03:00:00Z'));
  world = await World.create();
  ids = await layTerritory(world);
  huyen = await world.member('organizer', ids['106']);
  viewer = await world.member('viewer', ids['106']);
  banBo = await world.member('organizer', ids['03415']);
  sinHo = await world.member('organizer', ids['108']);
});
afterAll(async () => {
  setClock();
  await world.close();
});

/** Field and sentence of every error of a problem. */
function problems(body: Json): string[] {
  return (body.errors as { field: string; detail: string }[]).map(({ field, detail }) => `${field}: ${detail}`);
}

describe('a plan by the API', () => {
  it('is put as plan.json and read as plan.json', async () => {
    const put = await huyen.api('put', PLAN).send(realPlan()).expect(200);
    expect(put.body).toEqual({ ...realPlan(), version: 1 });
    const read = (await viewer.api('get', PLAN).expect(200)).body;
    expect(read).toEqual(put.body);
    await huyen.api('put', PLAN).send(read).expect(200);
    expect(await world.database.rows("SELECT id FROM events WHERE kind LIKE 'plan.%'")).toHaveLength(1);
  });

  it('is not overwritten by whoever has read an older one, or none', async () => {
    const blind = await huyen.api('put', PLAN).send(realPlan()).expect(422);
    expect(problems(blind.body)).toEqual(['version: Cần có trường này']);
    const read = (await huyen.api('get', PLAN).expect(200)).body;
    const renamed = { ...read, title: { vi: 'Tên khác', en: 'Another name' } };
    const changed = (await huyen.api('put', PLAN).send(renamed).expect(200)).body;
    expect(changed).toEqual({ ...renamed, version: 2 });
    await huyen.api('put', PLAN).send(read).expect(409);
    await huyen
      .api('put', PLAN)
      .send({ ...read, version: 2 })
      .expect(200);
    await huyen
      .api('put', '/api/v1/plans/P')
      .send({ ...examplePlan(), unit: '106', version: 1 })
      .expect(409);
  });

  it('is refused with every fault by its place in the document', async () => {
    const plan = { ...realPlan(), version: 3 };
    plan.objectives[1].indicators[0].groups = [];
    plan.objectives[1].indicators[1].comparator = 'lte';
    const answer = await huyen.api('put', PLAN).send(plan).expect(422);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(problems(answer.body)).toEqual([
      'objectives[1].indicators[0].groups: Chỉ tiêu tính từ điểm danh phải có ít nhất một nhóm đối tượng',
      'objectives[1].indicators[1].comparator: Chỉ tiêu tính từ điểm danh chỉ so “từ … trở lên” (gte) hoặc “trên” (gt)',
    ]);
    expect(
      problems(
        (
          await huyen
            .api('put', PLAN)
            .send({ ...realPlan(), code: 'X' })
            .expect(422)
        ).body,
      ),
    ).toEqual(['code: Mã trong nội dung khác mã TD-CLD-2021 trong địa chỉ']);
    await huyen.api('put', PLAN).send([]).expect(422);
    expect((await viewer.api('get', PLAN)).body).toEqual({ ...realPlan(), version: 3 });
  });

  it('is nobody else’s to change, and not there for those outside', async () => {
    await viewer.api('put', PLAN).send(realPlan()).expect(403);
    await banBo.api('put', PLAN).send(realPlan()).expect(403);
    await sinHo.api('put', PLAN).send(realPlan()).expect(404);
    await sinHo.api('get', PLAN).expect(404);
    await sinHo.api('get', `${PLAN}/reported-values`).expect(404);
    await sinHo
      .api('post', `${PLAN}/reported-values`)
      .send({ indicator: '1.1', date: '2024-11-30', value: 5, source: 'Khảo sát hộ' })
      .expect(404);
    const stolen = { ...examplePlan(), unit: '106' };
    await sinHo.api('put', '/api/v1/plans/P').send(stolen).expect(422);
    expect((await sinHo.api('get', '/api/v1/plans').expect(200)).body).toEqual({ items: [], next_cursor: null });
  });

  it('is listed page by page', async () => {
    await importPlan(world, { ...examplePlan(), unit: '106' });
    const first = await viewer.api('get', '/api/v1/plans?limit=1').expect(200);
    expect(first.body.items).toMatchObject([{ code: 'TD-CLD-2021', unit: '106', start: '2021-01-01' }]);
    const second = await viewer.api('get', `/api/v1/plans?limit=1&cursor=${first.body.next_cursor}`).expect(200);
    expect(second.body).toMatchObject({ items: [{ code: 'P' }], next_cursor: null });
    await viewer.api('get', '/api/v1/plans?colour=red').expect(422);
  });
});

describe('reported values by the API', () => {
  it('are posted, corrected and listed', async () => {
    const value = { indicator: '1.1', date: '2022-11-30', value: 6.2, source: 'Khảo sát hộ' };
    const posted = await huyen.api('post', `${PLAN}/reported-values`).send(value).expect(201);
    expect(posted.body).toMatchObject({ ...value, revision: 1, numerator: null });
    await huyen.api('post', `${PLAN}/reported-values`).send(value).expect(201);
    const corrected = await huyen
      .api('post', `${PLAN}/reported-values`)
      .send({ ...value, value: 6.1 })
      .expect(201);
    expect(corrected.body).toMatchObject({ value: 6.1, revision: 2 });
    const share = { indicator: '1.2', date: '2025-05-31', numerator: 27, denominator: 27, source: 'Sổ' };
    expect((await huyen.api('post', `${PLAN}/reported-values`).send(share).expect(201)).body.value).toBe(100);
    const list = await viewer.api('get', `${PLAN}/reported-values?indicator=1.1`).expect(200);
    expect(list.body.items.map((item: Json) => item.value)).toEqual([6.1]);
    expect((await viewer.api('get', `${PLAN}/reported-values`)).body.items).toHaveLength(2);
  });

  it('are refused where they cannot be', async () => {
    const post = (body: object) => huyen.api('post', `${PLAN}/reported-values`).send(body);
    await post({ indicator: '2.1', date: '2024-11-30', value: 5, source: 'Khảo sát hộ' }).expect(404);
    await post({ indicator: '1.1', date: '2024-11-31', value: 5, source: 'Sổ' }).expect(422);
    expect(
      problems((await post({ indicator: '1.1', date: '2025-06-16', value: 5, source: 'Sổ' }).expect(422)).body),
    ).toEqual(['date: Ngày của số liệu chưa tới']);
    await viewer
      .api('post', `${PLAN}/reported-values`)
      .send({ indicator: '1.1', date: '2024-11-30', value: 5, source: 'Khảo sát hộ' })
      .expect(403);
    await banBo
      .api('post', `${PLAN}/reported-values`)
      .send({ indicator: '1.1', date: '2024-11-30', value: 5, source: 'Khảo sát hộ' })
      .expect(403);
  });

  it('are done once under one key, and keep one revision each when two come at once', async () => {
    const body = { indicator: '4.2', date: '2024-11-30', value: 11, source: 'Khảo sát hộ' };
    const post = (more: object) => huyen.api('post', `${PLAN}/reported-values`).send({ ...body, ...more });
    await Promise.all([1, 2, 3, 4].map((value) => post({ value }).expect(201)));
    const sql = `SELECT v.revision, v.current FROM reported_values v JOIN indicators i ON i.id = v.indicator_id
      WHERE i.code = '4.2' ORDER BY v.revision`;
    const rows = await world.database.rows<{ revision: number; current: number }>(sql);
    expect(rows.map(({ revision }) => revision)).toEqual([1, 2, 3, 4]);
    expect(rows.filter(({ current }) => current === 1)).toHaveLength(1);
  });

  it('give the standing as of a day', async () => {
    const plan = await world.get(Plans).byCode('TD-CLD-2021');
    const values = world.get(ReportedValues);
    const enter = (date: string, value: string) =>
      values.enter(plan, '1.1', { date, value, numerator: null, denominator: null, source: 'Khảo sát hộ' });
    await enter('2024-11-30', '5.1');
    const { objectives } = await world.get(Plans).content(plan);
    const indicators = objectives.flatMap((objective) => objective.indicators);
    const rate = indicators.find(({ code }) => code === '1.1');
    const counted = indicators.find(({ code }) => code === '2.1');
    const standing = async (asOf: string) => (await values.standings(plan.id, asOf, indicators)).get(rate?.id ?? 0);
    expect(await standing('2022-11-29')).toMatchObject({ latest: null, status: 'no_value' });
    expect(await standing('2022-11-30')).toMatchObject({ latest: { value: '6.1' }, status: 'not_met' });
    expect(await standing('2025-06-15')).toMatchObject({ previous: { value: '6.1' }, status: 'met' });
    expect((await values.standings(plan.id, '2025-06-15', indicators)).has(counted?.id ?? 0)).toBe(false);
  });
});

describe('what follows from a plan', () => {
  it('gives coverage the indicators that are counted, in their order', async () => {
    const plans = world.get(Plans);
    const plan = await plans.byCode('TD-CLD-2021');
    const scope = scopeOf(await plans.content(plan), await plans.ownUnit(plan));
    expect(scope.unit.code).toBe('106');
    expect(scope.indicators.map(({ code }) => code)).toEqual(['2.1', '2.2', '2.3', '2.4', '3.1', '3.2', '3.3', '3.4']);
    expect(scope.indicators[3]).toEqual({
      code: '2.4',
      measure: 'informed',
      groups: ['enterprise', 'cooperative', 'household'],
      trainings_inform: true,
      comparator: 'gte',
      target: '90',
    });
  });

  it('tells those who derive from it that its days or its unit changed, and only then', async () => {
    const told: number[] = [];
    world.get(Bus).on('plan.changed', async ({ plan_id }) => {
      told.push(plan_id);
    });
    const { id } = await world.get(Plans).byCode('TD-CLD-2021');
    await importPlan(world, { ...realPlan(), reporting: [], title: 'Tên khác' });
    expect(told).toEqual([]);
    await importPlan(world, { ...realPlan(), start: '2021-02-01' });
    expect(told).toEqual([id]);
  });

  it('follows its own unit when places are laid out anew, and keeps it from being lost', async () => {
    const change = (from: string) =>
      world.database.transaction(async () => {
        await world.database.update(PlaceRow, { id: ids['106'] ?? 0 }, { valid_from: from });
        await world.get(TerritoryStore).changed(['106']);
      });
    await expect(change('2022-01-01')).rejects.toMatchObject({ key: 'territory.orphan_plan' });
    await change('2020-01-01');
    expect((await world.get(Plans).byCode('TD-CLD-2021')).place_id).toBe(ids['106']);
  });

  it('is there for a reader of its territory also after its own unit has ended', async () => {
    setClock(() => new Date('2026-02-01T03:00:00Z'));
    await huyen.api('get', PLAN).expect(200);
    await banBo.api('get', PLAN).expect(200);
    await sinHo.api('get', PLAN).expect(404);
  });
});
