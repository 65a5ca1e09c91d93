import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { qrPath } from '../accounts/totp.js';
import { ActivityWords } from '../activities/activity-words.js';
import { groupsOfPersons } from '../activities/roster-groups.js';
import type { Locale } from '../i18n/locale.js';
import { homeWords } from '../people/homes.js';
import { bornWords } from '../people/people.page.js';
import { type Group, Groups, groupName } from '../territory/groups.js';
import { Scopes } from '../territory/scope.js';
import { Can } from '../web/access.js';
import { addressNumber } from '../web/address-number.js';
import { formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { attempt, orWarning } from '../web/form-answers.js';
import { Form } from '../web/form.js';
import { pageAsked, pagerIfMore, pagesOf } from '../web/pager.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { SettingsHolder } from '../web/settings-holder.js';
import { CodeSlips } from './code-slips.js';
import { saidOf } from './enrolment-additions.controller.js';
import { head } from './enrolment-additions.page.js';
import { EnrolmentLinks } from './enrolment-links.js';
import { EnrolmentRecords } from './enrolment-records.js';
import { EnrolmentRequests } from './enrolment-requests.js';
import { LearnerCodes } from './learner-codes.js';

const VIEW = 'learning/enrolment-link';
/** So many codes are made at one press: each takes a moment. */
const MOST_CODES = 200;

/** The link by which people enrol themselves, the requests that came by it, and slips for a whole course. */
@Controller('enrolments/:code')
export class EnrolmentLinksController {
  constructor(
    private readonly records: EnrolmentRecords,
    private readonly links: EnrolmentLinks,
    private readonly requests: EnrolmentRequests,
    private readonly codes: LearnerCodes,
    private readonly slips: CodeSlips,
    private readonly groups: Groups,
    private readonly scopes: Scopes,
    private readonly holder: SettingsHolder,
  ) {}

  @Can('enrolment.write')
  @Get('link')
  async show(@Param('code') code: string, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    return page(VIEW, await this.linkModel(code, locale));
  }

  @Can('enrolment.write')
  @HttpCode(303)
  @Post('link')
  async make(
    @Param('code') code: string,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const form = new Form(body);
    await this.records.course(code);
    const offered = new Set((await this.offered()).map(({ code: group }) => group));
    const groups = [...new Set(form.many('groups'))].filter((group) => offered.has(group));
    if (groups.length === 0) form.refuse('groups', 'learning.no_group_of_link');
    const terms = { ends_on: form.optionalDay('ends_on'), most: form.optionalInteger('most', 1, 100_000), groups };
    const made = await attempt(form, async () => {
      await this.links.make(code, terms);
      return true;
    });
    if (!made) return formAgain(VIEW, await this.linkModel(code, locale, form), form.errors);
    return redirect(paths.enrolmentLink(code));
  }

  @Can('enrolment.write')
  @HttpCode(303)
  @Post('link/withdrawal')
  async withdraw(@Param('code') code: string): Promise<RedirectAnswer> {
    await this.links.withdraw(code);
    return redirect(paths.enrolmentLink(code), { kind: 'done', key: 'enrolments.link_withdrawn' });
  }

  @Can('enrolment.write')
  @Get('requests')
  async waiting(
    @Param('code') code: string,
    @Query('page') asked: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    const activity = await this.records.course(code);
    const words = new ActivityWords(locale, await this.scopes.mine());
    const wanted = pageAsked(asked);
    const { requests, total } = await this.requests.page(activity.id, wanted);
    const model = {
      ...head({ words, activity }, 'enrolments.requests_title'),
      requests: requests.map(({ request, matches }) => ({
        name: request.full_name,
        about: [request.birth_year, homeWords(words.scope, request.unit_code).text, request.email, request.phone]
          .filter(Boolean)
          .join(', '),
        accept: paths.enrolmentRequestAcceptance(code, request.id),
        refuse: paths.enrolmentRequestRefusal(code, request.id),
        matches: matches.map((each) => ({
          id: each.id,
          name: each.full_name,
          about: [homeWords(words.scope, each.unit_code).text, bornWords(locale, each)].filter(Boolean).join(', '),
        })),
      })),
      pager: pagerIfMore({ page: wanted, total }, pagesOf(paths.enrolmentRequests(code), {})),
    };
    return page('learning/enrolment-requests', model);
  }

  @Can('enrolment.write')
  @HttpCode(303)
  @Post('requests/:id/acceptance')
  accept(@Param('code') code: string, @Param('id') id: string, @Body() body: unknown): Promise<RedirectAnswer> {
    const person = new Form(body).raw('person');
    return orWarning(paths.enrolmentRequests(code), async () => {
      const chosen = person === 'new' ? null : addressNumber(person);
      const done = await this.requests.accept(code, addressNumber(id), chosen, null);
      return redirect(paths.enrolmentRequests(code), saidOf(done));
    });
  }

  @Can('enrolment.write')
  @HttpCode(303)
  @Post('requests/:id/refusal')
  refuse(@Param('code') code: string, @Param('id') id: string): Promise<RedirectAnswer> {
    return orWarning(paths.enrolmentRequests(code), async () => {
      await this.requests.refuse(code, addressNumber(id));
      return redirect(paths.enrolmentRequests(code), { kind: 'done', key: 'enrolments.request_refused' });
    });
  }

  @Can('enrolment.write')
  @Get('codes')
  async codesFor(@Param('code') code: string, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const { activity, ids } = await this.without(code);
    const words = new ActivityWords(locale, await this.scopes.mine());
    const model = { ...head({ words, activity }, 'enrolments.codes'), count: ids.length, most: MOST_CODES };
    return page('learning/enrolment-codes', { ...model, action: paths.enrolmentCodes(code), slips: [] });
  }

  /** For whoever has none yet: nobody's slip ends by it. The slips are the answer, once. */
  @Can('enrolment.write')
  @HttpCode(200)
  @Post('codes')
  async makeCodes(@Param('code') code: string, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const { activity, ids } = await this.without(code);
    const slips = await this.slips.make(ids.slice(0, MOST_CODES), locale);
    const words = new ActivityWords(locale, await this.scopes.mine());
    const left = Math.max(0, ids.length - slips.length);
    const model = { ...head({ words, activity }, 'enrolments.codes'), count: left, most: MOST_CODES, slips };
    return page('learning/enrolment-codes', { ...model, action: paths.enrolmentCodes(code) });
  }

  /** Who learns the course, lives in the own territory, is known by name to the reader, and has no code. */
  private async without(code: string) {
    const { activity, learners } = await this.records.of(code);
    const scope = await this.scopes.mine();
    const own = learners.filter(({ person, name }) => scope.coversCode(person.unit_code) && name === person.full_name);
    const have = new Set((await this.codes.inUse(own.map(({ person }) => person.id))).map((each) => each.person_id));
    return { activity, ids: own.map(({ person }) => person.id).filter((id) => !have.has(id)) };
  }

  private async offered(): Promise<Group[]> {
    return groupsOfPersons(await this.groups.all());
  }

  private async linkModel(code: string, locale: Locale, form?: Form): Promise<object> {
    const activity = await this.records.course(code);
    const words = new ActivityWords(locale, await this.scopes.mine());
    const link = await this.links.inUse(activity.id);
    const groups = await this.offered();
    const ticked = new Set(form?.many('groups') ?? []);
    const url = link && this.holder.settings.publicUrl + paths.learningJoin(link.token);
    return {
      ...head({ words, activity }, 'enrolments.link'),
      action: paths.enrolmentLink(code),
      withdrawal: paths.enrolmentLinkWithdrawal(code),
      link: link &&
        url !== null && {
          url,
          qr: await qrPath(url),
          until: link.ends_on && words.date(link.ends_on),
          most: link.most,
          groups: groups
            .filter(({ code: group }) => link.groups.includes(group))
            .map((group) => groupName(group, locale))
            .join(', '),
        },
      groups: groups.map((group) => ({
        ...{ value: group.code, text: groupName(group, locale), checked: ticked.has(group.code) },
      })),
      typed: form?.typed() ?? {},
    };
  }
}
