import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How the server behaves; answers are written as the server says them, `550 5.1.1 nobody here`. */
export interface Behaviour {
  /** It hangs before it says anything, or greets with a refusal. */
  greeting?: string;
  /** Who may send, as `user:password`. */
  auth?: string;
  /** Its answer to our own address. */
  from?: string;
  /** Its answer to every recipient, and to some. */
  rcpt?: string;
  rcptOf?: Record<string, string>;
  /** What it does at the end of a letter: an answer, `hang`, `drop` the connection, or take it and `vanish` without an answer. */
  data?: string;
  dataOf?: Record<string, string>;
  /** Drops every connection after so many letters. */
  dropAfter?: number;
  /** Milliseconds between a letter and its answer. */
  delay?: number;
}

/** A letter that the server has taken. */
export interface TakenLetter {
  from: string;
  to: string[];
  /** As it came over the wire, one sign a byte. */
  raw: string;
}

/** A real mail server, as a process of its own, that can be told to fail. */
export class MailServer {
  private readonly file = join(mkdtempSync(join(tmpdir(), 'lan-toa-smtp-')), 'letters.jsonl');
  private child: ChildProcess | null = null;
  private port = 0;

  static async start(): Promise<MailServer> {
    const server = new MailServer();
    await server.open();
    return server;
  }

  /** @param user `user:password` */
  url(user?: string): string {
    return `smtp://${user === undefined ? '' : `${user}@`}127.0.0.1:${this.port}`;
  }

  /** Tells it how to behave from now on. */
  async behave(behaviour: Behaviour): Promise<void> {
    await this.ask(behaviour);
  }

  /** Everything that it has taken. */
  get letters(): TakenLetter[] {
    if (!existsSync(this.file)) return [];
    const lines = readFileSync(this.file, 'utf8').split('\n');
    // The last one may be half written.
    return lines.slice(0, -1).map((line) => JSON.parse(line) as TakenLetter);
  }

  /** To whom, in the order in which they came. */
  get recipients(): string[] {
    return this.letters.flatMap(({ to }) => to);
  }

  /** How often somebody has connected. */
  async connections(): Promise<number> {
    return ((await this.ask('connections')) as { connections: number }).connections;
  }

  /** Starts it, at the port where it was. */
  async open(): Promise<void> {
    this.child = fork(join(import.meta.dirname, 'smtp-server.cjs'), [this.file, String(this.port)], { execArgv: [] });
    const [{ port }] = (await once(this.child, 'message')) as [{ port: number }];
    this.port = port;
  }

  /** Ends it: whoever connects is refused. */
  async close(): Promise<void> {
    const child = this.child;
    this.child = null;
    if (!child) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  private async ask(what: object | string): Promise<unknown> {
    if (!this.child) throw new Error('the mail server is not running');
    this.child.send(what);
    return (await once(this.child, 'message'))[0];
  }
}

/** The value of a header as it came, with its folded lines put together. */
export function headerOf({ raw }: TakenLetter, name: string): string[] {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
  const lines = head.split('\r\n').filter((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  return lines.map((line) => line.slice(name.length + 1).trim());
}
