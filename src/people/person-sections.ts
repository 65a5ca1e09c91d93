import { Injectable } from '@nestjs/common';
import type { Locale } from '../i18n/locale.js';
import { suppressionWords } from '../mail/outbox.page.js';
import { Suppressions } from '../mail/suppressions.js';
import { actorMay } from '../web/actor.js';
import { PageParts } from '../web/page-parts.js';
import { paths } from '../web/paths.js';
import { consentSection } from './consent.page.js';
import { Consents } from './consents.js';
import { organisationsSection } from './member.page.js';
import { Members } from './members.js';
import type { ShownPerson } from './people.list.js';
import { PersonDesk } from './person-desk.js';

/** What stands on the page of a person beside the facts and the history. */
@Injectable()
export class PersonSections {
  constructor(
    private readonly desk: PersonDesk,
    private readonly consents: Consents,
    private readonly members: Members,
    private readonly suppressions: Suppressions,
    private readonly parts: PageParts,
  ) {}

  /** The parts of the page's model, as far as the reader may know and do. */
  async of(person: ShownPerson, locale: Locale): Promise<object> {
    const mayWrite = actorMay('person.write');
    const consents = actorMay('person.contact') ? await this.consents.of(person) : null;
    const mayOpen = mayWrite && (await this.desk.mayOpen(person.id));
    return {
      certificates: actorMay('certificate.read') ? paths.certificates({ person: person.id }) : undefined,
      edit: mayOpen ? paths.personEdit(person.id) : undefined,
      suppression: await this.suppressionOf(person, locale, mayOpen),
      organisations: organisationsSection(locale, await this.members.ofPerson(person.id)),
      consent: consents && consentSection(locale, consents, mayWrite),
      added: person.merged_into_id === null ? await this.parts.of('person', { id: person.id }, locale) : [],
    };
  }

  /** That the address takes no mail, for whoever may see the address. */
  private async suppressionOf({ id, email }: ShownPerson, locale: Locale, mayLift: boolean): Promise<object | null> {
    if (email === null) return null;
    const known = (await this.suppressions.of([email])).get(email);
    if (!known) return null;
    return {
      text: suppressionWords(locale, known),
      lift: mayLift ? paths.personSuppressionLifting(id) : undefined,
    };
  }
}
