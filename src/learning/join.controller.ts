import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, UseFilters } from '@nestjs/common';
import type { Request } from 'express';
import { originOf } from '../accounts/confirm.js';
import type { Locale } from '../i18n/locale.js';
import { readEmail, readPhone } from '../interchange/columns-contact.js';
import { CHILD_GROUP } from '../people/privacy.js';
import { LinkGoneFilter } from '../mine/link-gone.filter.js';
import { type Group, Groups, groupName } from '../territory/groups.js';
import { placeSuggestions, readCode } from '../territory/place-choice.js';
import { Scopes } from '../territory/scope.js';
import { Public } from '../web/access.js';
import { formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { attempt } from '../web/form-answers.js';
import { formKeyOf, newFormKey } from '../web/form-key.js';
import { Form } from '../web/form.js';
import { textAsked } from '../web/pager.js';
import { paths, query } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { EnrolmentLinks, type JoinedCourse } from './enrolment-links.js';
import { type Learner, LearnerDoor } from './learner-door.js';

const VIEW = 'learning/join';
const LAYOUT = { layout: 'layout-plain' } as const;
const OLDEST = 1900;

/** Where people enrol themselves by a link: at a press whoever is known, others by a request. */
@UseFilters(LinkGoneFilter)
@Controller('learning/join/:token')
export class JoinController {
  constructor(
    private readonly links: EnrolmentLinks,
    private readonly door: LearnerDoor,
    private readonly groups: Groups,
    private readonly scopes: Scopes,
  ) {}

  @Public()
  @Get()
  async show(
    @Param('token') token: string,
    @Req() request: Request,
    @Query() { asked, waits }: Record<string, unknown>,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    const course = await this.links.open(token, originOf(request).address);
    if (textAsked(asked) !== '') return page('learning/join-asked', { titleKey: 'learning.asked' }, LAYOUT);
    if (textAsked(waits) !== '') return page('learning/join-waits', { titleKey: 'learning.waits' }, LAYOUT);
    return page(VIEW, await this.model(locale, { token, course, learner: await this.door.find(request) }), LAYOUT);
  }

  @Public()
  @HttpCode(303)
  @Post()
  async join(
    @Param('token') token: string,
    @Req() request: Request,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const { address } = originOf(request);
    const course = await this.links.open(token, address);
    const learner = await this.door.find(request);
    const form = new Form(body);
    // Somebody who learns it already is led there, whatever the link was for.
    const group = learner ? form.raw('group') : form.choice('group', course.groups);
    const done = await (learner
      ? this.joined(form, token, { learner, group })
      : this.asked(form, token, { group, address }));
    if (done !== undefined) return redirect(done);
    return formAgain(VIEW, await this.model(locale, { token, course, learner }, form), form.errors, LAYOUT);
  }

  private joined(form: Form, token: string, { learner, group }: { learner: Learner; group: string }) {
    return attempt(form, async () => {
      const { code, waits } = await this.links.join(token, learner.person.id, group);
      return waits ? paths.learningJoin(token) + query({ waits: 1 }) : paths.learningCourse(code);
    });
  }

  private async asked(form: Form, token: string, { group, address }: { group: string; address: string }) {
    const year = new Date().getUTCFullYear();
    const asking = {
      full_name: form.text('full_name'),
      birth_year: form.optionalInteger('birth_year', OLDEST, year),
      unit_code: readCode(form, 'unit', await this.scopes.of({ place_id: null })),
      group_code: group,
      email: contact(form, 'email', readEmail),
      phone: contact(form, 'phone', readPhone),
    };
    if (form.raw('email') === '' && form.raw('phone') === '') form.refuse('email', 'learning.no_contact');
    const formKey = formKeyOf(form);
    return attempt(form, async () => {
      await this.links.ask(token, asking, { formKey, address });
      return paths.learningJoin(token) + query({ asked: 1 });
    });
  }

  private async model(
    locale: Locale,
    { token, course, learner }: { token: string; course: JoinedCourse; learner: Learner | null },
    form?: Form,
  ): Promise<object> {
    const here = paths.learningJoin(token);
    return {
      title: course.title,
      ...{ action: here, isFull: course.isFull, known: learner && { whose: learner.name.name } },
      signIn: paths.learnerSignIn({ next: here }),
      groups: (await this.offered(course, learner)).map((each) => ({
        value: each.code,
        text: groupName(each, locale),
      })),
      places: learner ? [] : placeSuggestions(await this.scopes.of({ place_id: null }), locale),
      formKey: form ? formKeyOf(form) : newFormKey(),
      typed: form?.typed() ?? {},
    };
  }

  /** As whom somebody may come: a child only where somebody has registered it before. */
  private async offered({ groups }: JoinedCourse, learner: Learner | null): Promise<Group[]> {
    const all = await this.groups.all();
    return all.filter(({ code }) => groups.includes(code) && (learner !== null || code !== CHILD_GROUP));
  }
}

/** An address or a telephone number, as the register has them; null where nothing was typed. */
function contact(form: Form, field: string, read: typeof readEmail): string | null {
  const typed = form.optionalText(field);
  if (typed === null) return null;
  const parsed = read(typed);
  if ('value' in parsed) return parsed.value;
  form.refuse(field, field === 'email' ? 'learning.no_address' : 'learning.no_phone');
  return null;
}
