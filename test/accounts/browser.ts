import type supertest from 'supertest';
import { generateSync } from 'otplib';
import { now } from '../../src/config/clock.js';
import type { World } from '../support/world.js';

/** A browser: keeps its cookie, reads the token out of the last page, follows nothing by itself. */
export class Browser {
  cookie = '';
  csrf = '';

  constructor(
    private readonly world: World,
    private readonly address = '',
  ) {}

  async get(path: string): Promise<supertest.Response> {
    return this.keep(await this.dressed(this.world.request().get(path)));
  }

  async post(path: string, body: Record<string, string> = {}): Promise<supertest.Response> {
    const request = this.dressed(this.world.request().post(path)).type('form');
    return this.keep(await request.send(this.csrf ? { _csrf: this.csrf, ...body } : body));
  }

  /** Signs in with the password. */
  signIn(email: string, password: string, next = ''): Promise<supertest.Response> {
    return this.post('/sign-in', { email, password, next });
  }

  private dressed(request: supertest.Test): supertest.Test {
    if (this.cookie) request.set('Cookie', this.cookie);
    if (this.address) request.set('X-Forwarded-For', this.address);
    return request;
  }

  private keep(answer: supertest.Response): supertest.Response {
    for (const line of ([] as string[]).concat(answer.headers['set-cookie'] ?? [])) {
      const pair = line.split(';')[0] ?? '';
      if (pair.startsWith('lan-toa=')) this.cookie = pair === 'lan-toa=' ? '' : pair;
    }
    const token = /name="_csrf" value="([^"]+)"/.exec(answer.text)?.[1];
    if (token) this.csrf = token;
    return answer;
  }
}

/** The code an authenticator application shows, `steps` of 30 seconds from now. */
export function codeOf(secret: string, steps = 0): string {
  return generateSync({ secret, epoch: Math.floor(now().getTime() / 1000) + steps * 30 });
}

/** What a page shows for setting up the second factor. */
export function enrolmentOf(page: string): { enrolment: string; secret: string } {
  const enrolment = /name="enrolment" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const secret = (/<strong>([A-Z2-7 ]{30,})<\/strong>/.exec(page)?.[1] ?? '').replaceAll(' ', '');
  return { enrolment, secret };
}

/** Sets up the second factor in a signed-in browser. @returns its secret and the recovery codes */
export async function setUpSecondFactor(browser: Browser): Promise<{ secret: string; codes: string[] }> {
  const { enrolment, secret } = enrolmentOf((await browser.get('/account/second-factor')).text);
  const answer = await browser.post('/account/second-factor', { enrolment, otp: codeOf(secret) });
  const codes = [...answer.text.matchAll(/<li><strong>([\w-]+)<\/strong>/g)].map((match) => match[1] ?? '');
  return { secret, codes };
}
