import { setImmediate } from 'node:timers/promises';
import { late } from '../config/late.js';
import { DomainError, type ErrorParams } from '../errors.js';
import { clearDecimal, groupedIn, plainDecimal, readDecimal } from './decimal.js';
import { type Block, blocksOf } from './gift-blocks.js';
import { questionOf } from './gift-question.js';
import { hasOurs, putAside, putBack } from './gift-signs.js';
import type { BankQuestion } from './presentation.js';
import type { Question } from './question.js';
import { faultsOf, LIMITS, oneLine, type QuestionWarning, warningsOf } from './question-check.js';

/** Bytes of a file, questions in it, and characters of one question. */
export const GIFT_LIMITS = { bytes: 5 * 1024 * 1024, questions: 10_000, block: 60_000 };
/** So many are read before somebody else has a turn. */
const AT_ONCE = 20;

/** A question that cannot be taken, and why: `key` under `errors.`. Lines and columns from 1, as an editor counts them. */
export interface GiftFault {
  line: number;
  column: number | null;
  topic: string;
  /** The question as it stands in the file, with its comments. */
  source: string;
  key: string;
  params: ErrorParams;
}

/** A question that can be taken and should be looked at. */
export interface GiftWarning extends QuestionWarning {
  line: number;
}

export interface GiftReading {
  questions: (BankQuestion & { line: number })[];
  warnings: GiftWarning[];
  faults: GiftFault[];
}

/** The text of a file. @throws DomainError where it is too large or not UTF-8 */
export function giftText(bytes: Uint8Array): string {
  if (bytes.length > GIFT_LIMITS.bytes) throw tooLarge();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new DomainError('gift.not_utf8');
  }
}

/**
 * Reads a file of GIFT. Each question stands or falls alone.
 * @throws DomainError where the file is too large, or has more questions than may be taken at once
 */
export async function readGift(file: string): Promise<GiftReading> {
  if (file.length > GIFT_LIMITS.bytes) throw tooLarge();
  const blocks = blocksOf(file.replace(/^\ufeff/, '').replaceAll(/\r\n?/g, '\n'));
  if (blocks.length > GIFT_LIMITS.questions) throw new DomainError('gift.too_many', { most: GIFT_LIMITS.questions });
  const reading: GiftReading = { questions: [], warnings: [], faults: [] };
  const lines = new Map<string, number>();
  for (const [index, block] of blocks.entries()) {
    if (index % AT_ONCE === AT_ONCE - 1) await setImmediate();
    const read = readBlock(block);
    const twice = 'question' in read ? lines.get(read.question.ref) : undefined;
    if (!('question' in read)) reading.faults.push(read);
    else if (twice !== undefined)
      reading.faults.push(faultOf(block, 'gift.twice', { ref: read.question.ref, first: twice }));
    else {
      reading.questions.push(read);
      const warnings = [...warningsOf(read.question), ...doubtsIn(read.question, block)];
      reading.warnings.push(...warnings.map((warning) => ({ ...warning, line: read.line })));
      lines.set(read.question.ref, read.line);
    }
  }
  return reading;
}

/** The questions that cannot be taken as a file to be mended: what is wrong stands in a comment above each. */
export function faultyGift(faults: readonly GiftFault[], words: (fault: GiftFault) => string): string {
  return faults
    .map((fault) => `$CATEGORY: ${fault.topic}\n\n// ${oneLine(words(fault))}\n${fault.source}\n`)
    .join('\n');
}

function readBlock(block: Block): (BankQuestion & { line: number }) | GiftFault {
  if (block.text.length > GIFT_LIMITS.block) return faultOf(block, 'gift.too_long', { most: GIFT_LIMITS.block });
  if (hasOurs(block.text)) return faultOf(block, 'question.character');
  if (oneLine(block.topic).length > LIMITS.topic) return faultOf(block, 'gift.topic', { max: LIMITS.topic });
  const [line = 1] = block.lines;
  try {
    const [parsed, ...more] = late.gift().parse(putAside(block.text));
    if (!parsed || more.length > 0) return faultOf(block, 'gift.several');
    const question = questionOf(parsed, block.remarks);
    const [fault] = faultsOf(question);
    if (fault) return faultOf(block, fault.key.replace(/^errors\./, ''), fault.params);
    return { topic: oneLine(block.topic), question, line };
  } catch (error) {
    if (error instanceof DomainError) return faultOf(block, error.key, error.params);
    if (isSyntaxError(error)) return syntaxFault(block, error);
    throw error;
  }
}

/** A number between the signs that GIFT has around one: neither a weight nor part of a remark. */
const NUMBER = /(?<=(?:\{\s*#|[=~:%]|\.\.)\s*)[-+]?\d+\.\d{3}(?=\s*(?:[:#=~}]|\.\.|$))/g;

/** What is read as decimals, as GIFT has it, and looks like thousands to whoever writes Vietnamese. */
function doubtsIn({ kind }: Question, { text }: Block): QuestionWarning[] {
  if (kind !== 'numerical') return [];
  const aside = putAside(text);
  const numbers = aside.slice(aside.indexOf('{')).match(NUMBER) ?? [];
  return [...new Set(numbers)].flatMap((typed): QuestionWarning[] => {
    const [read, grouped] = [readDecimal(typed), groupedIn(typed)];
    if (read === null || grouped === null) return [];
    return [{ key: 'either_number', params: { typed, read: clearDecimal(read), grouped: plainDecimal(grouped) } }];
  });
}

interface ParserError {
  location: { start: { line: number; column: number } };
  found: string | null;
  message: string;
}

function isSyntaxError(error: unknown): error is ParserError {
  return error instanceof Error && error.name === 'SyntaxError' && 'location' in error;
}

function syntaxFault(block: Block, { location, found, message }: ParserError): GiftFault {
  const { line, column } = location.start;
  const at = { line: block.lines[line - 1] ?? block.lines[0] ?? 1, column };
  if (message.includes('between -100 and 100')) return { ...faultOf(block, 'gift.weight'), ...at };
  if (found === null) return { ...faultOf(block, 'gift.ends'), ...at };
  const sign = putBack(found).trim();
  return { ...faultOf(block, sign === '' ? 'gift.line' : 'gift.sign', { found: sign }), ...at };
}

function faultOf({ lines, topic, source }: Block, key: string, params: ErrorParams = {}): GiftFault {
  return { line: lines[0] ?? 1, column: null, topic, source, key, params };
}

function tooLarge(): DomainError {
  return new DomainError('gift.too_large', { most: GIFT_LIMITS.bytes / 1024 / 1024 });
}
