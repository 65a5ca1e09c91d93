import type { NestExpressApplication } from '@nestjs/platform-express';
import supertest from 'supertest';
import { connect, createApp } from '../../src/app.js';
import type { Database } from '../../src/database/database.js';
import { nodeUrls } from './nodes.js';
import type { Member, World } from './world.js';

/** The program as it runs at one node of the cluster. */
export interface AtNode {
  database: Database;
  get<T>(part: abstract new (...args: never[]) => T): T;
  /** Posts a form as somebody of the world. */
  post(member: Member, path: string, body: object): supertest.Test;
  close(): Promise<void>;
}

/** The program of a world once more for each node, as processes of one installation would run. */
export function atEachNode(world: World): Promise<AtNode[]> {
  return Promise.all(nodeUrls().map((url) => atNode(world, url)));
}

async function atNode({ settings }: World, node: string): Promise<AtNode> {
  const url = new URL(node);
  url.pathname = new URL(settings.databaseUrl ?? '').pathname;
  const own = { ...settings, databaseUrl: url.toString() };
  const database = await connect(own);
  const app: NestExpressApplication = await createApp(own, database);
  await app.init();
  return {
    database,
    get: (part) => app.get(part, { strict: false }),
    post: (member, path, body) =>
      supertest(app.getHttpServer())
        .post(path)
        .set('Cookie', member.cookie)
        .type('form')
        .send({ _csrf: member.csrf, ...body }),
    close: async () => {
      await app.close();
      await database.close();
    },
  };
}
