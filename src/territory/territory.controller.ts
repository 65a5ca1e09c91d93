import { Controller, Get, Query } from '@nestjs/common';
import { today } from '../config/clock.js';
import type { Locale } from '../i18n/locale.js';
import { Can } from '../web/access.js';
import { actor } from '../web/actor.js';
import { page, type PageAnswer } from '../web/answers.js';
import { Form } from '../web/form.js';
import { may, type Permission } from '../web/permissions.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { Scopes } from './scope.js';
import { treePage } from './tree.page.js';
import { Words } from './words.js';

/** The tree as it stood on any day, and a search through it. */
@Controller('territory')
export class TerritoryController {
  constructor(private readonly scopes: Scopes) {}

  @Can('territory.read')
  @Get()
  async index(@Query() query: unknown, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const form = new Form(query);
    const asOf = form.optionalDay('as_of') ?? today();
    const scope = await this.scopes.mine();
    const asked = { asOf, typed: form.raw('as_of'), q: form.raw('q').slice(0, 100) };
    const model = treePage(scope, scope.territory.view(asOf), asked, new Words(locale), actorMay('territory.write'));
    return page('territory/index', model, form.errors.length > 0 ? { status: 422, errors: form.errors } : {});
  }
}

/** Whether whoever acts has a permission: pages show only what may be done. */
export function actorMay(permission: Permission): boolean {
  const by = actor();
  return by !== null && may(by.role, permission);
}
