/*
 * Shows whom the register has while somebody types a name (views/partials/typing.hbs). The pages do the same without it, by
 * their buttons; the answers are pieces of our own pages, with the forms that add somebody.
 */

/** Whoever types on is not asked about in between. */
const PAUSE_MS = 150;
const FEWEST_LETTERS = 2;

type Control = HTMLInputElement | HTMLSelectElement;

const control = (id: string | undefined): Control | null =>
  id === undefined ? null : (document.getElementById(id) as Control | null);

/** Follows one field. An answer that comes after a later question was asked is dropped. */
function follow(place: HTMLElement): void {
  const field = control(place.dataset.field);
  const [group, unit] = [control(place.dataset.group), control(place.dataset.unit)];
  const [status, list] = place.children;
  if (!field || !status || !list) return;
  let asking = new AbortController();
  let timer: number | undefined;

  const show = (said: string, people: readonly Node[]): void => {
    list.replaceChildren(...people);
    if (status.textContent !== said) status.textContent = said;
  };
  const ask = async (): Promise<void> => {
    const q = field.value.trim();
    if (q.length < FEWEST_LETTERS) return show('', []);
    const address = new URL(place.dataset.typing ?? '', location.href);
    for (const [name, value] of Object.entries({ q, group: group?.value, unit: unit?.value })) {
      if (value) address.searchParams.set(name, value);
    }
    const { signal } = asking;
    const answer = await fetch(address, { signal });
    // Signed out meanwhile, or refused: the button of the page says so.
    const text = answer.ok && !answer.redirected ? await answer.text() : '';
    if (signal.aborted) return;
    const [said, ...people] = new DOMParser().parseFromString(text, 'text/html').body.children;
    show(said?.textContent ?? '', people);
  };
  const later = (): void => {
    clearTimeout(timer);
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    timer = setTimeout(() => {
      ask().catch(() => signal.aborted || show('', []));
    }, PAUSE_MS);
  };
  field.addEventListener('input', later);
  group?.addEventListener('change', later);
  unit?.addEventListener('change', later);
}

for (const place of document.querySelectorAll<HTMLElement>('[data-typing]')) follow(place);
