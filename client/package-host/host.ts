import { type FrameItem, nameOf, newsIn } from '../../src/packages/frame-words.js';
import { Saver, type Saying, type Sent } from './saver.js';

/*
 * Shows a SCORM package in its frame and keeps what it says (views/partials/package-frame.hbs). The package has another
 * origin or none: nothing of this page is within its reach, and all that comes from it are messages, which are taken as the
 * word of the learner.
 */

interface Data {
  standard: '1.2' | '2004';
  items: FrameItem[];
  learner: string;
  /** As messages of the frame name theirs. */
  origin: string;
  state: State | null;
  serial: number;
}
interface State {
  current: string;
  items: Record<string, object>;
}

/** As the server takes it (package-state.ts). */
const MOST_BYTES = 256 * 1024;
/** What browsers send while a page goes away. */
const MOST_LAST_BYTES = 60_000;
/** What a package says while its page goes away comes so much later at most. */
const LAST_WORD_MS = 200;
/** How long somebody who leaves waits for that at most. */
const LEAVING_MS = 4000;
/** An answer that takes longer does not come. */
const SENDING_MS = 30_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

class Host {
  private readonly data: Data;
  private frame: HTMLIFrameElement;
  private readonly state: State;
  private readonly saver: Saver;
  private at = 0;
  /** Of what the frame shows now. */
  private key = '';

  constructor(private readonly place: HTMLElement) {
    const frame = place.querySelector('iframe');
    if (!frame) throw new Error('the page has no frame');
    this.frame = frame;
    this.data = JSON.parse(place.dataset.package ?? '') as Data;
    const unsent = this.unsent();
    const state = unsent ? (JSON.parse(unsent.state) as State) : this.data.state;
    this.state = { current: state?.current ?? '', items: { ...state?.items } };
    this.saver = new Saver(this.data.serial, {
      send: (serial, text, isLast) => this.send(serial, text, isLast),
      later: (act, ms) => void setTimeout(act, ms),
      note: (waiting) => this.note(waiting),
      tell: (saying, said) => this.tell(saying, said),
    });
    if (unsent) this.saver.takeUp(unsent);
  }

  begin(): void {
    addEventListener('message', (event) => this.hear(event));
    addEventListener('pagehide', () => this.saver.flush(true));
    addEventListener('online', () => this.saver.flush(false));
    document.addEventListener('click', (event) => this.leaveBy(event), true);
    document.addEventListener('submit', (event) => this.leaveBy(event), true);
    for (const button of this.buttons()) button.addEventListener('click', () => void this.turnTo(Number(button.value)));
    this.show(
      Math.max(
        0,
        this.data.items.findIndex(({ id }) => id === this.state.current),
      ),
    );
  }

  private buttons(): NodeListOf<HTMLButtonElement> {
    return this.place.querySelectorAll<HTMLButtonElement>('button[name=item]');
  }

  private show(at: number): void {
    const item = this.data.items[at];
    if (!item) return;
    this.at = at;
    const { id, src, open, mastery, data } = item;
    const cmi = this.state.items[id] ?? null;
    const { learner } = this.data;
    // Browsers take the name of a frame when it comes into the page, and not later.
    const frame = this.frame.cloneNode() as HTMLIFrameElement;
    this.key = String(crypto.getRandomValues(new Uint32Array(4)));
    frame.name = nameOf({ key: this.key, item: id, site: location.origin, learner, cmi, mastery, data, open });
    frame.src = src;
    this.frame.replaceWith(frame);
    this.frame = frame;
    for (const button of this.buttons()) {
      if (Number(button.value) === at) button.setAttribute('aria-current', 'true');
      else button.removeAttribute('aria-current');
    }
    // It tells nothing by itself: opened is all that can be known of it.
    if (item.is_asset && cmi === null) this.keep(id, this.done(), true);
  }

  private done(): object {
    return this.data.standard === '1.2' ? { core: { lesson_status: 'completed' } } : { completion_status: 'completed' };
  }

  private async turnTo(at: number): Promise<void> {
    if (at === this.at) return;
    await this.empty();
    this.show(at);
  }

  /** Lets the package say its last word: programs do so when their page goes away. */
  private async empty(): Promise<void> {
    const gone = new Promise((resolve) => this.frame.addEventListener('load', resolve, { once: true }));
    this.frame.src = 'about:blank';
    await Promise.race([gone, pause(LEAVING_MS)]);
    await pause(LAST_WORD_MS);
  }

  private hear({ source, origin, data }: MessageEvent<unknown>): void {
    // The last word comes out of a page that is gone already: then only the key says whose it is.
    if ((source !== this.frame.contentWindow && source !== null) || origin !== this.data.origin) return;
    const news = newsIn(data);
    if (news?.key !== this.key || news.item !== this.data.items[this.at]?.id) return;
    this.keep(news.item, news.cmi, news.at !== 'change');
  }

