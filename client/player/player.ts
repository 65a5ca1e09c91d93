/*
 * Tells what of a film or recording was played, so that a lesson is done without a press (views/learning/lesson.hbs). All that was
 * played on this page is sent each time: what got lost on a bad line is in the next save, and the same again changes nothing.
 */

/** How often it is saved while it plays. */
const EVERY_MS = 15_000;
/** After a save that did not arrive. */
const AGAIN_MS = 5_000;

type Piece = [from: number, to: number];

interface Answer {
  done: boolean;
  said: string;
}

/** What a player has played, in seconds; browsers join what touches. */
function piecesOf({ played }: HTMLMediaElement): Piece[] {
  return Array.from({ length: played.length }, (_, at): Piece => [played.start(at), played.end(at)]);
}

/** Follows the player of a page. */
function follow(place: HTMLElement, player: HTMLMediaElement): void {
  const missing = document.querySelector<HTMLElement>('[data-missing]');
  const token = document.querySelector<HTMLInputElement>('input[name="_csrf"]')?.value;
  let [begun, sending, waiting] = [false, false, false];
  let timer: number | undefined;

  const post = async (body: object, keepalive = false): Promise<Answer> => {
    const headers = { 'Content-Type': 'application/json', ...(token === undefined ? {} : { 'X-CSRF-Token': token }) };
    const answer = await fetch(place.dataset.player ?? '', {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
      keepalive,
    });
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()) as Answer;
  };
  const played = (): object => ({ act: 'played', pieces: piecesOf(player), position: player.currentTime });
  const save = async (): Promise<void> => {
    if (sending) return void (waiting = true);
    sending = true;
    clearTimeout(timer);
    try {
      if (!begun) await post({ act: 'begun' });
      begun = true;
      // How long it is may not be known: then its end is what counts.
      if (player.ended) await post(played());
      const { said } = await post(player.ended ? { act: 'finished' } : played());
      if (missing) missing.textContent = said;
      if (!player.paused) timer = setTimeout(() => void save(), EVERY_MS);
    } catch {
      timer = setTimeout(() => void save(), AGAIN_MS);
    } finally {
      sending = false;
    }
    if (!waiting) return;
    waiting = false;
    void save();
  };
  for (const name of ['play', 'pause', 'ended']) player.addEventListener(name, () => void save());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden' && begun) post(played(), true).catch(() => undefined);
  });
  // It goes on where it was left, unless that was the end.
  const left = Number(place.dataset.position);
  player.addEventListener('loadedmetadata', () => {
    if (left > 0 && left < player.duration - 5) player.currentTime = left;
  });
  // The buttons are for those without a script.
  document.querySelector<HTMLElement>('[data-by-hand]')?.setAttribute('hidden', '');
}

const place = document.querySelector<HTMLElement>('[data-player]');
const player = place?.querySelector<HTMLMediaElement>('video, audio');
if (place && player) follow(place, player);
