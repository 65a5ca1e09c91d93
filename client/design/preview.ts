/*
 * Shows the example certificate with what is being typed (views/certificates/design.hbs). The page does the same without it,
 * by the second button of its form, whose answer is read here.
 */

/** Whoever types on is not shown the picture in between. */
const PAUSE_MS = 400;

function follow(form: HTMLFormElement): void {
  const place = document.getElementById(form.dataset.preview ?? '');
  if (!place) return;
  let asking = new AbortController();
  let timer: number | undefined;

  const ask = async (signal: AbortSignal): Promise<void> => {
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value);
    body.set('act', 'preview');
    const answer = await fetch(form.action, { method: 'POST', body, signal });
    // Signed out meanwhile, or refused: the button of the page says so.
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const picture = page.getElementById(place.id)?.firstElementChild;
    if (picture && !signal.aborted) place.replaceChildren(picture);
  };
  const later = (): void => {
    clearTimeout(timer);
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    timer = setTimeout(() => {
      // The last picture stays where the network does not answer.
      ask(signal).catch(() => undefined);
    }, PAUSE_MS);
  };
  form.addEventListener('input', later);
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-preview]')) follow(form);
