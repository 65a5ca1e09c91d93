import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Can } from '../web/access.js';
import { JsonAnswer } from '../web/answers.js';
import { Api } from '../web/api/api-route.js';
import { pageOf, readNumericCursor } from '../web/api/cursor.js';
import { code, day, listOf, optionalDay, pageQuery } from '../web/api/schemas.js';
import { valid } from '../web/api/valid.js';
import { spaced } from './certificate-code.js';
import { CertificateList, type ShownCertificate } from './certificate-list.js';
import { Issuing } from './issuing.js';

const state = z.enum(['valid', 'superseded', 'revoked', 'expired']);
const listQuery = pageQuery.extend({ activity: code.optional(), state: state.optional() });

/** A certificate as it was printed, and how it stands. `holder`: initials where the caller may not see the name. */
const certificateItem = z.strictObject({
  serial: z.string(),
  code: z.string(),
  activity: code,
  holder: z.string(),
  title: z.string(),
  minutes: z.number().int().nullable(),
  from: day,
  to: day,
  place: z.string(),
  issuer: z.string(),
  issued_on: day,
  valid_until: optionalDay,
  state,
  ended_on: optionalDay,
  reason: z.string().nullable(),
  superseded_by: z.string().nullable(),
});
const issued = z.strictObject({ issued: z.number().int(), already: z.number().int(), serials: z.array(z.string()) });

/** The register of certificates for programs. */
@Controller('api/v1')
export class CertificatesApiController {
  constructor(
    private readonly list: CertificateList,
    private readonly issuing: Issuing,
  ) {}

  @Api({ summary: 'List certificates, in the order of issue', query: listQuery, response: listOf(certificateItem) })
  @Can('certificate.read')
  @Get('certificates')
  async all(@Query(valid(listQuery)) query: z.infer<typeof listQuery>): Promise<JsonAnswer> {
    const { activity = '', state: wanted = '', limit, cursor } = query;
    const filter = { q: '', state: wanted, activity, person: null };
    const found = await this.list.after(filter, readNumericCursor(cursor), limit + 1);
    return new JsonAnswer(pageOf(found, limit, ({ id }) => id, itemOf));
  }

  @Api({ summary: 'Issue the certificates of a training to everybody who qualifies and has none', response: issued })
  @Can('certificate.issue')
  @HttpCode(200)
  @Post('activities/:code/certificates')
  async issue(@Param('code') activity: string): Promise<JsonAnswer> {
    const { ids, already } = await this.issuing.issue(activity);
    const serials: string[] = [];
    for await (const { serial } of this.list.several(ids)) serials.push(serial);
    return new JsonAnswer({ issued: ids.length, already, serials });
  }
}

function itemOf(certificate: ShownCertificate): z.infer<typeof certificateItem> {
  const { serial, activity, name, printed, state: now, ending } = certificate;
  const { title, minutes, from, to, place, issued_on, valid_until } = printed.facts;
  return {
    ...{ serial, code: spaced(certificate.code), activity, holder: name, title, minutes, from, to, place },
    issuer: printed.style.body,
    ...{ issued_on, valid_until, state: now },
    ended_on: ending?.ended_on ?? null,
    reason: ending?.reason ?? null,
    superseded_by: ending?.successor?.serial ?? null,
  };
}
