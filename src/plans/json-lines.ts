/** What is wrong with a text that should be JSON, and where; lines and columns count from 1. */
export class JsonFault extends Error {
  constructor(
    /** Under `errors.plan.json_`. */
    readonly fault: 'syntax' | 'ends' | 'twice' | 'deep',
    readonly line: number,
    readonly column: number,
    readonly found: string,
  ) {
    super(`${fault} at ${line}:${column}`);
  }
}

/** A JSON value and the line on which each of its values begins, by path (`objectives[0].code`; the whole is ``). */
export interface JsonWithLines {
  value: unknown;
  lines: ReadonlyMap<string, number>;
}

const DEEPEST = 40;
const STRING = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const SPACE = /[ \t\r\n]*/y;

/**
 * Reads JSON as `JSON.parse` does, but remembers where each value stood, says where the text goes wrong, and refuses a
 * name that stands twice in one object (the engine would silently keep the last).
 * @throws JsonFault
 */
export function parseJson(text: string): JsonWithLines {
  const reading = new Reading(text);
  const value = reading.value('', 0);
  reading.end();
  return { value, lines: reading.lines };
}

/** The path of a part: `a`, `b` → `a.b`; `a`, 0 → `a[0]`. */
export function pathTo(path: string, part: PropertyKey): string {
  if (typeof part === 'number') return `${path}[${part}]`;
  return path === '' ? String(part) : `${path}.${String(part)}`;
}

class Reading {
  readonly lines = new Map<string, number>();
  private at = 0;
  private line = 1;
  private counted = 0;

  constructor(private readonly text: string) {}

  value(path: string, depth: number): unknown {
    this.skip(SPACE);
    this.lines.set(path, this.lineHere());
    if (depth > DEEPEST) throw this.fault('deep');
    const next = this.text[this.at];
    if (next === '{') return this.object(path, depth);
    if (next === '[') return this.array(path, depth);
    return JSON.parse(this.token(next === '"' ? STRING : SCALAR)) as unknown;
  }

  end(): void {
    this.skip(SPACE);
    if (this.at < this.text.length) throw this.fault('syntax');
  }

  private object(path: string, depth: number): object {
    // Without a prototype a name such as `__proto__` is a name like any other.
    const object = Object.create(null) as Record<string, unknown>;
    this.list('{', '}', () => {
      const start = this.at;
      const name = JSON.parse(this.token(STRING)) as string;
      if (name in object) {
        this.at = start;
        throw this.fault('twice', name);
      }
      this.mark(':');
      object[name] = this.value(pathTo(path, name), depth + 1);
    });
    return object;
  }

  private array(path: string, depth: number): unknown[] {
    const array: unknown[] = [];
    this.list('[', ']', () => array.push(this.value(pathTo(path, array.length), depth + 1)));
    return array;
  }

  private list(open: string, close: string, item: () => void): void {
    this.mark(open);
    if (this.peek() === close) return this.mark(close);
    for (;;) {
      this.skip(SPACE);
      item();
      if (this.peek() === close) return this.mark(close);
      this.mark(',');
    }
  }

  private peek(): string | undefined {
    this.skip(SPACE);
    return this.text[this.at];
  }

  private mark(mark: string): void {
    if (this.peek() !== mark) throw this.fault('syntax');
    this.at += 1;
  }

  private token(kind: RegExp): string {
    kind.lastIndex = this.at;
    const found = kind.exec(this.text)?.[0];
    if (found === undefined) throw this.fault('syntax');
    this.at += found.length;
    return found;
  }

  private skip(space: RegExp): void {
    space.lastIndex = this.at;
    this.at += space.exec(this.text)?.[0].length ?? 0;
  }

  private lineHere(): number {
    for (; this.counted < this.at; this.counted += 1) if (this.text[this.counted] === '\n') this.line += 1;
    return this.line;
  }

  private fault(fault: JsonFault['fault'], name?: string): JsonFault {
    const before = this.text.slice(0, this.at).split('\n');
    const column = (before.at(-1)?.length ?? 0) + 1;
    const isEnd = this.at >= this.text.length;
    const found = name ?? this.text.slice(this.at, this.at + 20).split('\n')[0] ?? '';
    return new JsonFault(isEnd ? 'ends' : fault, before.length, column, found);
  }
}
