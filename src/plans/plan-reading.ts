import type { z } from 'zod';
import { JsonFault, parseJson, pathTo } from './json-lines.js';
import type { PlanDocument, PlanFault } from './plan-document.js';
import { planJson, unknownKeys } from './plan-json.js';
import { soundPlan } from './plan-sound.js';
import { documentOf } from './plan-text.js';

/** A fault and the line of the text on which it stands. */
export type FaultAtLine = PlanFault & { line: number };

/** A plan.json that could not be read whole. */
export interface UnreadPlan {
  faults: FaultAtLine[];
  unknown: string[];
  /** What could be read all the same; absent where the text is no JSON. */
  sound?: PlanDocument;
  lineOf: (path: string) => number;
}

/** What was read of a plan.json: a document, or everything that keeps it from being one. */
export type PlanReading = { document: PlanDocument; unknown: string[]; lineOf: (path: string) => number } | UnreadPlan;

/** Reads the text of a plan.json. What the parts of a plan must be to each other is not judged here (plan-checks.ts). */
export function readPlan(text: string): PlanReading {
  const parsed = parsedOrFault(text.replace(/^\ufeff/, ''));
  if (parsed instanceof JsonFault) {
    return { faults: [syntaxFault(parsed)], unknown: [], lineOf: () => parsed.line };
  }
  const { value, lines } = parsed;
  const lineOf = (path: string): number => nearestLine(lines, path);
  const unknown = unknownKeys(value);
  const read = planJson.safeParse(value, { reportInput: true });
  if (read.success) return { document: documentOf(read.data), unknown, lineOf };
  const faults = read.error.issues.flatMap((issue) => faultsOf(issue, ''));
  return { faults: atLines(faults, lineOf), unknown, sound: soundPlan(value), lineOf };
}

/** Faults with the lines of their places. */
export function atLines(faults: readonly PlanFault[], lineOf: (path: string) => number): FaultAtLine[] {
  return faults.map((fault) => ({ ...fault, line: lineOf(fault.path) }));
}

function parsedOrFault(text: string) {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof JsonFault) return error;
    throw error;
  }
}

function syntaxFault({ fault, line, column, found }: JsonFault): FaultAtLine {
  return { line, path: '', value: found, key: `plan.json_${fault}`, params: { line, column, found } };
}

/** The line of a path, or of the nearest thing around it that stands in the text (a key may be missing). */
function nearestLine(lines: ReadonlyMap<string, number>, path: string): number {
  for (let at = path; at !== ''; at = at.replace(/(\.?[^.[\]]+|\[\d+\])$/, '')) {
    const line = lines.get(at);
    if (line !== undefined) return line;
  }
  return lines.get('') ?? 1;
}

type Issue = z.core.$ZodIssue;

function faultsOf(issue: Issue, around: string): PlanFault[] {
  const path = issue.path.reduce<string>(pathTo, around);
  const inner = issue.code === 'invalid_union' ? innerIssues(issue) : [];
  if (inner.length > 0) return inner.flatMap((each) => faultsOf(each, path));
  return [{ path, value: shown(issue.input), ...reasonOf(issue) }];
}

/** A title may be a text or an object: what is wrong with the one of the two that was meant. */
function innerIssues({ input, errors }: z.core.$ZodIssueInvalidUnion): Issue[] {
  const [asText = [], asObject = []] = errors;
  if (typeof input === 'string') return asText;
  return typeof input === 'object' && input !== null && !Array.isArray(input) ? asObject : [];
}

function reasonOf(issue: Issue): { key: string; params: Record<string, string | number> } {
  if (issue.code === 'custom') return issue.params as { key: string; params: Record<string, string | number> };
  if (issue.code === 'invalid_value' && issue.input !== undefined) {
    return { key: 'row.not_one_of', params: { allowed: issue.values.map(String).join(', ') } };
  }
  if (issue.code === 'too_big') return { key: 'plan.too_many', params: { max: Number(issue.maximum) } };
  if (issue.input === undefined || issue.input === null) return { key: 'row.required', params: {} };
  if (issue.code === 'invalid_type') return { key: `plan.not_${issue.expected}`, params: {} };
  return { key: 'plan.not_title', params: {} };
}

function shown(input: unknown): string {
  if (typeof input === 'string') return input;
  return typeof input === 'number' || typeof input === 'boolean' ? String(input) : '';
}
