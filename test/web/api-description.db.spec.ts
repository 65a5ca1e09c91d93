import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Response } from 'supertest';
import { OpenApi } from '../../src/web/api/openapi.js';
import { Story } from '../support/story.js';
import { BODIES } from './rights/bodies.js';
import { OPENAPI } from './rights/openapi-schema.js';
import { aboutOf, addressOf, type Caller, callerOf } from './rights/callers.js';
import type { About } from './rights/rows.js';

interface Content {
  content?: Record<string, { schema: object }>;
}

interface Operation {
  operationId: string;
  parameters: { name: string; in: string; required: boolean; schema: object }[];
  requestBody?: Content;
  responses: Record<string, Content>;
  security?: object[];
}

interface Description {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: { Problem: object } };
}

let story: Story;
let description: Description;
let caller: Caller;
let about: About;
let problem: object;
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);

beforeAll(async () => {
  story = await Story.create();
  caller = await callerOf(story, 'administrator', null);
  about = aboutOf(story, 'own', caller, caller);
  description = (await story.world.request().get('/api/v1/openapi.json').expect(200)).body as Description;
  problem = description.components.schemas.Problem;
});
afterAll(() => story.world.close());

const operations = (): { method: string; path: string; operation: Operation }[] =>
  Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  );

/** What a schema finds wrong with a value. */
function faults(schema: object, value: unknown): string[] {
  const judge = ajv.compile(schema);
  return judge(value) ? [] : (judge.errors ?? []).map((each) => `${each.instancePath} ${each.message ?? ''}`);
}

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

const bodyName = (method: string, path: string): string => `${method.toUpperCase()} ${path}`;

const request = (method: string, address: string) => caller.member.api(method as Method, address);

/** The address of an operation in the story. */
function addressOfOperation(method: string, path: string): string {
  return addressOf({ method, path, access: undefined, api: undefined, controller: '', handler: '' }, about, story);
}

/** How an answer differs from what its operation promises. */
function unlike(what: string, { responses }: Operation, { status, body }: Response): string[] {
  const promised = responses[String(status)]?.content?.['application/json']?.schema;
  if (!promised) return [`${what}: ${status} ${JSON.stringify(body)}`];
  return faults(promised, body).map((fault) => `${what}: ${fault}`);
}

describe('the description of the API', () => {
  it('is OpenAPI 3.1', () => {
    expect(faults(OPENAPI, description)).toEqual([]);
    const ids = operations().map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has every parameter of an address, and each once', () => {
    const wrong = operations().flatMap(({ method, path, operation }) => {
      const inPath = operation.parameters.filter((each) => each.in === 'path').map(({ name }) => name);
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
      const all = operation.parameters.map((each) => `${each.in} ${each.name}`);
      const good = JSON.stringify(inPath) === JSON.stringify(named) && new Set(all).size === all.length;
      return good ? [] : [`${method} ${path}`];
    });
    expect(wrong).toEqual([]);
  });

  it('has every route under /api/v1 except its own, and no other', () => {
    const routes = story.world
      .get(OpenApi)
      .routes()
      .filter(({ path }) => path.startsWith('/api/'));
    const real = routes
      .map(({ method, path }) => `${method} ${path}`)
      .filter((one) => one !== 'get /api/v1/openapi.json');
    expect(operations().map(({ method, path }) => `${method} ${path}`).sort()).toEqual(real.sort()); // prettier-ignore
    expect(real.length).toBeGreaterThan(35);
  });

  it('has schemas that can be used', () => {
    for (const { operation } of operations()) {
      const contents = [operation.requestBody ?? {}, ...Object.values(operation.responses)];
      const schemas = contents.flatMap(({ content = {} }) => Object.values(content).map(({ schema }) => schema));
      for (const schema of [...schemas, ...operation.parameters.map((each) => each.schema)]) {
        expect(() => ajv.compile({ ...schema, components: description.components })).not.toThrow();
      }
    }
  });
});

