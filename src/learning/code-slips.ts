import { Injectable } from '@nestjs/common';
import { qrPath } from '../accounts/totp.js';
import { Database } from '../database/database.js';
import { LOCALES, type Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { OwnNames } from '../mine/own-name.js';
import { personSortKey } from '../people/sort-key.js';
import type { NamedPerson } from '../people/privacy.js';
import { paths } from '../web/paths.js';
import { SettingsHolder } from '../web/settings-holder.js';
import { LearnerCodes } from './learner-codes.js';

/** A slip with which somebody comes in to learn; there is no second one with this code. */
export interface CodeSlip {
  name: string;
  code: string;
  address: string;
  qr: { size: number; path: string };
  /** Both languages, the reader's first: whoever is handed it may read either. */
  texts: { lang: Locale; title: string; text: string; keep: string }[];
}

/** Makes personal codes, each on a slip of its own. */
@Injectable()
export class CodeSlips {
  constructor(
    private readonly database: Database,
    private readonly codes: LearnerCodes,
    private readonly names: OwnNames,
    private readonly holder: SettingsHolder,
  ) {}

  /**
   * Makes a new code for each of these people, in Vietnamese order of their names.
   * @param personIds of records that were not merged into another; whether the caller may is decided before
   */
  async make(personIds: readonly number[], locale: Locale): Promise<CodeSlip[]> {
    const people = await this.database.rowsIn<NamedPerson>(
      'SELECT id, full_name, birth_date, birth_year, consent_on FROM people WHERE merged_into_id IS NULL AND id IN (?)',
      [...personIds],
    );
    const codes = await this.codes.make(people.map(({ id }) => id));
    const keyed = people.map((person) => ({ person, key: personSortKey(person.full_name) }));
    keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.person.id - b.person.id));
    const slips: CodeSlip[] = [];
    for (const { person } of keyed) slips.push(await this.slip(person, codes.get(person.id) ?? '', locale));
    return slips;
  }

  /** Paper lies about: of a child it says no more than the own page does. */
  private async slip(person: NamedPerson, code: string, locale: Locale): Promise<CodeSlip> {
    const { name } = await this.names.of({ person, records: [person.id] });
    const site = this.holder.settings.publicUrl;
    const languages = [locale, ...LOCALES.filter((each) => each !== locale)];
    return {
      ...{ name, code, address: site + paths.learning() },
      qr: await qrPath(site + paths.learnerCode(code.replaceAll('-', ''))),
      texts: languages.map((lang) => ({
        lang,
        title: translate(lang, 'learning.slip_title'),
        text: translate(lang, 'learning.slip_text'),
        keep: translate(lang, 'learning.slip_keep'),
      })),
    };
  }
}
