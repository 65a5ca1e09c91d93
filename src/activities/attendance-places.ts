import { placeLabel } from '../territory/place-choice.js';
import { standsOn } from '../territory/place.js';
import type { Activity, Session } from './activities.entities.js';
import type { ActivityWords } from './activity-words.js';

/** Where the people without a name may come from: the place of the activity and what lies below it on the day. */
export function placesOf(
  words: ActivityWords,
  { place_id }: Pick<Activity, 'place_id'>,
  { date }: Pick<Session, 'date'>,
): { value: string; text: string }[] {
  const { territory } = words.scope;
  const place = place_id === null ? undefined : territory.placeById(place_id);
  if (!place) return [];
  const inside = territory.territoryOf(place, date);
  return territory.places
    .filter((each) => inside.has(each.id) && standsOn(each, date) && words.scope.covers(each.id))
    .map((each) => ({ value: each.code, text: placeLabel(each) }));
}
