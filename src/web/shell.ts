import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { join } from 'node:path';
import { ROOT } from '../config/root.js';
import type { FieldError } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import type { Flash } from './answers.js';
import { paths, query } from './paths.js';
import { may, type Permission } from './permissions.js';
import { contextOf, hasContext, type RequestContext } from './request.js';
import { referrerPolicy } from './security-headers.js';
import { SettingsHolder } from './settings-holder.js';
import { styleSheet } from './view-engine.js';

/** The main navigation: what it is called, where it leads, who sees it. */
const NAVIGATION: { key: string; href: string; permission: Permission; also?: string[] }[] = [
  { key: 'plans', href: paths.plans(), permission: 'plan.read' },
  {
    ...{ key: 'activities', href: paths.activities(), permission: 'activity.read' },
    // Other views of the same: what happens when.
    also: [paths.calendar(), paths.mySessions()],
  },
  { key: 'courses', href: paths.courses(), permission: 'course.read' },
  { key: 'people', href: paths.people(), permission: 'person.read' },
  { key: 'organisations', href: paths.organisations(), permission: 'organisation.read' },
  { key: 'territory', href: paths.territory(), permission: 'territory.read' },
  { key: 'imports', href: paths.imports(), permission: 'import.run' },
  { key: 'accounts', href: paths.users(), permission: 'account.manage' },
];

/** What surrounds every page: language, person, navigation, token, messages. */
@Injectable()
export class Shell {
  readonly sheet = styleSheet(join(ROOT, 'public'));
  /** True where the demonstration district is loaded: every page then says that people and figures are invented. */
  demo = false;
  /** The address of the style sheet as it is. */
  readonly stylePath = `/assets/lan-toa.${this.sheet.hash}.css`;
  private readonly assets = { css: this.stylePath };

  constructor(private readonly holder: SettingsHolder) {}

  /** The data that stands beside a page's own at the root of its template. */
  around(request: Request, flash: Flash | null, errors: FieldError[] = []): object {
    const context: RequestContext | null = hasContext(request) ? contextOf(request) : null;
    const locale = context?.locale ?? this.holder.settings.defaultLocale;
    const user = context?.session?.stage === 'password' ? null : (context?.principal ?? null);
    return {
      locale,
      user,
      nav: user ? this.navigation(request.path, user.role) : [],
      otherLocale: otherLanguage(locale, request),
      csrfToken: context?.session?.csrf_token ?? null,
      flash: flash && { kind: flash.kind, text: translate(locale, flash.key, flash.params), undo: flash.undo },
      errors: errors.map(({ field, key, params }) => ({ field, text: translate(locale, key, params) })),
      errorsTitleKey: errorsTitleOf(request),
      assets: this.assets,
      demo: this.demo,
      here: request.originalUrl,
      referrer: referrerPolicy(request),
    };
  }

  private navigation(path: string, role: Parameters<typeof may>[0]): object[] {
    return NAVIGATION.filter(({ permission }) => may(role, permission)).map(({ key, href, also = [] }) => ({
      key,
      href,
      current: [href, ...also].some((each) => path === each || path.startsWith(`${each}/`)),
    }));
  }
}

/** The link to the same page in the other language. */
function otherLanguage(locale: Locale, { originalUrl }: Request): object {
  const code = locale === 'vi' ? 'en' : 'vi';
  return {
    code,
    label: translate(code, 'layout.language'),
    href: `${paths.locale()}${query({ to: code, back: originalUrl })}`,
  };
}

/** What stands above the faults: where nothing was to be saved, nothing is "not saved". */
function errorsTitleOf({ method }: Request): string {
  return method === 'GET' ? 'form.errors_title_asked' : 'form.errors_title';
}
