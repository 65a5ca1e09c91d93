import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { placeSuggestions } from '../territory/place-choice.js';
import type { Scope } from '../territory/scope.js';
import { newFormKey } from '../web/form-key.js';
import { paths } from '../web/paths.js';
import { homeWords } from './homes.js';
import type { ShownPerson } from './people.list.js';
import { bornWords } from './people.page.js';
import type { PersonOnDesk } from './person-desk.js';
import { SEXES } from './person-form.js';
import { factWords } from './person-timeline.page.js';
import type { ShownFact } from './person-input.js';

/** What the form shows. */
export interface PersonForm {
  typed: Record<string, unknown>;
  /** The record that is corrected; absent: somebody new. */
  person?: PersonOnDesk;
  /** People whose name somebody new has too. */
  similar?: readonly ShownPerson[];
  /** What somebody else wrote meanwhile and this form would change. */
  others?: readonly ShownFact[];
  withEthnicity: boolean;
}

/** Registering somebody, or correcting a record. */
export function personFormPage(locale: Locale, scope: Scope, form: PersonForm): object {
  const { person, typed, similar = [], others = [] } = form;
  const say = (key: string): string => translate(locale, `people.${key}`);
  const title = person ? translate(locale, 'people.edit_title', { name: person.full_name }) : say('new');
  return {
    title,
    narrow: true,
    crumbs: [
      { text: say('title'), href: paths.people() },
      ...(person ? [{ text: person.full_name, href: paths.person(person.id) }] : []),
      { text: person ? say('edit') : title },
    ],
    action: person ? paths.personEdit(person.id) : paths.personNew(),
    cancel: person ? paths.person(person.id) : paths.people(),
    save: say(person ? 'save' : 'register'),
    version: person?.version,
    formKey: person ? undefined : (typed.form_key ?? newFormKey()),
    typed,
    nationalId: person?.national_id_tail ?? undefined,
    nationalIdHint: nationalIdHint(locale, person),
    withEthnicity: form.withEthnicity,
    places: placeSuggestions(scope, locale),
    sexes: SEXES.map((value) => ({ value, text: translate(locale, `people.sex.${value}`) })),
    similar: similar.map((each) => similarLine(locale, scope, each)),
    others: others.map((name) => ({
      label: say(`fact.${name}`),
      text: factWords(locale, scope, name, person?.[name]),
    })),
  };
}

function nationalIdHint(locale: Locale, person: PersonOnDesk | undefined): string {
  const tail = person?.national_id_tail ?? null;
  if (tail === null) return translate(locale, 'people.national_id_hint');
  return translate(locale, 'people.national_id_kept', { tail });
}

function similarLine(locale: Locale, scope: Scope, person: ShownPerson): object {
  const about = [homeWords(scope, person.unit_code).text, bornWords(locale, person), person.ref];
  return { name: person.full_name, href: paths.person(person.id), about: about.join(', ') };
}
