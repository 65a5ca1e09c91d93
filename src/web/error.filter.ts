import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { randomInt } from 'node:crypto';
import { nowIso } from '../config/clock.js';
import { DomainError, EditConflict, type ErrorKind, InvalidFields } from '../errors.js';
import { hasMessage, translate } from '../i18n/translate.js';
import { OwesFirst, SignInNeeded } from './access.guard.js';
import { page } from './answers.js';
import { Doorkeeper } from './doorkeeper.js';
import { keptForm } from './kept-form.js';
import { Log } from './log.js';
import { PageWriter } from './page-writer.js';
import { paths, query } from './paths.js';
import { problemOf } from './problem.js';
import { contextOf, hasContext, isApi, loggedPath } from './request.js';
import { SettingsHolder } from './settings-holder.js';

const STATUS: Record<ErrorKind, number> = {
  invalid: 422,
  not_found: 404,
  conflict: 409,
  forbidden: 403,
  too_many: 429,
  unavailable: 503,
  full: 507,
};
const CODE_LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** The last door: every error leaves as a sentence; what it was in detail goes to the log under a short code. */
@Catch()
@Injectable()
export class ErrorFilter implements ExceptionFilter {
  constructor(
    private readonly pages: PageWriter,
    private readonly doorkeeper: Doorkeeper,
    private readonly log: Log,
    private readonly holder: SettingsHolder,
  ) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    if (response.headersSent) {
      this.log.error({ error, path: loggedPath(request) }, 'an answer broke off');
      response.destroy();
      return;
    }
    try {
      await this.answer(asDomainError(error), error, request, response);
    } catch (second) {
      this.log.error({ error: second }, 'the error page failed');
      response.status(500).type('text').send('500');
    }
  }

  private async answer(known: DomainError | null, error: unknown, request: Request, response: Response): Promise<void> {
    const status = statusOf(known, request);
    const code = `${status}-${shortCode()}`;
    const path = loggedPath(request);
    if (status >= 500) this.log.error({ error, code, path }, 'a request failed');
    else if (status === 401 || status === 403) {
      const user = hasContext(request) ? contextOf(request).principal?.user_id : undefined;
      this.log.warn({ code, path, key: known?.key, user, address: request.ip }, 'refused');
    }
    if (known?.params.retry_after) response.setHeader('Retry-After', String(known.params.retry_after));
    if (isApi(request)) return this.problem(known, status, code, request, response);
    if (await this.keep(known, request, response)) return;
    if (known instanceof SignInNeeded || known instanceof OwesFirst) return this.sendToDoor(known, request, response);
    await this.pages.page(request, response, errorPage(known, status, code));
  }

  private problem(known: DomainError | null, status: number, code: string, request: Request, response: Response): void {
    const locale = hasContext(request) ? contextOf(request).locale : this.holder.settings.defaultLocale;
    if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
    response.status(status).type('application/problem+json');
    response.send(
      JSON.stringify({
        ...problemOf(locale, status, known?.key ?? 'unexpected', known?.params, titleOf(known, status)),
        code,
        ...(known instanceof InvalidFields
          ? {
              errors: known.fields.map(({ field, key, params }) => ({ field, detail: translate(locale, key, params) })),
            }
          : {}),
      }),
    );
  }

  /**
   * Whoever comes back to a session that has ended loses nothing that was typed: it is sent again once they are signed in.
   * @returns whether there was anything to keep
   */
  private async keep(known: DomainError | null, request: Request, response: Response): Promise<boolean> {
    const fields = known instanceof SignInNeeded || known?.key === 'csrf' ? keptForm(request) : null;
    if (!fields || (await this.doorkeeper.isFirstRun())) return false;
    const signedIn = hasContext(request) && contextOf(request).principal !== null;
    const model = {
      titleKey: 'kept.title',
      textKey: signedIn ? 'kept.again' : 'kept.signed_out',
      ...{ signedIn, fields, action: request.originalUrl },
      // A link away from here would lose what is kept.
      otherLocale: null,
      shown: fields.filter(({ name, value }) => value !== '' && !/^(_|form_key$|version$)/.test(name)).slice(0, 40),
    };
    const layout = signedIn ? 'layout' : 'layout-plain';
    await this.pages.page(request, response, page('kept', model, { status: 403, layout }));
    return true;
  }

  /** A person is sent to where it can be mended, and comes back afterwards. */
  private async sendToDoor(known: SignInNeeded | OwesFirst, request: Request, response: Response): Promise<void> {
    if (known instanceof OwesFirst) {
      const door = {
        new_password: paths.accountPassword(),
        second_factor: paths.accountSecondFactor(),
        second_factor_code: paths.signInCode(),
      };
      response.redirect(303, door[known.owes]);
      return;
    }
    if (await this.doorkeeper.isFirstRun()) return response.redirect(303, paths.firstRun());
    const back = request.method === 'GET' && request.originalUrl !== '/' ? request.originalUrl : undefined;
    response.redirect(303, `${paths.signIn()}${query({ next: back })}`);
  }
}

function asDomainError(error: unknown): DomainError | null {
  if (error instanceof DomainError) return error;
  const status = error instanceof HttpException ? error.getStatus() : (error as { status?: number })?.status;
  if (status === 404) return new DomainError('no_page', {}, 'not_found');
  if (status === 413) return new DomainError('too_large');
  if (status === 415) return new DomainError('not_readable');
  if (status === 400) return new DomainError('malformed');
  return null;
}

function statusOf(known: DomainError | null, request: Request): number {
  if (known === null) return 500;
  if (known instanceof SignInNeeded && isApi(request)) return 401;
  if (known.key === 'too_large' || known.key === 'upload.too_large') return 413;
  if (known.key === 'malformed') return 400;
  if (known.key === 'not_readable') return 415;
  return STATUS[known.kind];
}

/** What stands above the sentence: what is special about this refusal, else what its status means. */
function titleOf(known: DomainError | null, status: number): string {
  const key = `errors.title.${known instanceof EditConflict ? 'edit_conflict' : known?.key}`;
  return hasMessage('vi', key) ? key : `errors.status.${status}`;
}

function errorPage(known: DomainError | null, status: number, code: string) {
  const model = { titleKey: titleOf(known, status), textKey: `errors.${known?.key ?? 'unexpected'}` };
  return page('error', { ...model, params: known?.params ?? {}, code, at: nowIso() }, { status });
}

/** Short enough to be read out on the telephone. */
function shortCode(): string {
  return Array.from({ length: 4 }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]).join('');
}
