import type { PipeTransform } from '@nestjs/common';
import type { z } from 'zod';
import { type FieldError, InvalidFields } from '../../errors.js';

/** Reads a query or a JSON body by its schema: `@Body(valid(schema))`. Unknown and repeated fields are refused by it. */
export function valid<T extends z.ZodType>(schema: T): PipeTransform<unknown, z.infer<T>> {
  return {
    transform(value: unknown): z.infer<T> {
      const read = schema.safeParse(value ?? {}, { reportInput: true });
      if (read.success) return read.data;
      throw new InvalidFields(read.error.issues.map(fieldError));
    },
  };
}

/** What a schema says of a field that is not there: the sentence is another one than for a wrong value. */
const ABSENT: ReadonlySet<string> = new Set(['invalid_type', 'invalid_value', 'invalid_union']);

function fieldError(issue: z.core.$ZodIssue): FieldError {
  const field = issue.path.map(String).join('.') || (issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : '');
  if (issue.input === undefined && ABSENT.has(issue.code)) return { field, key: 'errors.api.missing', params: {} };
  const own: unknown = issue.code === 'custom' ? issue.params?.key : undefined;
  if (typeof own === 'string') return { field, key: `errors.${own}` };
  return { field, key: `errors.api.${issue.code}`, params: { expected: expectation(issue) } };
}

function expectation(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return issue.expected;
  if (issue.code === 'too_small') return `>= ${String(issue.minimum)}`;
  if (issue.code === 'too_big') return `<= ${String(issue.maximum)}`;
  if (issue.code === 'invalid_format') return issue.format;
  if (issue.code === 'invalid_value') return issue.values.map(String).join(', ');
  return '';
}
