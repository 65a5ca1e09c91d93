import { Injectable, type OnModuleInit } from '@nestjs/common';
import { dayOf } from '../config/clock.js';
import type { ErrorParams } from '../errors.js';
import { formatDate } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { PersonDesk } from '../people/person-desk.js';
import { actorMay } from '../web/actor.js';
import { type PagePart, PageParts } from '../web/page-parts.js';
import { paths } from '../web/paths.js';
import { CorrectionDesk } from './correction-desk.js';
import { ParticipantChoices } from './participant-choices.js';
import { ParticipantLinks } from './participant-links.js';
import { linkFacts } from './person-link.page.js';

/** What the pages of the staff tell of participants' own pages: the link of a person, and corrections that wait. */
@Injectable()
export class StaffParts implements OnModuleInit {
  constructor(
    private readonly parts: PageParts,
    private readonly desk: CorrectionDesk,
    private readonly people: PersonDesk,
    private readonly links: ParticipantLinks,
    private readonly choices: ParticipantChoices,
  ) {}

  onModuleInit(): void {
    this.parts.add('person', ({ id }, locale) => this.correctionsOf(id, locale));
    this.parts.add('person', ({ id }, locale) => this.linkOf(id, locale));
    this.parts.add('activity', ({ id, code }, locale) =>
      this.waiting(locale, { activityId: id }, paths.nameCorrections({ activity: code })),
    );
    this.parts.add('my_sessions', (_, locale) =>
      this.waiting(locale, { mine: true }, paths.nameCorrections({ mine: '1' })),
    );
  }

  /** The link of somebody; nobody hands out the page of somebody whose name they may not see. */
  private async linkOf(id: number, locale: Locale): Promise<PagePart | null> {
    if (!actorMay('person.write')) return null;
    const part = { id: 'own-page', title: say(locale, 'own_page') };
    if (!(await this.people.mayOpen(id))) return { ...part, lines: [say(locale, 'own_page_kept_back')] };
    const records = await this.links.recordsOf(id);
    const [link] = await this.links.inUse(records);
    const said = await this.saidOf(id, records, locale);
    if (!link) {
      const make = { text: say(locale, 'make_link'), action: paths.personLink(id) };
      return { ...part, lines: [say(locale, 'no_link'), ...said], buttons: [make] };
    }
    const facts = linkFacts(locale, link).map(({ term, value }) => `${term}: ${value}`);
    return {
      ...part,
      lines: [`${facts.join(' · ')}.`, ...said],
      links: [{ text: say(locale, 'open_slip'), href: paths.personLink(id) }],
      buttons: [{ text: say(locale, 'withdraw_link'), action: paths.personLinkWithdrawal(id), risk: true }],
    };
  }

  /** What the participant chose, and why a link ended that nobody of the staff withdrew. */
  private async saidOf(id: number, records: readonly number[], locale: Locale): Promise<string[]> {
    const mails = (await this.choices.of([id])).get(id)?.mails ?? 'all';
    const ended = await this.links.lastEnded(records);
    const day = ended && formatDate(locale, dayOf(new Date(ended.at)));
    return [
      ...(mails === 'all' ? [] : [say(locale, `wants.${mails}`)]),
      ...(ended && day !== undefined ? [say(locale, `link_ended.${ended.by}`, { day })] : []),
    ];
  }

  private async correctionsOf(id: number, locale: Locale): Promise<PagePart | null> {
    if (!actorMay('person.write')) return null;
    const { waiting } = await this.desk.page({ personId: id }, 1);
    if (waiting.length === 0) return null;
    return {
      ...{ id: 'corrections', title: say(locale, 'corrections'), waiting: true },
      lines: waiting.map(({ wanted_name }) => say(locale, 'asks_for', { name: wanted_name })),
      links: waiting.map((each) => ({
        text: say(locale, 'decide', { name: each.wanted_name }),
        href: paths.nameCorrection(each.id),
      })),
    };
  }

  private async waiting(
    locale: Locale,
    filter: { activityId?: number; mine?: boolean },
    href: string,
  ): Promise<PagePart | null> {
    if (!actorMay('person.write')) return null;
    const count = await this.desk.count(filter);
    if (count === 0) return null;
    return {
      ...{ id: 'corrections', title: say(locale, 'corrections'), waiting: true },
      lines: [say(locale, 'waiting_count', { count })],
      links: [{ text: say(locale, 'open_corrections', { count }), href }],
    };
  }
}

function say(locale: Locale, key: string, params: ErrorParams = {}): string {
  return translate(locale, `mine.${key}`, params);
}
