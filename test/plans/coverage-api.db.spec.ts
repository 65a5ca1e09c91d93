import { parse } from 'csv-parse/sync';
import { coverageRowSchema } from '../../src/plans/coverage.api.controller.js';
import type { Member, World } from '../support/world.js';
import { openDistrict } from './figure-district.js';

let world: World;
let organizer: Member;
beforeAll(async () => {
  ({ world, organizer } = await openDistrict());
});
afterAll(() => world.close());

describe('the API of coverage', () => {
  it('gives the rows of the coverage output as JSON', async () => {
    const { body } = await organizer
      .api('get', '/api/v1/plans/K/coverage?as_of=2025-06-15&from=2025-06-01&unit=A')
      .expect(200);
    expect(body).toMatchObject({ plan: 'K', as_of: '2025-06-15', from: '2025-06-01', unit: 'A' });
    for (const row of body.rows) coverageRowSchema.parse(row);
    expect(body.rows[0]).toEqual({
      plan: 'K', indicator: '1', measure: 'informed', group: '*', unit: 'A', unit_name: 'Xã Ánh Sao', level: 'commune',
      population: 8, floor: 1, ceiling: 1, percent: 12.5, percent_max: 12.5, target: 50, comparator: 'gte',
      status: 'not_met', missing: 3, attendances: 0, distinct: 0, new: 0,
    }); // prettier-ignore
  });

  it('gives the same rows as CSV to those who accept only that', async () => {
    const answer = await organizer
      .api('get', '/api/v1/plans/K/coverage?as_of=2025-06-15')
      .set('Accept', 'text/csv')
      .expect(200);
    const { body } = await organizer.api('get', '/api/v1/plans/K/coverage?as_of=2025-06-15').expect(200);
    const rows: Record<string, string>[] = parse(answer.text, { columns: true });
    expect(rows).toHaveLength(body.rows.length);
    expect(rows[0]).toMatchObject({ unit: 'A', percent: '12.5', target: '50', missing: '3' });
    expect(answer.text.startsWith('plan,indicator,measure,group,unit,')).toBe(true);
  });

  it.each([
    ['?as_of=2025-06-15&from=2025-06-16', 422],
    ['?as_of=15/06/2025', 422],
    ['?unit=NOWHERE', 404],
    ['?colour=red', 422],
  ])('refuses %s with %i and a sentence', async (query, status) => {
    const { body } = await organizer.api('get', `/api/v1/plans/K/coverage${query}`).expect(status);
    expect(body.detail).toEqual(expect.any(String));
  });

  it('is closed without a token', async () => {
    await world.request().get('/api/v1/plans/K/coverage').expect(401);
  });
});
