import { atPlaces } from '../../src/coverage/at-places.js';

it('names every place, however many there are: what lies elsewhere is not read', () => {
  const places = Array.from({ length: 12_000 }, (_, n) => n + 1);
  const { sql, params } = atPlaces(places);
  expect(sql).toMatch(/^AND place_id IN \(.*\)$/);
  expect(JSON.parse(String(params[0]))).toEqual(places);
  expect(atPlaces(null)).toEqual({ sql: '', params: [] });
});
