import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import { confirmFirst } from '../accounts/confirm.js';
import { NotFound } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { Can } from '../web/access.js';
import { formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { attempt, orWarning } from '../web/form-answers.js';
import { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { type ListedKey, signingKeyPage, signingKeysPage } from './signing-keys.page.js';
import { SigningKeys } from './signing-keys.js';

const VIEW = 'certificates/signing-key';

/** The keys that certificates are signed with: changing one, and saying that one has leaked. Both ask for the password. */
@Controller('certificates/keys')
export class SigningKeysController {
  constructor(private readonly keys: SigningKeys) {}

  @Can('certificate.keys')
  @Get()
  async list(@ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const [keys, closed] = [await this.keys.listed(), await this.keys.closed()];
    return page('certificates/signing-keys', signingKeysPage(locale, keys, closed));
  }

  @Can('certificate.keys')
  @Post('rotation')
  async rotate(@Req() request: Request, @Body() body: unknown): Promise<RedirectAnswer> {
    const door = confirmFirst(request, paths.signingKeys());
    if (door) return door;
    const retiring = new Form(body).raw('kid');
    return orWarning(paths.signingKeys(), async () => {
      const kid = await this.keys.rotate(retiring);
      return redirect(paths.signingKeys(), { kind: 'done', key: 'signatures.rotated', params: { kid } });
    });
  }

  @Can('certificate.keys')
  @Get(':kid/revocation')
  async ask(
    @Req() request: Request,
    @Param('kid') kid: string,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const key = await this.find(kid);
    return confirmFirst(request, paths.signingKeyRevocation(key.kid)) ?? page(VIEW, signingKeyPage(locale, key, {}));
  }

  @Can('certificate.keys')
  @Post(':kid/revocation')
  async revoke(
    @Req() request: Request,
    @Param('kid') kid: string,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const key = await this.find(kid);
    const door = confirmFirst(request, paths.signingKeyRevocation(key.kid));
    if (door) return door;
    const form = new Form(body);
    const [from, reason] = [form.day('from'), form.text('reason', 500)];
    const done = await attempt(form, () => this.keys.revoke(key.kid, from, reason).then(() => true));
    if (!done) return formAgain(VIEW, signingKeyPage(locale, key, form.typed()), form.errors);
    return redirect(paths.signingKeys(), { kind: 'done', key: 'signatures.revoked', params: { kid: key.kid } });
  }

  private async find(kid: string): Promise<ListedKey> {
    const key = (await this.keys.listed()).find((each) => each.kid === kid);
    if (!key) throw new NotFound();
    return key;
  }
}
