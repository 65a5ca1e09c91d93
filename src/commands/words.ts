import { parseArgs } from 'node:util';
import { UsageError } from './command.js';

interface Shape {
  /** Names of the words without a dash, all required. */
  positionals: readonly string[];
  /** `--name VALUE` */
  values?: readonly string[];
  /** `--name` */
  flags?: readonly string[];
}

/** The words of a command by name. @throws UsageError when they do not fit */
export function readWords(
  words: string[],
  shape: Shape,
): { positionals: string[]; values: Record<string, string | undefined>; flags: Set<string> } {
  const options = Object.fromEntries([
    ...(shape.values ?? []).map((name) => [name, { type: 'string' as const }]),
    ...(shape.flags ?? []).map((name) => [name, { type: 'boolean' as const }]),
  ]) as Record<string, { type: 'string' | 'boolean' }>;
  const parsed = parse(words, options);
  if (parsed.positionals.length !== shape.positionals.length) throw new UsageError();
  const given = Object.entries(parsed.values);
  return {
    positionals: parsed.positionals,
    values: Object.fromEntries(given.filter(([, value]) => typeof value === 'string')) as Record<string, string>,
    flags: new Set(given.filter(([, value]) => value === true).map(([name]) => name)),
  };
}

function parse(words: string[], options: Record<string, { type: 'string' | 'boolean' }>) {
  try {
    return parseArgs({ args: words, options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : '');
  }
}