describe('what the API does', () => {
  it('is what it says, for every reading', async () => {
    const wrong: string[] = [];
    for (const { method, path, operation } of operations().filter((each) => each.method === 'get')) {
      const answer = await request(method, addressOfOperation(method, path));
      wrong.push(...unlike(`${method} ${path}`, operation, answer));
      const { items } = answer.body as { items?: unknown[] };
      if (items?.length === 0) wrong.push(`${method} ${path}: nothing to look at`);
    }
    expect(wrong).toEqual([]);
  });

  it('is what it says, page after page', async () => {
    const lists = operations().filter(({ operation }) => operation.parameters.some(({ name }) => name === 'cursor'));
    expect(lists.length).toBeGreaterThan(10);
    for (const { method, path, operation } of lists) {
      const address = addressOfOperation(method, path);
      const page = await request(method, `${address}?limit=1`);
      expect(unlike(path, operation, page)).toEqual([]);
      const { next_cursor: cursor } = page.body as { next_cursor: string | null };
      if (cursor === null) continue;
      const next = await request(method, `${address}?limit=1&cursor=${encodeURIComponent(cursor)}`);
      expect(unlike(path, operation, next)).toEqual([]);
      expect((next.body as { items: unknown[] }).items).not.toEqual((page.body as { items: unknown[] }).items);
    }
  });

  it('is what it says, for a file', async () => {
    const operation = description.paths['/api/v1/imports/{kind}']?.post;
    if (!operation) throw new Error('no imports');
    const answer = await request('post', '/api/v1/imports/people')
      .type('application/octet-stream')
      .send('ref,full_name,unit\nP-3,Lò Văn Ba,03424\n');
    expect(unlike('imports', operation, answer)).toEqual([]);
    const refused = await request('post', '/api/v1/imports/people')
      .type('application/octet-stream')
      .send('ref,full_name,unit\nP-4,,03424\n')
      .expect(422);
    const promised = operation.responses['422']?.content?.['application/problem+json']?.schema ?? false;
    const { components } = description;
    expect(faults({ ...(promised as object), components }, refused.body)).toEqual([]);
    expect(faults({ ...(promised as object), components }, { ...refused.body, rejected: 1 })).not.toEqual([]);
    const csv = await request('get', `/api/v1/plans/${about.plan}/coverage`).set('Accept', 'text/csv').expect(200);
    expect(csv.headers['content-type']).toContain('text/csv');
  });

  it('refuses with a problem, whatever is wrong', async () => {
    const wrong: string[] = [];
    const see = (what: string, wanted: number[], { status, headers, text }: Response): void => {
      const isProblem = `${headers['content-type'] ?? ''}`.startsWith('application/problem+json');
      if (!wanted.includes(status) || !isProblem) return void wrong.push(`${what}: ${status} ${text.slice(0, 80)}`);
      const body = JSON.parse(text) as { status: number };
      wrong.push(...faults(problem, body).map((fault) => `${what}: ${fault}`));
      if (body.status !== status || /errors\.|\{\w+\}/.test(text)) wrong.push(`${what}: ${text}`);
    };
    for (const { method, path, operation } of operations()) {
      const what = `${method} ${path}`;
      const address = addressOfOperation(method, path);
      see(`${what} by nobody`, [401], await story.world.request()[method as Method](address));
      if (operation.parameters.some((each) => each.in === 'query')) {
        see(`${what} asked nonsense`, [422], await request(method, `${address}?nonsense=1`));
      }
      if (operation.requestBody && !path.includes('imports')) {
        see(`${what} given nonsense`, [422], await request(method, address).send({ nonsense: 1 }));
        see(`${what} given no JSON`, [400], await request(method, address).type('json').send('{'));
      }
    }
    see('no such page', [404], await request('get', '/api/v1/nothing'));
    see('no such person', [404], await request('get', '/api/v1/people/nobody'));
    expect(wrong).toEqual([]);
  });

  it('is what it says, for every change', async () => {
    const changes = operations().filter(({ method, path }) => method !== 'get' && path !== '/api/v1/imports/{kind}');
    const wrong: string[] = [];
    for (const { method, path, operation } of changes) {
      const what = `${method} ${path}`;
      const body = BODIES[bodyName(method, path)]?.(about);
      const schema = operation.requestBody?.content?.['application/json']?.schema;
      if ((schema === undefined) !== (body === undefined)) wrong.push(`${what}: a body in one place only`);
      if (schema) wrong.push(...faults(schema, body).map((fault) => `${what} takes not: ${fault}`));
      wrong.push(...unlike(what, operation, await request(method, addressOfOperation(method, path)).send(body)));
    }
    expect(wrong).toEqual([]);
    const names = changes.map(({ method, path }) => bodyName(method, path));
    const described = Object.keys(BODIES).filter((name) => name.includes('/api/'));
    expect(described.filter((name) => !names.includes(name))).toEqual([]);
  });
});
