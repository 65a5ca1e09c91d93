import type { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { FIRST_DAY, LAST_DAY, LEVELS, type Place } from './place.js';
import type { PlaceFields } from './places.js';
import { placeLabel, placeSuggestions, readCode, readOptionalCode } from './place-choice.js';
import type { Scope } from './scope.js';
import { typedDay, type Words } from './words.js';

/** Reads what was typed about a place; what is wrong stands in `form.errors`. */
export function readPlace(form: Form, scope: Scope): PlaceFields {
  return { code: readCode(form, 'code'), ...readCorrection(form, scope) };
}

/** As `readPlace`, without the code: a correction leaves it. */
export function readCorrection(form: Form, scope: Scope): Omit<PlaceFields, 'code'> {
  return {
    name: form.text('name'),
    level: form.choice('level', LEVELS),
    parent_code: readOptionalCode(form, 'parent', scope),
    valid_from: form.optionalDay('valid_from') ?? FIRST_DAY,
    valid_to: form.optionalDay('valid_to') ?? LAST_DAY,
  };
}

/** What the form shows of a recorded place. */
export function typedPlace(place: Place, scope: Scope): Record<string, unknown> {
  const { code, name, level, valid_from, valid_to } = place;
  return {
    ...{ code, name, level, parent: parentTyped(place, scope) },
    ...{ valid_from: typedDay(valid_from), valid_to: typedDay(valid_to) },
  };
}

/** The parent of a place as forms write it; empty for none. */
export function parentTyped(place: Place, scope: Scope): string {
  const parent = scope.territory.parentOf(place);
  return parent ? placeLabel(parent) : (place.parent_code ?? '');
}

/** The form of a place; `place` where one is corrected. */
export function placeFormPage(
  words: Words,
  scope: Scope,
  typed: Record<string, unknown>,
  place?: Place & { version: number },
): object {
  const title = place ? words.say('edit.title', { name: place.name }) : words.say('new.title');
  return {
    title,
    narrow: true,
    crumbs: [
      { text: words.say('title'), href: paths.territory() },
      ...(place ? [{ text: place.name, href: paths.place(place.id) }] : []),
      { text: title },
    ],
    typed,
    place,
    places: placeSuggestions(scope, words.locale),
    removal: place ? paths.placeRemoval(place.id) : undefined,
    action: place ? paths.placeEdit(place.id) : paths.placeNew(),
    cancel: place ? paths.place(place.id) : paths.territory(),
    levels: LEVELS.map((level) => ({ value: level, text: words.level({ level }) })),
  };
}
