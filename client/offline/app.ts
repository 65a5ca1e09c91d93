import { type Act, everybody, headcount, kept, mark, type PackedSession, type Stamp } from './queue.js';
import { type Deeds, el, listScreen, type Say, sessionScreen, typeAgain, typedIn } from './screens.js';
import { fetchPacket, NotReached, type Outcome, type Packet, sendActs } from './server.js';
import { type Meta, Store } from './store.js';

/** How the page and the server stand to one another. */
type Line = 'unknown' | 'working' | 'up' | 'full' | NotReached['why'];

/** Acts of one sending: short enough for a line that breaks. */
const ONE_SENDING = 100;
/** Networks in a valley do not announce themselves: while something is unsent it is tried again. */
const AGAIN_MS = 30_000;
const SOON_MS = 1_500;

interface Settings {
  words: Record<string, string>;
  version: string;
  css: string;
}

const settings = JSON.parse(document.getElementById('settings')?.dataset.settings ?? '{}') as Settings;

/** The sentence of a key, filled as on the server; the number of `{count|one|many}` chooses. */
const say: Say = (key, params = {}) =>
  (settings.words[key] ?? key).replace(
    /\{(\w+)(?:\|([^|{}]*)\|([^{}]*))?\}/g,
    (whole, name: string, one?: string, many?: string) => {
      const value = params[name];
      if (value === undefined) return whole;
      return one !== undefined && many !== undefined ? (value === 1 ? one : many) : String(value);
    },
  );

class App {
  private sessions: PackedSession[] = [];
  /** What this person noted and did not send; what somebody else noted on the device waits until they are back. */
  private acts: Act[] = [];
  private meta: Meta = { user: null, differences: 0, fetched: null };
  private line: Line = 'unknown';
  /** An exchange is under way: there is one at a time. */
  private isExchanging = false;
  /** The last thing that was noted could not be kept: said until the next one could. */
  private isLastLost = false;
  private timer: number | undefined;

  private constructor(private readonly store: Store) {}

  static async start(): Promise<void> {
    const app = new App(await Store.open());
    await app.read();
    app.render();
    addEventListener('hashchange', () => app.render());
    addEventListener('online', () => void app.exchange());
    addEventListener('offline', () => app.show('no_network'));
    document.getElementById('send')?.addEventListener('click', () => void app.exchange());
    await app.exchange();
  }

  private async read(): Promise<void> {
    this.meta = await this.store.meta();
    this.sessions = await this.store.sessions();
    this.acts = (await this.store.acts()).filter(({ user }) => user === this.meta.user?.id);
    // Whoever signs out of the product on this device is told that something is not sent yet.
    const unsent = this.unsent().length;
    const secure = location.protocol === 'https:' ? '; secure' : '';
    document.cookie = `lan-toa-unsent=${unsent}; path=/; samesite=lax; max-age=${unsent === 0 ? 0 : 31_536_000}${secure}`;
  }

  private unsent(): Act[] {
    return this.acts.filter(({ refused }) => !refused);
  }

  /** Sends what is unsent, and fetches what is needed next. One at a time. */
  private async exchange(): Promise<void> {
    if (this.isExchanging) return;
    this.isExchanging = true;
    clearTimeout(this.timer);
    this.show('working');
    try {
      let packet = await fetchPacket();
      await this.welcome(packet);
      if (await this.send(packet.token)) packet = await fetchPacket();
      await this.keep(packet);
      this.show('up');
    } catch (error) {
      // Whoever signed out leaves no names behind, also where the browser was not told to wipe: but what is not sent stays.
      if (error instanceof NotReached && error.why === 'signed_out') {
        await this.store.replace(kept([], this.sessions, await this.store.acts()), this.meta);
      }
      await this.read();
      // Anything else than the line is the device, which takes nothing more.
      this.show(error instanceof NotReached ? error.why : 'full');
    } finally {
      this.isExchanging = false;
    }
    this.render();
    if (this.unsent().length > 0 && this.line !== 'signed_out') this.later(AGAIN_MS);
  }

  /** The rosters of somebody else leave the device at once. */
  private async welcome({ user }: Packet): Promise<void> {
    if (this.meta.user?.id === user.id) return;
    await this.store.replace([], { user, differences: 0, fetched: null });
    await this.read();
  }

  /** @returns whether anything was sent */
  private async send(token: string): Promise<boolean> {
    let sentAny = false;
    for (;;) {
      const some = this.unsent().slice(0, ONE_SENDING);
      if (some.length === 0) return sentAny;
      const outcomes = new Map((await sendActs(some, token)).map((each: Outcome) => [each.id, each.outcome]));
      const taken = some.filter(({ id }) => ['done', 'difference'].includes(outcomes.get(id) ?? ''));
      const refused = some.filter(({ id }) => outcomes.get(id) === 'refused');
      if (taken.length + refused.length === 0) throw new NotReached('failed');
      await this.store.settleActs(taken, refused);
      sentAny = true;
      await this.read();
    }
  }

  /** What the server does not ask for any more is wiped, unless something unsent is about it. */
  private async keep({ sessions, user, differences, now }: Packet): Promise<void> {
    // What was noted while this was under way stays.
    const acts = await this.store.acts();
    await this.store.replace(kept(sessions, this.sessions, acts), { user, differences, fetched: now });
    await this.read();
  }

