import { Injectable, RequestMethod } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { z } from 'zod';
import { ACCESS, type Access } from '../access.js';
import { API_ROUTE, type ApiRoute } from './api-route.js';

/** A route of the application as its decorators declare it. */
export interface DeclaredRoute {
  method: string;
  /** With `{name}` for parameters. */
  path: string;
  access: Access | undefined;
  api: ApiRoute | undefined;
  controller: string;
  handler: string;
}

/** Knows every route and describes those of the API (OpenAPI 3.1). */
@Injectable()
export class OpenApi {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  /** All routes of all controllers. */
  routes(): DeclaredRoute[] {
    return this.discovery.getControllers().flatMap(({ instance, metatype }) => {
      if (!metatype) return [];
      const prototype = Object.getPrototypeOf(instance) as Record<string, object>;
      return this.scanner
        .getAllMethodNames(prototype)
        .flatMap((name) => this.declared(metatype, prototype[name], name));
    });
  }

  /** The OpenAPI document. */
  document(): object {
    const paths: Record<string, Record<string, object>> = {};
    for (const route of this.routes()) {
      if (!route.api) continue;
      paths[route.path] = { ...paths[route.path], [route.method]: operation(route, route.api) };
    }
    return {
      openapi: '3.1.0',
      info: { title: 'Lan Tỏa', version: '1', license: { name: 'MIT', identifier: 'MIT' } },
      servers: [{ url: '/' }],
      security: [{ token: [] }],
      paths,
      components: {
        securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
        schemas: { Problem: PROBLEM },
      },
    };
  }

  private declared(controller: { name: string }, handler: object | undefined, name: string): DeclaredRoute[] {
    const target = handler as never;
    const method = this.reflector.get<RequestMethod | undefined>('method', target);
    if (handler === undefined || method === undefined) return [];
    const base = this.reflector.get<string | string[] | undefined>('path', controller as never) ?? '';
    const own = this.reflector.get<string | string[] | undefined>('path', target) ?? '';
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [target, controller as never]);
    const api = this.reflector.get<ApiRoute | undefined>(API_ROUTE, target);
    return [own].flat().map((path) => ({
      method: (RequestMethod[method] ?? 'GET').toLowerCase(),
      path: joined([base].flat()[0] ?? '', path),
      access,
      api,
      controller: controller.name,
      handler: name,
    }));
  }
}

function joined(...parts: string[]): string {
  const segments = parts.flatMap((part) => part.split('/')).filter((segment) => segment !== '');
  return `/${segments.join('/').replace(/:(\w+)/g, '{$1}')}`;
}

function operation(route: DeclaredRoute, api: ApiRoute): object {
  return {
    operationId: `${route.controller}.${route.handler}`,
    summary: api.summary,
    parameters: [...pathParameters(route.path, api), ...queryParameters(api), ...headerParameters(route.method)],
    ...(api.body || api.consumes ? { requestBody: requestBody(api) } : {}),
    responses: responses(route, api),
    ...(route.access?.kind === 'can' ? { 'x-permission': route.access.permission } : { security: [] }),
  };
}

function responses(route: DeclaredRoute, api: ApiRoute): object {
  const headers = route.method === 'post' ? { 'Idempotency-Replayed': REPLAYED } : {};
  const content = {
    ...(api.response ? { 'application/json': { schema: jsonSchema(api.response, 'output') } } : {}),
    ...Object.fromEntries((api.also ?? []).map((type) => [type, { schema: { type: 'string' } }])),
  };
  const problem = (more: object[]): object => ({
    description: 'A problem, as in RFC 9457',
    headers: { 'Retry-After': RETRY_AFTER, ...headers },
    content: {
      'application/problem+json': { schema: more.length > 0 ? { allOf: [PROBLEM_REF, ...more] } : PROBLEM_REF },
    },
  });
  return {
    [String(api.status ?? 200)]: { description: api.summary, headers, content },
    // Other refusals of 422 have nothing more to say: what is more is there or not.
    ...(api.refusal ? { '422': problem([jsonSchema(api.refusal.partial().loose(), 'output')]) } : {}),
    default: problem([]),
  };
}

function requestBody(api: ApiRoute): object {
  const schema = api.body ? jsonSchema(api.body, 'input') : { type: 'string', format: 'binary' };
  return { required: true, content: { [api.consumes ?? 'application/json']: { schema } } };
}

function pathParameters(path: string, api: ApiRoute): object[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => {
    const schema = api.params?.[name];
    return { name, in: 'path', required: true, schema: schema ? jsonSchema(schema, 'input') : { type: 'string' } };
  });
}

function queryParameters(api: ApiRoute): object[] {
  return Object.entries(api.query?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: false,
    schema: jsonSchema(schema as z.ZodType, 'input'),
  }));
}

function headerParameters(method: string): object[] {
  if (method !== 'post') return [];
  return [{ name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', maxLength: 255 } }];
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): object {
  const made: Record<string, unknown> = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  delete made.$schema;
  return made;
}

const PROBLEM_REF = { $ref: '#/components/schemas/Problem' };
const REPLAYED = {
  description: 'Present where the post was done before and its first answer is given again',
  schema: { type: 'string', enum: ['true'] },
};
const RETRY_AFTER = {
  description: 'Seconds to wait, where too much was asked or something is away',
  schema: { type: 'string', pattern: '^[0-9]+$' },
};
const PROBLEM = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string' },
    errors: {
      type: 'array',
      items: { type: 'object', properties: { field: { type: 'string' }, detail: { type: 'string' } } },
    },
  },
};
