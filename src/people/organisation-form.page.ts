import type { ToldEvent } from '../events/timeline.js';
import { timelineTable } from '../events/timeline.page.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { type Group, groupName } from '../territory/groups.js';
import { placeSuggestions } from '../territory/place-choice.js';
import type { Scope } from '../territory/scope.js';
import { newFormKey } from '../web/form-key.js';
import type { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { groupText } from './history.page.js';
import { homeWords } from './homes.js';
import {
  ORGANISATION_FACTS,
  type OrganisationFact,
  type OrganisationInput,
  type OrganisationOnDesk,
} from './organisation-desk.js';
import { readHome, typedHome } from './person-form.js';

/** What words are made with. */
export interface OrganisationWords {
  locale: Locale;
  scope: Scope;
  groups: readonly Group[];
}

/** What the form shows. */
export interface OrganisationForm {
  typed: Record<string, unknown>;
  /** The record that is corrected; absent: a new one. */
  organisation?: OrganisationOnDesk;
  similar?: readonly OrganisationOnDesk[];
  /** What somebody else wrote meanwhile and this form would change. */
  others?: readonly OrganisationFact[];
}

/** Reads what was typed about an organisation; what is wrong stands in `form.errors`. */
export function readOrganisation(form: Form, { scope, groups }: OrganisationWords): OrganisationInput {
  const codes = countingOrganisations(groups).map(({ code }) => code);
  return {
    name: form.text('name'),
    group: form.choice('group', codes),
    unit: readHome(form, scope),
    craft_village: form.ticked('craft_village'),
  };
}

/** What the fields show of a record. */
export function typedOrganisation(organisation: OrganisationOnDesk, scope: Scope): Record<string, unknown> {
  const { name, group_code, unit_code, craft_village } = organisation;
  return { name, group: group_code, unit: typedHome(scope, unit_code), craft_village: craft_village === 1 ? '1' : '' };
}

/** Registering an organisation, or correcting a record. */
export function organisationFormPage(words: OrganisationWords, form: OrganisationForm): object {
  const { organisation, typed, similar = [], others = [] } = form;
  const { locale, scope, groups } = words;
  const say = (key: string): string => translate(locale, `organisations.${key}`);
  const title = organisation ? translate(locale, 'organisations.edit_title', { name: organisation.name }) : say('new');
  return {
    title,
    narrow: true,
    crumbs: [
      { text: say('title'), href: paths.organisations() },
      ...(organisation ? [{ text: organisation.name, href: paths.organisation(organisation.id) }] : []),
      { text: organisation ? say('edit') : title },
    ],
    action: organisation ? paths.organisationEdit(organisation.id) : paths.organisationNew(),
    cancel: organisation ? paths.organisation(organisation.id) : paths.organisations(),
    save: say(organisation ? 'save' : 'register'),
    version: organisation?.version,
    formKey: organisation ? undefined : (typed.form_key ?? newFormKey()),
    typed,
    groups: countingOrganisations(groups).map((each) => ({ value: each.code, text: groupName(each, locale) })),
    places: placeSuggestions(scope, locale),
    similar: similar.map((each) => ({
      name: each.name,
      href: paths.organisation(each.id),
      about: [groupText(locale, groups, each.group_code), homeWords(scope, each.unit_code).text].join(', '),
    })),
    others: others.map((name) => ({
      label: factName(locale, name),
      text: factText(words, name, organisation?.[name]),
    })),
  };
}

/** What was done with an organisation; of a correction what was there before and after. */
export function organisationTimeline(words: OrganisationWords, events: readonly ToldEvent[]): object {
  return timelineTable(words.locale, events, ({ kind, detail }) => {
    if (kind !== 'organisation.corrected') return '';
    const [before, after] = [detail.before as Partial<OrganisationOnDesk>, detail.after as Partial<OrganisationOnDesk>];
    const changed = ORGANISATION_FACTS.filter((name) => name in after);
    const told = (name: OrganisationFact): string =>
      `${factName(words.locale, name)}: ${factText(words, name, before[name])} → ${factText(words, name, after[name])}`;
    return changed.map(told).join('; ');
  });
}

function countingOrganisations(groups: readonly Group[]): Group[] {
  return groups.filter(({ counts }) => counts === 'organisations');
}

function factName(locale: Locale, name: OrganisationFact): string {
  return translate(locale, `organisations.fact.${name}`);
}

function factText(
  { locale, scope, groups }: OrganisationWords,
  name: OrganisationFact,
  value: string | number | undefined,
): string {
  if (name === 'unit_code') return homeWords(scope, String(value)).text;
  if (name === 'group_code') return groupText(locale, groups, String(value));
  if (name === 'craft_village') return translate(locale, value === 1 ? 'organisations.yes' : 'organisations.no');
  return String(value);
}
