import type { Node } from 'yaml';
import { late } from '../config/late.js';
import type { ErrorParams } from '../errors.js';
import { type FileFault, type FileFaultKey, wholeFile } from './file-fault.js';

/** Levels in one another; what a course says needs six. */
const DEEPEST = 12;

/** A value with the place of its key, so that what is missing can be told where it should be. */
export interface Entry {
  value: Node | null;
  at: number;
}
export type Entries = ReadonlyMap<string, Entry>;

/**
 * Reads values out of YAML and collects what is wrong with them, each with its line and column. Only plain YAML 1.2 is read:
 * no aliases and anchors, no tags, no keys twice, one document.
 */
export class YamlNodes {
  readonly faults: FileFault[] = [];
  private readonly lines = new (late.yaml().LineCounter)();

  constructor(private readonly file: string) {}

  /** The root of a text; null where it is no YAML that may be read. */
  parse(text: string): Node | null {
    try {
      const document = late.yaml().parseDocument(text, {
        ...{ version: '1.2', schema: 'core', merge: false, strict: true, uniqueKeys: true, prettyErrors: false },
        ...{ stringKeys: true, customTags: [], lineCounter: this.lines },
      });
      for (const { pos, code } of [...document.errors, ...document.warnings]) this.fault(pos[0], 'yaml', { why: code });
      if (this.faults.length === 0) this.refuseUnplain(document.contents);
      return this.faults.length === 0 ? document.contents : null;
    } catch (error) {
      // Thousands of brackets in one another: the parser runs out of stack before anything can be looked at.
      if (!(error instanceof RangeError)) throw error;
      this.faults.push(wholeFile(this.file, 'too_deep'));
      return null;
    }
  }

  fault(at: number, key: FileFaultKey, params: ErrorParams = {}): void {
    const { line, col } = this.lines.linePos(at);
    this.faults.push({ file: this.file, line, column: col, key, params });
  }

  /** The line of a place, for what is found out later. */
  lineOf(at: number): number {
    return this.lines.linePos(at).line;
  }

  /** The entries of a map; unknown keys are faults. @param at where it should be */
  map(node: Node | null, at: number, known: readonly string[]): Entries {
    const { isMap, isNode, isScalar } = late.yaml();
    const found = new Map<string, Entry>();
    if (!isMap(node)) {
      this.fault(startOf(node, at), 'not_map');
      return found;
    }
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : '';
      const place = isNode(key) ? startOf(key, at) : at;
      if (known.includes(name)) found.set(name, { value: isNode(value) ? value : null, at: place });
      else this.fault(place, 'unknown_key', { name: name.slice(0, 60) });
    }
    return found;
  }

  /** The items of a list; none where it is no list. */
  list(entry: Entry): Entry[] {
    const { isNode, isSeq } = late.yaml();
    const { value, at } = entry;
    if (!isSeq(value)) {
      this.fault(startOf(value, at), 'not_list');
      return [];
    }
    return value.items.map((item) => (isNode(item) ? { value: item, at: startOf(item, at) } : { value: null, at }));
  }

  /** A text of any number of lines; a number is the text it is written as. Null with a fault where there is none. */
  text({ value, at }: Entry, most: number): string | null {
    const text = textOf(value);
    if (text === null) return this.refuse(startOf(value, at), 'not_text');
    if (text.length > most) return this.refuse(startOf(value, at), 'too_long', { most });
    return text;
  }

  /** A text of one line with something in it. */
  line(entry: Entry, most: number): string | null {
    const text = this.text(entry, most);
    if (text === null) return null;
    if (/[\p{Cc}\u2028\u2029]/u.test(text)) return this.refuse(startOf(entry.value, entry.at), 'one_line');
    if (text.trim() !== '') return text.trim();
    return this.refuse(startOf(entry.value, entry.at), 'not_text');
  }

  whole({ value, at }: Entry, least: number, most: number): number | null {
    const number = late.yaml().isScalar(value) ? value.value : null;
    if (typeof number === 'number' && Number.isInteger(number) && number >= least && number <= most) return number;
    return this.refuse(startOf(value, at), 'not_whole', { least, most });
  }

  flag({ value, at }: Entry): boolean | null {
    const flag = late.yaml().isScalar(value) ? value.value : null;
    return typeof flag === 'boolean' ? flag : this.refuse(startOf(value, at), 'not_flag');
  }

  private refuse(at: number, key: FileFaultKey, params: ErrorParams = {}): null {
    this.fault(at, key, params);
    return null;
  }

  private refuseUnplain(root: Node | null): void {
    const { isAlias, isMap, isNode, isPair, isSeq, visit } = late.yaml();
    visit(root, (_key, node, path) => {
      if (isPair(node)) return;
      if (!isNode(node)) return;
      const at = startOf(node, 0);
      if (isAlias(node)) this.fault(at, 'alias');
      else if (node.anchor !== undefined) this.fault(at, 'anchor');
      // A tag that was written: what the reader finds out itself is not noted there.
      else if (node.tag !== undefined) this.fault(at, 'tag');
      if (path.filter((above) => isMap(above) || isSeq(above)).length <= DEEPEST) return;
      this.fault(at, 'too_deep');
      return visit.BREAK;
    });
  }
}

/** Where a node begins. */
function startOf(node: Node | null, otherwise: number): number {
  return node?.range?.[0] ?? otherwise;
}

function textOf(node: Node | null): string | null {
  if (!late.yaml().isScalar(node)) return null;
  if (typeof node.value === 'string') return node.value;
  return typeof node.value === 'number' ? (node.source ?? null) : null;
}