  private keep(item: string, cmi: object, isUrgent: boolean): void {
    this.state.current = this.data.items[this.at]?.id ?? item;
    const before = this.state.items[item];
    this.state.items[item] = cmi;
    if (before && JSON.stringify(before) === JSON.stringify(cmi)) {
      if (isUrgent) this.saver.flush(false);
      return;
    }
    const text = this.text();
    if (text === null) this.tell('refused');
    else this.saver.put(text, isUrgent);
  }

  /** The state as it is sent; the journal of answers is left out where all would be too much. */
  private text(): string | null {
    const whole = JSON.stringify(this.state);
    if (bytesOf(whole) <= MOST_BYTES) return whole;
    const leaner = JSON.stringify(this.state, (key, value: unknown) => (key === 'interactions' ? undefined : value));
    return bytesOf(leaner) <= MOST_BYTES ? leaner : null;
  }

  private async send(serial: number, cmi: string, isLast: boolean): Promise<Sent> {
    const body = new URLSearchParams({ serial: String(serial), cmi });
    const csrf = this.place.querySelector<HTMLInputElement>('input[name=_csrf]')?.value;
    if (csrf) body.set('_csrf', csrf);
    const keepalive = isLast && body.toString().length <= MOST_LAST_BYTES;
    try {
      const answer = await fetch(this.place.dataset.save ?? '', {
        ...{ method: 'POST', body, keepalive, signal: AbortSignal.timeout(SENDING_MS) },
      });
      if (answer.status === 409) return { kind: 'elsewhere' };
      if (answer.status >= 500 || answer.status === 429) return { kind: 'again' };
      // Signed out meanwhile: the door is a page, and no answer to this.
      if (!answer.ok || answer.redirected) return { kind: 'refused' };
      const { said } = (await answer.json()) as { said?: string };
      return { kind: 'kept', ...(said !== undefined && { said }) };
    } catch {
      return { kind: 'again' };
    }
  }

  private tell(saying: Saying, said?: string): void {
    const words = this.place.querySelector('output');
    if (words) words.value = [this.place.dataset[saying] ?? '', said ?? ''].join(' ').trim();
  }

  /** What waits for the network outlives a reload in this tab, and nothing longer. */
  private note(unsent: { serial: number; state: string } | null): void {
    try {
      if (unsent) sessionStorage.setItem(this.noteName(), JSON.stringify(unsent));
      else sessionStorage.removeItem(this.noteName());
    } catch {
      // Full or forbidden: then it waits in this page only.
    }
  }

  private unsent(): { serial: number; state: string } | null {
    try {
      const unsent = JSON.parse(sessionStorage.getItem(this.noteName()) ?? 'null') as {
        serial: number;
        state: string;
      } | null;
      return unsent && unsent.serial > this.data.serial ? unsent : null;
    } catch {
      return null;
    }
  }

  /** Of this learner only: whoever comes next in this tab has not said what is waiting here. */
  private noteName(): string {
    return `lan-toa-package ${this.data.learner} ${this.place.dataset.save}`;
  }

  /** A link or a button that leads away waits until the package has said its last word and that is kept. */
  private leaveBy(event: Event): void {
    const by = event.target;
    const link = event.type === 'click' && by instanceof Element ? by.closest<HTMLAnchorElement>('a[href]') : null;
    const form = event.type === 'submit' && by instanceof HTMLFormElement ? by : null;
    if ((!link && !form) || event.defaultPrevented || !isTrustedHere(event, link)) return;
    event.preventDefault();
    const submitter = event instanceof SubmitEvent ? event.submitter : null;
    void this.leave().then(() => {
      if (link) location.assign(link.href);
      else if (submitter instanceof HTMLButtonElement && submitter.name) submitAs(form, submitter);
      else form?.submit();
    });
  }

  private async leave(): Promise<void> {
    await this.empty();
    this.saver.flush(false);
    await Promise.race([this.saver.settled(), pause(LEAVING_MS)]);
  }
}

/** A click that opens something beside this page leaves it open. */
function isTrustedHere(event: Event, link: HTMLAnchorElement | null): boolean {
  if (!link) return true;
  if (link.target !== '' || link.hasAttribute('download') || link.getAttribute('href')?.startsWith('#')) return false;
  return !(event instanceof MouseEvent && (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0));
}

/** As the browser does it by itself: with the name and value of the button that was pressed. */
function submitAs(form: HTMLFormElement | null, button: HTMLButtonElement): void {
  const field = document.createElement('input');
  Object.assign(field, { type: 'hidden', name: button.name, value: button.value });
  form?.append(field);
  form?.submit();
}

for (const place of document.querySelectorAll<HTMLElement>('[data-package]')) new Host(place).begin();
