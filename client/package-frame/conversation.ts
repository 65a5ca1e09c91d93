import { type FrameNews, type FrameStart, keptOf, nameOf, startIn } from '../../src/packages/frame-words.js';

/** The API of one standard, as scorm-again gives it. */
export interface Api {
  /** `API` or `API_1484_11`: where programs of packages look for it. */
  name: string;
  /** A new one, told how things stand. */
  make(start: FrameStart, entry: string): Started;
}

export interface Started {
  api: object;
  /** Calls back after each act of the package. */
  listen(hear: (at: FrameNews['at']) => void): void;
  /** How it is left, as the package said. */
  exit(): unknown;
  /** The data model as it is, with the time of this session added, left so. */
  leave(exit: unknown): object;
}

/** Changes are told after so long, unless the package asks for it sooner. */
const PAUSE_MS = 150;

/**
 * Gives the page, and pages within it, the API of a package, and tells the page around of what changes. In a page that was
 * not started by the page of a lesson (a frame within the package, when it has no origin) there is none.
 */
export function converse(kind: Api): void {
  const start = startIn(window.name);
  if (start) new Conversation(kind, start).begin();
}

class Conversation {
  /** Kept before anything can stand in its place. */
  private readonly around = window.parent;
  private started: Started;
  private timer: number | undefined;

  constructor(
    private readonly kind: Api,
    private readonly start: FrameStart,
  ) {
    this.started = this.make();
  }

  begin(): void {
    addEventListener('pagehide', () => {
      if (this.timer !== undefined) this.tell('change');
    });
    const { open } = this.start;
    if (open === undefined) this.standInForParent();
    else addEventListener('DOMContentLoaded', () => show(open));
  }

  private make(): Started {
    const { cmi } = this.start;
    const exit = exitOf(cmi);
    const entry = cmi === null ? 'ab-initio' : exit === 'suspend' ? 'resume' : '';
    const started = this.kind.make(this.start, entry);
    started.listen((at) => {
      if (at === 'change') this.timer ??= setTimeout(() => this.tell('change'), PAUSE_MS);
      else this.tell(at);
    });
    Object.defineProperty(window, this.kind.name, { value: started.api, configurable: true, writable: true });
    return started;
  }

  /**
   * The program that ADL publishes for SCORM 2004 begins to look in the parent and never in its own page. The real parent, of
   * another origin, would end it with an error: what it finds instead has nothing but the API.
   */
  private standInForParent(): void {
    const parent: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    const { name } = this.kind;
    Object.defineProperty(parent, name, { get: () => (window as unknown as Record<string, unknown>)[name] });
    parent.parent = parent;
    Object.defineProperty(window, 'parent', { value: parent, configurable: true });
  }

  private tell(at: FrameNews['at']): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    // Whoever goes away without a word comes back to where they were.
    const cmi = keptOf(this.started.leave(at === 'end' ? this.started.exit() : 'suspend'));
    this.start.cmi = cmi;
    // A next page in the same frame begins where this one stands.
    if (this.start.open === undefined) window.name = nameOf(this.start);
    const { key, item } = this.start;
    const news: FrameNews = { about: 'lan-toa-package', key, item, cmi, at };
    this.around.postMessage(news, this.start.site);
    // The next page of an item that has ended may begin again.
    if (at === 'end') this.started = this.make();
  }
}

/** Both standards keep it at another place. */
function exitOf(cmi: object | null): unknown {
  const { exit, core } = (cmi ?? {}) as { exit?: unknown; core?: { exit?: unknown } };
  return core?.exit ?? exit;
}

/** The package in a page of the same origin, which finds the API in its parent. */
function show(address: string): void {
  const frame = document.createElement('iframe');
  frame.allowFullscreen = true;
  frame.style.cssText = 'position:fixed;inset:0;width:100%;height:100%;border:0';
  // Only files of this package: the address of this page is its folder.
  if (!new URL(address, location.href).href.startsWith(location.href)) return;
  frame.src = address;
  document.body.append(frame);
}
