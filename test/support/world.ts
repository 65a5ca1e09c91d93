import type { NestExpressApplication } from '@nestjs/platform-express';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import supertest from 'supertest';
import { DataSource } from 'typeorm';
import { ApiToken, User } from '../../src/accounts/accounts.entities.js';
import { Recount } from '../../src/activities/recount.js';
import { Sessions } from '../../src/accounts/sessions.js';
import { newToken, tokenHash } from '../../src/accounts/tokens.js';
import { connect, createApp } from '../../src/app.js';
import { nowIso } from '../../src/config/clock.js';
import { readSettings, type Settings } from '../../src/config/settings.js';
import type { Database } from '../../src/database/database.js';
import type { Role } from '../../src/web/permissions.js';
import { bringUpToDate } from './migrated.js';
import { onAllNodes } from './nodes.js';
import { placeForData } from './place-for-data.js';

/** Settings of an installation of its own, on the engine that this run tests. */
export async function freshSettings(more: Record<string, string> = {}): Promise<Settings> {
  const dataDir = mkdtempSync(join(placeForData(), 'lan-toa-test-'));
  const engine = process.env.LANTOA_TEST_ENGINE;
  const database = engine === 'mariadb' ? { DATABASE_URL: await freshMariadb() } : {};
  return readSettings({
    DATA_DIR: dataDir,
    LOG_LEVEL: process.env.LANTOA_TEST_LOG ?? 'silent',
    PUBLIC_URL: 'http://localhost:3000',
    ...database,
    ...more,
  });
}

async function freshMariadb(): Promise<string> {
  const server = process.env.LANTOA_TEST_MARIADB_URL;
  if (!server) throw new Error('the throw-away MariaDB server is not running');
  const name = `t_${randomBytes(6).toString('hex')}`;
  await ofServer(server, `CREATE DATABASE ${name}`);
  await onAllNodes();
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.toString();
}

async function ofServer(url: string, statement: string): Promise<void> {
  const source = await new DataSource({ type: 'mariadb', url }).initialize();
  await source.query(statement);
  await source.destroy();
}

/** The server looks through all its databases when a step of the schema asks what is there: hundreds that nobody needs make each new one slow. */
async function dropMariadb({ databaseUrl }: Settings): Promise<void> {
  const server = process.env.LANTOA_TEST_MARIADB_URL;
  const name = databaseUrl === undefined ? '' : new URL(databaseUrl).pathname.slice(1);
  if (server && /^t_[0-9a-f]{12}$/.test(name)) await ofServer(server, `DROP DATABASE ${name}`);
}

/** Somebody with rights, signed in by cookie and by token. */
export interface Member {
  id: number;
  cookie: string;
  csrf: string;
  token: string;
  get(path: string): supertest.Test;
  /** Posts a form with the session's token. */
  post(path: string, body?: Record<string, unknown>): supertest.Test;
  /** Posts JSON with the session's token, as our own script does. */
  json(path: string, body: object): supertest.Test;
  /** A call of the API with the bearer token. */
  api(method: 'get' | 'post' | 'put' | 'patch' | 'delete', path: string): supertest.Test;
}

/** A running application of its own with a cast that can be added to. */
export class World {
  private members = 0;

  private constructor(
    readonly settings: Settings,
    readonly database: Database,
    readonly app: NestExpressApplication,
    private readonly beside?: World,
  ) {}

  static async create(env: Record<string, string> = {}): Promise<World> {
    const settings = await freshSettings(env);
    await bringUpToDate(settings);
    const database = await connect(settings);
    const app = await createApp(settings, database);
    await app.init();
    return new World(settings, database, app);
  }

  /**
   * Another process of the same installation: an application of its own over the same database, which shares no memory with
   * this one that matters. To be closed before this one.
   */
  async another(): Promise<World> {
    const database = await connect(this.settings);
    const app = await createApp(this.settings, database);
    await app.init();
    return new World(this.settings, database, app, this);
  }

  /** Somebody who was signed in by another process, here. */
  same({ id, cookie, csrf, token }: Member): Member {
    return this.hands(id, cookie, csrf, token);
  }

  /** A part of the application. */
  get<T>(part: abstract new (...args: never[]) => T): T {
    return this.app.get<T>(part, { strict: false });
  }

  /** An anonymous request. */
  request(): ReturnType<typeof supertest> {
    return supertest(this.app.getHttpServer());
  }

  /** Adds a user with a role and a territory (null: everywhere) and signs them in both ways. */
  async member(role: Role, placeId: number | null = null): Promise<Member> {
    this.members += 1;
    const email = `${role}${this.members}@example.vn`;
    const token = newToken();
    const secret = await this.database.transaction(async () => {
      const id = await this.database.insertOne(User, {
        email,
        name: `${role} ${this.members}`,
        role,
        place_id: placeId,
        locale: 'vi',
        password_hash: null,
        totp_secret: 'set-up',
        created_at: nowIso(),
      });
      await this.database.insert(ApiToken, [
        { user_id: id, name: 'test', token_hash: tokenHash(token), token_tail: token.slice(-4), created_at: nowIso() },
      ]);
      return { id, cookie: await this.get(Sessions).open(id, 'full', '127.0.0.1', 'test') };
    });
    const identity = await this.get(Sessions).identify({ cookie: secret.cookie, address: '' });
    return this.hands(secret.id, `lan-toa=${secret.cookie}`, identity.session?.csrf_token ?? '', token);
  }

  private hands(id: number, cookie: string, csrf: string, token: string): Member {
    return {
      id,
      cookie,
      csrf,
      token,
      get: (path) => this.request().get(path).set('Cookie', cookie),
      post: (path, body = {}) =>
        this.request()
          .post(path)
          .set('Cookie', cookie)
          .type('form')
          .send({ _csrf: csrf, ...body }),
      json: (path, body) => this.request().post(path).set('Cookie', cookie).set('X-CSRF-Token', csrf).send(body),
      api: (method, path) => this.request()[method](path).set('Authorization', `Bearer ${token}`),
    };
  }

  /** All that is derived must be what a recount gives when it ends; not where a test writes records past the rules. */
  isRecorded = true;

  /** Ends it. */
  async close(): Promise<void> {
    const differences = this.isRecorded && !this.beside ? await this.get(Recount).check() : [];
    await this.app.close();
    await this.database.close();
    if (this.beside) return;
    await dropMariadb(this.settings);
    rmSync(this.settings.dataDir, { recursive: true, force: true });
    expect(differences).toEqual([]);
  }
}
