/*
 * Shows how far a file of many certificates has come (views/certificates/activity.hbs). The file is made while it is sent, so
 * nobody knows its length beforehand: what is counted are the certificates in it. Without this script the link is a link.
 */

/** What begins each certificate in a file: a page of a PDF, an entry of a ZIP. */
const BEGINNINGS: Record<string, string> = { pdf: '/Type /Page\n', zip: 'PK\u0003\u0004' };

/** Counts a text in pieces that may cut through it. */
function counter(text: string): (piece: Uint8Array) => number {
  const decoder = new TextDecoder('latin1');
  let [rest, found] = ['', 0];
  return (piece) => {
    const all = rest + decoder.decode(piece, { stream: true });
    found += all.split(text).length - 1;
    rest = all.slice(Math.max(0, all.length - text.length + 1));
    return found;
  };
}

async function fetched(
  link: HTMLAnchorElement,
  show: (done: number) => void,
  signal: AbortSignal,
): Promise<Blob | null> {
  const answer = await fetch(link.href, { signal });
  // Signed out meanwhile, or refused: the page behind the link says so.
  if (!answer.ok || answer.redirected || !answer.body) return null;
  const count = counter(BEGINNINGS[link.dataset.file ?? ''] ?? '');
  const reader = answer.body.getReader();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(pieces, { type: answer.headers.get('Content-Type') ?? '' });
    pieces.push(value);
    show(count(value));
  }
}

function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function follow(section: HTMLElement): void {
  const bar = section.querySelector('progress');
  const words = section.querySelector('output');
  const state = section.querySelector<HTMLElement>('[data-state]');
  if (!bar || !words || !state) return;
  let running = new AbortController();

  const take = async (link: HTMLAnchorElement): Promise<void> => {
    running.abort();
    running = new AbortController();
    const { signal } = running;
    state.hidden = false;
    const show = (done: number): void => {
      bar.value = Math.min(done, bar.max);
      words.value = `${bar.value} / ${bar.max}`;
    };
    show(0);
    try {
      const blob = await fetched(link, show, signal);
      if (blob) save(blob, link.dataset.name ?? '');
      else location.assign(link.href);
      state.hidden = true;
    } catch {
      // Another file was asked for, or the network broke: then what had come so far stays in sight.
      if (!signal.aborted) words.value = words.dataset.broken ?? '';
    }
  };

  section.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[data-file]') : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void take(link);
  });
}

for (const section of document.querySelectorAll<HTMLElement>('[data-downloads]')) follow(section);
