import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import type { Request } from 'express';
import { Database } from '../database/database.js';
import { DomainError } from '../errors.js';
import { compareText } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';
import { Outbox } from '../mail/outbox.js';
import { Can } from '../web/access.js';
import { formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { Form } from '../web/form.js';
import { pageAsked } from '../web/pager.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { contextOf } from '../web/request.js';
import { confirmFirst } from './confirm.js';
import { addressNumber } from '../web/address-number.js';
import { readUser } from './user.form.js';
import { EVERYWHERE, UserPlaces } from './user-places.js';
import { type ListedUser, passwordShownPage, userFormPage, userPage, usersPage } from './users.page.js';
import { type UserInput, Users } from './users.js';

/** Who may sign in: the list, adding and changing. One-press acts are in user-acts.controller.ts. */
@Controller('users')
export class UsersController {
  constructor(
    private readonly users: Users,
    private readonly places: UserPlaces,
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  @Can('account.manage')
  @Get()
  async list(@Req() request: Request, @Query('page') given: unknown): Promise<PageAnswer> {
    const wanted = pageAsked(given);
    const { locale } = contextOf(request);
    const users = await this.database.rows<ListedUser>(
      `SELECT u.id, u.name, u.email, u.role, u.place_id, u.password_hash, u.password_expired, u.totp_secret,
              u.disabled_at, p.name AS place_name, p.code AS place_code, p.valid_to AS place_valid_to
         FROM users u LEFT JOIN places p ON p.id = u.place_id`,
    );
    // Some hundreds at most, and no engine sorts Vietnamese as its readers do.
    users.sort((a, b) => compareText(locale, a.name, b.name) || a.id - b.id);
    return page('accounts/users', usersPage(locale, users, wanted));
  }

  @Can('account.manage')
  @Get('new')
  async blank(@Req() request: Request): Promise<PageAnswer | RedirectAnswer> {
    if (contextOf(request).session) {
      const door = confirmFirst(request, paths.userNew());
      if (door) return door;
    }
    return page('accounts/user-new', await this.formModel(request, { role: 'trainer', locale: 'vi', how: 'shown' }));
  }

  @Can('account.manage')
  @Post()
  async add(@Req() request: Request, @Body() body: unknown): Promise<PageAnswer | RedirectAnswer> {
    const door = confirmFirst(request, paths.userNew());
    if (door) return door;
    const form = new Form(body);
    const input = await readUser(form, this.places);
    const how = form.choice('how', ['shown', 'mailed'] as const);
    const added = form.errors.length === 0 ? await this.unlessTaken(form, () => this.addBy(how, input)) : undefined;
    if (!added) return formAgain('accounts/user-new', await this.formModel(request, form.typed()), form.errors);
    if (added.password === null) {
      return redirect(paths.user(added.id), { kind: 'done', key: this.invitedKey(), params: { name: input.name } });
    }
    const user = await this.users.get(added.id);
    return page('accounts/user-password', passwordShownPage(contextOf(request).locale, user, added.password), {
      status: 201,
    });
  }

  @Can('account.manage')
  @Get(':id')
  async show(@ReaderLocale() locale: Locale, @Param('id') id: string): Promise<PageAnswer> {
    const user = await this.users.get(addressNumber(id));
    const place = await this.places.get(user.place_id);
    return page('accounts/user', userPage(locale, user, place));
  }

  @Can('account.manage')
  @Get(':id/edit')
  async edit(@Req() request: Request, @Param('id') id: string): Promise<PageAnswer | RedirectAnswer> {
    const user = await this.users.get(addressNumber(id));
    if (contextOf(request).session) {
      const door = confirmFirst(request, paths.userEdit(user.id));
      if (door) return door;
    }
    const { name, email, role, locale, version } = user;
    const form = { name, email, role, locale, version, place_id: String(user.place_id ?? EVERYWHERE) };
    return page('accounts/user-edit', await this.formModel(request, form, user));
  }

  @Can('account.manage')
  @Post(':id')
  async save(
    @Req() request: Request,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<PageAnswer | RedirectAnswer> {
    const user = await this.users.get(addressNumber(id));
    const door = confirmFirst(request, paths.userEdit(user.id));
    if (door) return door;
    const form = new Form(body);
    const input = await readUser(form, this.places);
    const version = form.integer('version', 1, 999_999_999);
    const edit = (): Promise<boolean> => this.users.edit(user.id, version, input);
    const linkGone = form.errors.length === 0 ? await this.unlessTaken(form, edit) : undefined;
    if (linkGone === undefined) {
      return formAgain('accounts/user-edit', await this.formModel(request, form.typed(), user), form.errors);
    }
    const key = linkGone ? 'accounts.user_saved_link_gone' : 'accounts.user_saved';
    return redirect(paths.user(user.id), { kind: linkGone ? 'warning' : 'done', key, params: { name: input.name } });
  }

  private async addBy(how: 'shown' | 'mailed', input: UserInput): Promise<{ id: number; password: string | null }> {
    if (how === 'shown') return this.users.addWithPassword(input);
    return { id: await this.users.invite(input), password: null };
  }

  private invitedKey(): string {
    return this.outbox.leaves ? 'accounts.user_invited' : 'accounts.user_invited_waits';
  }

  /** What the database refuses about a field is said at that field. */
  private async unlessTaken<T>(form: Form, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      const fields: Record<string, string> = {
        'accounts.email_taken': 'email',
        'accounts.last_administrator': 'role',
      };
      const field = error instanceof DomainError ? fields[error.key] : undefined;
      if (!(error instanceof DomainError) || field === undefined) throw error;
      form.refuse(field, error.key, error.params);
      return undefined;
    }
  }

  private async formModel(
    request: Request,
    form: object,
    user?: { id: number; name: string; place_id: number | null },
  ) {
    const { locale } = contextOf(request);
    return userFormPage(locale, form, await this.places.choices(locale, user?.place_id ?? null), user);
  }
}
