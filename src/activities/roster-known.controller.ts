import { Controller, Get, Param, Query } from '@nestjs/common';
import type { Locale } from '../i18n/locale.js';
import { PeopleLookup } from '../people/people.lookup.js';
import { codeMeant } from '../territory/place-choice.js';
import { Scopes } from '../territory/scope.js';
import { Can } from '../web/access.js';
import { page, type PageAnswer } from '../web/answers.js';
import { textAsked } from '../web/pager.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { ActivityWords } from './activity-words.js';
import { OnRosters } from './on-rosters.js';
import { type Known, rosterKnownPart } from './roster-known.page.js';

/** People of the register while somebody types a name: a piece of the pages on which people are put on a roster. */
@Controller('activities/:code/roster')
export class RosterKnownController {
  constructor(
    private readonly lookup: PeopleLookup,
    private readonly rosters: OnRosters,
    private readonly scopes: Scopes,
  ) {}

  /** Whom a search finds; with `like`, who somebody new of that name may be. */
  @Can('activity.write')
  @Get('known')
  async show(
    @Param('code') code: string,
    @Query() given: Record<string, unknown>,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    const scope = await this.scopes.mine();
    const activity = await this.rosters.activity(code);
    const [q, group, session] = [textAsked(given.q), textAsked(given.group), textAsked(given.session)];
    const like = textAsked(given.like) !== '';
    const home = codeMeant(scope, textAsked(given.unit));
    const { people, more } = like
      ? { people: await this.lookup.like(q, home), more: false }
      : await this.lookup.find(q);
    const there = await this.rosters.among(activity.id, group, people);
    const known: Known = { code, q, group, session, like, people, more, there };
    return page('activities/roster-known', rosterKnownPart(new ActivityWords(locale, scope), known), {
      layout: 'layout-part',
    });
  }
}
