import { today } from '../config/clock.js';
import { NotFound } from '../errors.js';
import { compareText } from '../i18n/format.js';
import { placeOfHome } from '../territory/home.js';
import { isAdministrative, type Place, standsOn } from '../territory/place.js';
import { perScope } from '../territory/per-scope.js';
import type { Scope } from '../territory/scope.js';
import { paths } from '../web/paths.js';

/** A place in words, with its page where the reader may open it. */
export interface PlaceWords {
  text: string;
  href?: string;
}

/** Where a home lies today; where that cannot be said, the place that last had its code. */
export function homeWords(scope: Scope, code: string): PlaceWords {
  const home = placeOfHome(scope.territory, code, today());
  const place = 'place' in home ? home.place : scope.territory.placesOfCode(code).at(-1);
  return place ? placeWords(scope, place) : { text: code };
}

/** A place by its name. */
export function placeWords(scope: Scope, place: Place): PlaceWords {
  return scope.covers(place.id) ? { text: place.name, href: paths.place(place.id) } : { text: place.name };
}

interface PlaceOption {
  value: string;
  text: string;
}

/** The places a list can be narrowed to: administrative units of today in the reader's territory, the widest first. */
export const placeOptions = perScope((scope, locale): readonly PlaceOption[] => {
  const order = ['province', 'district', 'commune'];
  return scope.territory.places
    .filter((place) => isAdministrative(place.level) && order.includes(place.level))
    .filter((place) => standsOn(place, scope.day) && scope.covers(place.id))
    .sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level) || compareText(locale, a.name, b.name))
    .map(({ code, name }) => ({ value: code, text: name }));
});

/** The place that a code in an address means today; null for none asked for. @throws NotFound outside the territory */
export function placeAsked(scope: Scope, code: string): number | null {
  if (code === '') return null;
  const placeId = placeInside(scope, code);
  if (placeId === undefined) throw new NotFound();
  return placeId;
}

/** The place that a code means today, where it lies inside the territory. */
export function placeInside(scope: Scope, code: string): number | undefined {
  const place = scope.territory.placeAt(code, today()) ?? scope.territory.placesOfCode(code).at(-1);
  return place && scope.covers(place.id) ? place.id : undefined;
}
