import type { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { FIRST_DAY, LAST_DAY, LEVELS, type Place } from './place.js';
import type { PlaceFields } from './places.js';
import { typedDay, type Words } from './words.js';

const CODE = /^[\p{L}\p{N}][\p{L}\p{N}\p{M}._/:-]*$/u;

/** Reads what was typed about a place; what is wrong stands in `form.errors`. */
export function readPlace(form: Form): PlaceFields {
  return {
    code: readCode(form, 'code'),
    ...readCorrection(form),
  };
}

/** As `readPlace`, without the code: a correction leaves it. */
export function readCorrection(form: Form): Omit<PlaceFields, 'code'> {
  const parent = form.raw('parent') === '' ? null : readCode(form, 'parent');
  return {
    name: form.text('name'),
    level: form.choice('level', LEVELS),
    parent_code: parent,
    valid_from: form.optionalDay('valid_from') ?? FIRST_DAY,
    valid_to: form.optionalDay('valid_to') ?? LAST_DAY,
  };
}

/** A code as the files take it. */
export function readCode(form: Form, field: string): string {
  const code = form.text(field, 64);
  if (code !== '' && !CODE.test(code)) form.refuse(field, 'row.not_code');
  return code;
}

/** What the form shows of a recorded place. */
export function typedPlace(place: Place): Record<string, unknown> {
  const { code, name, level, parent_code, valid_from, valid_to } = place;
  return { code, name, level, parent: parent_code, valid_from: typedDay(valid_from), valid_to: typedDay(valid_to) };
}

/** The form of a place; `place` where one is corrected. */
export function placeFormPage(
  words: Words,
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
    action: place ? paths.placeEdit(place.id) : paths.placeNew(),
    cancel: place ? paths.place(place.id) : paths.territory(),
    levels: LEVELS.map((level) => ({ value: level, text: words.level({ level }) })),
  };
}
