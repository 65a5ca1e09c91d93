import { FIRST_DAY, type Place } from '../territory/place.js';
import type { Territory } from '../territory/tree.js';

/**
 * A place with what it belonged to on a day, as papers say it: `Xã Bản Bo, Huyện Tam Đường`. A district or province stands
 * alone; anything below names what is above up to the district, or the province where there was none.
 */
export function placeLine(territory: Territory, place: Place, day: string): string {
  const names = [place.name];
  const view = territory.view(day === '' ? FIRST_DAY : day);
  if (place.level === 'province' || place.level === 'district') return place.name;
  for (let above = parentOn(place); above; above = parentOn(above)) {
    names.push(above.name);
    if (above.level === 'district') break;
  }
  return names.join(', ');

  function parentOn(child: Place): Place | undefined {
    return view.stands(child) ? view.parent(child) : territory.parentOf(child);
  }
}
