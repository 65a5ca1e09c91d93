import { Controller, Get } from '@nestjs/common';
import { z } from 'zod';
import { DomainError } from '../errors.js';
import { LOCALES } from '../i18n/locale.js';
import { Can } from '../web/access.js';
import { actor } from '../web/actor.js';
import { JsonAnswer } from '../web/answers.js';
import { Api } from '../web/api/api-route.js';
import { ROLES } from '../web/permissions.js';
import { UserPlaces } from './user-places.js';

const me = z.strictObject({
  email: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  /** Code of the place whose territory the rights reach; null: everywhere. */
  unit: z.string().nullable(),
  locale: z.enum(LOCALES),
});

/** Tells a program whose rights it has. */
@Controller('api/v1/me')
export class MeApiController {
  constructor(private readonly places: UserPlaces) {}

  @Can('account.own')
  @Get()
  @Api({ summary: 'Who the token belongs to, with role and territory', response: me })
  async show(): Promise<JsonAnswer> {
    const principal = actor();
    if (!principal) throw new DomainError('sign_in_needed', {}, 'forbidden');
    const { email, name, role, locale, place_id } = principal;
    const place = await this.places.get(place_id);
    return new JsonAnswer({ email, name, role, unit: place?.code ?? null, locale } satisfies z.infer<typeof me>);
  }
}