  /** @returns whether the device kept them; if not, the screen says so and shows what is kept */
  private async note(acts: readonly Act[]): Promise<boolean> {
    if (acts.length === 0) return true;
    try {
      await this.store.addActs(acts);
    } catch {
      this.isLastLost = true;
      this.render();
      return false;
    }
    this.isLastLost = false;
    await this.read();
    this.render();
    this.later(SOON_MS);
    return true;
  }

  private later(delay: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.exchange(), delay);
  }

  private stamp(): Stamp {
    return { id: crypto.randomUUID(), at: new Date().toISOString(), user: this.meta.user?.id ?? 0 };
  }

  private readonly deeds: Deeds = {
    mark: (session, person, status) => {
      const act = mark(session, this.acts, person, status, this.stamp());
      void this.note(act === null ? [] : [act]);
    },
    everybody: (session) => void this.note(everybody(session, this.acts, () => this.stamp())),
    walkIn: (session, said) => this.note([{ ...this.stamp(), kind: 'walk_in', session: session.id, ...said }]),
    headcount: (session, said) => this.note([headcount(session, this.acts, said, this.stamp())]),
  };

  private show(line: Line): void {
    this.line = line;
    this.renderLine();
  }

  private render(): void {
    const id = Number(/^#s(\d+)$/.exec(location.hash)?.[1]);
    const session = this.sessions.find((each) => each.id === id);
    const screen = session
      ? sessionScreen(say, session, this.acts, this.deeds)
      : listScreen(say, this.sessions, this.acts);
    replaceScreen(screen);
    this.renderLine();
  }

  private renderLine(): void {
    const unsent = this.unsent().length;
    const line = document.getElementById('line');
    line?.replaceChildren(this.lineText(unsent));
    line?.setAttribute('data-line', this.line);
    line?.setAttribute('data-unsent', String(unsent));
    document.getElementById('sign-in')?.toggleAttribute('hidden', this.line !== 'signed_out');
    document.getElementById('send')?.toggleAttribute('disabled', this.isExchanging);
    const differences = document.getElementById('differences');
    differences?.toggleAttribute('hidden', this.meta.differences === 0);
    differences?.replaceChildren(say('differences', { count: this.meta.differences }));
    const refused = this.acts.filter((act) => act.refused);
    const box = document.getElementById('refused');
    box?.toggleAttribute('hidden', refused.length === 0);
    box?.replaceChildren(...(refused.length === 0 ? [] : this.refusedPart(refused)));
  }

  private lineText(unsent: number): string {
    const state = unsent > 0 ? say('unsent', { count: unsent }) : say('all_sent');
    const isSaid = !['unknown', 'working'].includes(this.line) && !(unsent === 0 && this.isLastLost);
    const parts = [this.isLastLost ? say('line.not_kept') : '', say(`line.${this.line}`), isSaid ? state : ''];
    return parts.filter((part) => part !== '').join(' ');
  }

  /** What the server will never take is shown until somebody has read it. */
  private refusedPart(refused: readonly Act[]): Node[] {
    const button = el('button', { class: 'btn', type: 'button' }, say('refused_read'));
    button.addEventListener('click', () => {
      void this.store.settleActs(refused, []).then(async () => {
        await this.read();
        this.render();
      });
    });
    return [el('p', {}, say('refused', { count: refused.length })), button];
  }
}

/** Where somebody was, and what they had begun to type, is there again after the screen is drawn anew. */
function replaceScreen(screen: HTMLElement): void {
  const main = document.getElementById('screen');
  if (!main) return;
  const isSame = main.querySelector('h1')?.textContent === screen.querySelector('h1')?.textContent;
  const active = document.activeElement;
  const typed = typedIn(main);
  main.replaceChildren(screen);
  if (!isSame) return scrollTo(0, 0);
  typeAgain(typed);
  if (active instanceof HTMLElement) focusAgain(main, active);
}

/** A radio button is found by its name and value, anything else by its id; where typing was, it goes on. */
function focusAgain(main: HTMLElement, active: HTMLElement): void {
  const isRadio = active instanceof HTMLInputElement && active.type === 'radio';
  const selector = isRadio ? `[name="${active.name}"][value="${active.value}"]` : `[id="${active.id}"]`;
  const again = main.querySelector<HTMLElement>(selector);
  again?.focus({ preventScroll: true });
  // Only text has a caret: a number answers null.
  if (
    active instanceof HTMLInputElement &&
    again instanceof HTMLInputElement &&
    active.selectionStart !== null &&
    !isRadio
  )
    again.setSelectionRange(active.selectionStart, active.selectionEnd);
}

async function install(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const asked = new URLSearchParams({ v: settings.version, css: settings.css });
  await navigator.serviceWorker.register(`/scripts/offline/worker.js?${asked.toString()}`, { scope: '/offline' });
}

App.start().catch(() => {
  document.getElementById('line')?.replaceChildren(say('no_store'));
});
install().catch(() => {
  document.getElementById('line')?.append(` ${say('not_installed')}`);
});
