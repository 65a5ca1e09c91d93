import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { Locale } from '../i18n/locale.js';
import { Can } from '../web/access.js';
import { formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { groupFormPage, groupListPage } from './group.page.js';
import { COUNTS, Groups } from './groups.js';
import { readCode } from './place-choice.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { actorMay } from '../web/actor.js';
import { attempt } from '../web/form-answers.js';
import { Words } from './words.js';

const FORM = 'territory/group-form';

/** The groups of subjects: the list, a new one, another name for one that was added. */
@Controller('territory/groups')
export class GroupController {
  constructor(private readonly groups: Groups) {}

  @Can('territory.read')
  @Get()
  async index(@ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const model = groupListPage(await this.groups.all(), new Words(locale), actorMay('territory.write'));
    return page('territory/groups', model);
  }

  @Can('territory.write')
  @Get('new')
  blank(@ReaderLocale() locale: Locale): PageAnswer {
    return page(FORM, groupFormPage({ counts: 'persons' }, new Words(locale)));
  }

  @Can('territory.write')
  @Post('new')
  async add(@Body() body: unknown, @ReaderLocale() locale: Locale): Promise<PageAnswer | RedirectAnswer> {
    const form = new Form(body);
    const group = { code: readCode(form, 'code'), name: form.text('name'), counts: form.choice('counts', COUNTS) };
    const done = await attempt(form, async () => {
      await this.groups.add(group);
      return true;
    });
    if (!done) return formAgain(FORM, groupFormPage(form.typed(), new Words(locale)), form.errors);
    return redirect(paths.groups(), { kind: 'done', key: 'territory.done.group', params: { name: group.name } });
  }

  @Can('territory.write')
  @Get(':code')
  async edit(@Param('code') code: string, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const group = await this.groups.added(code);
    return page(FORM, groupFormPage({ ...group }, new Words(locale), group));
  }

  @Can('territory.write')
  @Post(':code')
  async rename(
    @Param('code') code: string,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const group = await this.groups.added(code);
    const form = new Form(body);
    const name = form.text('name');
    const version = form.integer('version', 1, Number.MAX_SAFE_INTEGER);
    if (form.errors.length > 0)
      return formAgain(FORM, groupFormPage(form.typed(), new Words(locale), { ...group, version }), form.errors);
    await this.groups.rename(code, version, name);
    return redirect(paths.groups(), { kind: 'done', key: 'territory.done.group_renamed', params: { name } });
  }
}
