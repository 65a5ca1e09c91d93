const schema = { type: ['object', 'boolean'] };
const content = {
  type: 'object',
  propertyNames: { pattern: '^[a-z]+/[a-z0-9.+-]+$' },
  additionalProperties: { type: 'object', required: ['schema'], properties: { schema } },
};

/** What OpenAPI 3.1 asks of the parts that the description uses (specification of 24 October 2024, section 4.8). */
export const OPENAPI = {
  type: 'object',
  required: ['openapi', 'info', 'paths', 'components'],
  additionalProperties: false,
  properties: {
    openapi: { const: '3.1.0' },
    info: {
      type: 'object',
      required: ['title', 'version'],
      properties: { title: { type: 'string' }, version: { type: 'string' }, license: { required: ['name'] } },
    },
    servers: { type: 'array', items: { type: 'object', required: ['url'] } },
    security: { type: 'array', items: { type: 'object', required: ['token'] } },
    paths: {
      type: 'object',
      propertyNames: { pattern: '^/' },
      additionalProperties: {
        type: 'object',
        propertyNames: { enum: ['get', 'post', 'put', 'patch', 'delete'] },
        additionalProperties: { $ref: '#/$defs/operation' },
      },
    },
    components: {
      type: 'object',
      properties: {
        securitySchemes: {
          type: 'object',
          required: ['token'],
          properties: { token: { properties: { type: { const: 'http' }, scheme: { const: 'bearer' } } } },
        },
        schemas: { type: 'object', required: ['Problem'] },
      },
    },
  },
  $defs: {
    operation: {
      type: 'object',
      required: ['operationId', 'summary', 'parameters', 'responses'],
      patternProperties: { '^x-': {} },
      additionalProperties: false,
      properties: {
        operationId: { type: 'string', pattern: '^\\w+\\.\\w+$' },
        summary: { type: 'string', minLength: 5 },
        parameters: {
          type: 'array',
          items: {
            type: 'object',
            required: ['name', 'in', 'required', 'schema'],
            properties: { in: { enum: ['path', 'query', 'header'] }, required: { type: 'boolean' }, schema },
            if: { properties: { in: { const: 'path' } } },
            then: { properties: { required: { const: true } } },
          },
        },
        requestBody: { type: 'object', required: ['content'], properties: { content } },
        responses: {
          type: 'object',
          minProperties: 2,
          required: ['default'],
          propertyNames: { pattern: '^([1-5]\\d\\d|default)$' },
          additionalProperties: { type: 'object', required: ['description', 'content'], properties: { content } },
        },
        security: { type: 'array' },
      },
    },
  },
};
