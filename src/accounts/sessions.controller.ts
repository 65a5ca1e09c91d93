import { Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import { Database } from '../database/database.js';
import { NotFound } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { formatInstant } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { Can } from '../web/access.js';
import { page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { paths } from '../web/paths.js';
import { contextOf } from '../web/request.js';
import { SignIn } from './accounts.entities.js';
import { accountCrumbs } from './account.page.js';
import { browserSession, ownId } from './confirm.js';
import { addressNumber } from '../web/address-number.js';
import { type OpenSession, Sessions } from './sessions.js';

/** Where one is signed in, and ending it. */
@Controller('account/sessions')
export class SessionsController {
  constructor(
    private readonly database: Database,
    private readonly sessions: Sessions,
    private readonly events: EventLog,
  ) {}

  @Can('account.own')
  @Get()
  async list(@Req() request: Request): Promise<PageAnswer> {
    const { locale, session } = contextOf(request);
    const rows = await this.sessions.openOf(ownId(request));
    return page('accounts/sessions', sessionsPage(locale, rows, session?.id ?? null));
  }

  @Can('account.own')
  @Post('closure')
  async endOthers(@Req() request: Request): Promise<RedirectAnswer> {
    const { id } = browserSession(request);
    await this.ended(ownId(request), () => this.sessions.closeAll(ownId(request), id));
    return redirect(paths.accountSessions(), { kind: 'done', key: 'accounts.sessions_ended' });
  }

  @Can('account.own')
  @Post(':id/closure')
  async end(@Req() request: Request, @Param('id') id: string): Promise<RedirectAnswer> {
    browserSession(request);
    await this.ended(ownId(request), async () => {
      const closed = await this.database.delete(SignIn, { id: addressNumber(id), user_id: ownId(request) });
      if (closed === 0) throw new NotFound();
    });
    return redirect(paths.accountSessions(), { kind: 'done', key: 'accounts.session_ended' });
  }

  private async ended(userId: number, work: () => Promise<void>): Promise<void> {
    await this.database.transaction(async () => {
      await work();
      await this.events.record({ kind: 'user.sessions_ended', subject: { type: 'user', id: userId } });
    });
  }
}

function sessionsPage(locale: Locale, rows: OpenSession[], current: number | null): object {
  return {
    titleKey: 'accounts.sessions',
    narrow: true,
    crumbs: accountCrumbs(locale, 'accounts.sessions'),
    others: rows.some(({ id }) => id !== current),
    sessions: rows.map((row) => ({
      id: row.id,
      current: row.id === current,
      browser: browserName(row.agent) || translate(locale, 'accounts.browser_unknown'),
      facts: [
        { term: translate(locale, 'accounts.session_address'), value: row.address },
        { term: translate(locale, 'accounts.session_since'), value: formatInstant(locale, row.created_at) },
        { term: translate(locale, 'accounts.session_seen'), value: formatInstant(locale, row.seen_at) },
      ],
    })),
  };
}

/** Browser and system in two words; what a browser says of itself is long and mostly untrue. */
function browserName(agent: string): string {
  const first = (pairs: [RegExp, string][]): string => pairs.find(([sign]) => sign.test(agent))?.[1] ?? '';
  const browser = first([
    [/Edg(e|A|iOS)?\//, 'Edge'],
    [/coc_coc_browser/i, 'Cốc Cốc'],
    [/Firefox\/|FxiOS\//, 'Firefox'],
    [/Chrome\/|CriOS\//, 'Chrome'],
    [/Safari\//, 'Safari'],
  ]);
  const system = first([
    [/Android/, 'Android'],
    [/iPhone|iPad/, 'iOS'],
    [/Windows/, 'Windows'],
    [/Mac OS X/, 'macOS'],
    [/Linux/, 'Linux'],
  ]);
  return [browser, system].filter((part) => part !== '').join(', ') || agent.slice(0, 60);
}
