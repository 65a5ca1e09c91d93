import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { ParticipantLinks } from '../mine/participant-links.js';
import { PersonDesk } from '../people/person-desk.js';
import { actorMay } from '../web/actor.js';
import { type PagePart, PageParts } from '../web/page-parts.js';
import { paths } from '../web/paths.js';
import { LearnerAccounts } from './learner-accounts.js';
import { LearnerCodes } from './learner-codes.js';
import { codeFacts } from './person-learning.page.js';

/** What the page of a person tells of how they come in to learn. */
@Injectable()
export class LearnerParts implements OnModuleInit {
  constructor(
    private readonly parts: PageParts,
    private readonly people: PersonDesk,
    private readonly links: ParticipantLinks,
    private readonly codes: LearnerCodes,
    private readonly accounts: LearnerAccounts,
  ) {}

  onModuleInit(): void {
    this.parts.add('person', ({ id }, locale) => this.partOf(id, locale));
  }

  /** Nobody hands out the code of somebody whose name they may not see. */
  private async partOf(id: number, locale: Locale): Promise<PagePart | null> {
    if (!actorMay('enrolment.write') || !(await this.people.mayOpen(id))) return null;
    const records = await this.links.recordsOf(id);
    const [code] = await this.codes.inUse(records);
    const users = await this.accounts.usersOf(records);
    const say = (key: string, params = {}): string => translate(locale, `enrolments.${key}`, params);
    const withdraw = { text: say('withdraw_code'), action: paths.personCodeWithdrawal(id), risk: true };
    const unlink = { text: say('unlink_account'), action: paths.personAccountRemoval(id), risk: true };
    const mayLink = actorMay('learner.link');
    return {
      id: 'learning',
      title: say('sign_in_part'),
      lines: [
        code ? codeFacts(locale, code) : say('no_code'),
        ...users.map(({ name, byEmail }) => say(byEmail ? 'account_by_email' : 'account_is', { name })),
      ],
      links: mayLink ? [{ text: say('link_account'), href: paths.personAccount(id) }] : [],
      buttons: [
        { text: say(code ? 'new_code' : 'make_code'), action: paths.personCode(id) },
        ...(code ? [withdraw] : []),
        ...(mayLink && users.some(({ byEmail }) => !byEmail) ? [unlink] : []),
      ],
    };
  }
}
