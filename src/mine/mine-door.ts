import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { originOf } from '../accounts/confirm.js';
import { ActivityWords } from '../activities/activity-words.js';
import { asLocale, type Locale } from '../i18n/locale.js';
import { Scopes } from '../territory/scope.js';
import { query } from '../web/paths.js';
import { contextOf, fullPath, setContext } from '../web/request.js';
import { type Choices, ParticipantChoices } from './participant-choices.js';
import { type OwnName, OwnNames } from './own-name.js';
import { type Holder, ParticipantLinks } from './participant-links.js';

/** A participant on their own page. */
export interface Visitor {
  token: string;
  holder: Holder;
  name: OwnName;
  choices: Choices;
  words: ActivityWords;
  /** The same page in the other language, where the language of the page is not the reader's general one. */
  otherLocale?: { code: Locale; label: string; href: string };
}

/** Who comes in by a link. Whoever is signed in in the same browser makes no difference. */
@Injectable()
export class MineDoor {
  constructor(
    private readonly links: ParticipantLinks,
    private readonly choices: ParticipantChoices,
    private readonly names: OwnNames,
    private readonly scopes: Scopes,
  ) {}

  /**
   * The participant whose link it is, and the page in their language: what the address asks for, else what they chose, else
   * the reader's. @throws NotFound, and what guessing costs
   */
  async enter(token: string, request: Request): Promise<Visitor> {
    const holder = await this.links.open(token, originOf(request).address);
    const [choices, name] = [await this.chosen(holder), await this.names.of(holder)];
    const context = contextOf(request);
    const locale = asLocale(request.query.lang) ?? choices.locale ?? context.locale;
    setContext(request, { ...context, locale });
    // Places are nobody's secret; whose page it is decides everything else.
    const words = new ActivityWords(locale, await this.scopes.of({ place_id: null }));
    const visitor = { token, holder, name, choices, words };
    // Where a language was chosen the general link would change nothing.
    return choices.locale === null ? visitor : { ...visitor, otherLocale: this.other(words, request) };
  }

  private other(words: ActivityWords, request: Request): Visitor['otherLocale'] {
    const code = words.locale === 'vi' ? 'en' : 'vi';
    return { code, label: words.t(`mine.language.${code}`), href: fullPath(request) + query({ lang: code }) };
  }

  private async chosen({ person }: Holder): Promise<Choices> {
    return (await this.choices.of([person.id])).get(person.id) ?? { locale: null, mails: 'all' };
  }
}
