import { Controller, Get, Param } from '@nestjs/common';
import { NotFound } from '../errors.js';
import { Public } from '../web/access.js';
import { JsonAnswer } from '../web/answers.js';
import { jwkOf, jwkSet } from './published-keys.js';
import { SigningKeys } from './signing-keys.js';

/** Everybody may keep a copy; a leaked key is known everywhere an hour later. */
const FOR_AN_HOUR = { 'Cache-Control': 'public, max-age=3600' };

/** The public keys, for whoever checks certificates by themselves. */
@Controller('.well-known')
export class WellKnownController {
  constructor(private readonly keys: SigningKeys) {}

  @Public()
  @Get('lan-toa-keys.json')
  async set(): Promise<JsonAnswer> {
    return new JsonAnswer(jwkSet(await this.keys.published()), 200, FOR_AN_HOUR);
  }

  /** One key: where the `kid` of a credential leads (Open Badges 3.0, "Dereferencing the public key"). */
  @Public()
  @Get('lan-toa-keys/:kid.json')
  async one(@Param('kid') kid: string): Promise<JsonAnswer> {
    const key = (await this.keys.published()).find((each) => each.kid === kid);
    if (!key) throw new NotFound();
    return new JsonAnswer(jwkOf(key), 200, FOR_AN_HOUR);
  }
}
