import { applyDecorators, SetMetadata } from '@nestjs/common';
import type { z } from 'zod';

export const API_ROUTE = 'api-route';

/** What a route of the API takes and gives; the OpenAPI description is made from it, and a test holds both together. */
export interface ApiRoute {
  summary: string;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** Path parameters by name; text where not told. */
  params?: Record<string, z.ZodType>;
  response?: z.ZodType;
  status?: number;
  /** What a refusal (422) says beside what every problem says. */
  refusal?: z.ZodObject;
  /** Further content types of the answer: `text/csv`. */
  also?: string[];
  /** Content type of the request when it is not JSON. */
  consumes?: string;
}

/** Declares a route of the API. */
export const Api = (route: ApiRoute): MethodDecorator => applyDecorators(SetMetadata(API_ROUTE, route));
