/*
 * Saves each answer of an attempt at once (views/quizzes/attempt.hbs), again and again over a bad connection, and counts down the
 * time that the server said is left. Without it the form does the same by its buttons.
 */
import { type Outcome, outcomeOf, type Pending, PendingAnswers } from './pending.js';

const PATIENCE_MS = 20_000;
/** Whoever types on is not saved in between. */
const TYPING_MS = 800;

/** A watch that only goes forward, whatever happens to the clock of the device. */
const since = (): number => performance.now() - began;
const began = performance.now();

function follow(form: HTMLFormElement): void {
  const words = form.dataset;
  const pending = new PendingAnswers(Number(words.moment), since);
  const timers = new Map<number, number>();
  let endsAt = words.left ? Number(words.left) * 1000 : null;
  let [isSending, isLeaving] = [false, false];
  let retry: number | undefined;

  const questionOf = (target: EventTarget | null): HTMLFieldSetElement | null =>
    target instanceof Element ? target.closest<HTMLFieldSetElement>('fieldset[data-question]') : null;
  const positionOf = (question: HTMLFieldSetElement): number => Number(question.dataset.question);
  const say = (position: number, said: string | undefined): void => {
    const place = form.querySelector(`fieldset[data-question="${position}"] [data-said]`);
    if (place && place.textContent !== said) place.textContent = said ?? '';
  };

  const bodyOf = ({ position, moment }: Pending): URLSearchParams => {
    const body = new URLSearchParams();
    const name = new RegExp(`^(_csrf|q${position}(\\.\\d+)?)$`);
    for (const [field, value] of new FormData(form))
      if (typeof value === 'string' && name.test(field)) body.append(field, value);
    // Says that the question is on the form also where nothing of it is chosen, and that it is to be saved.
    body.set(`was${position}`, '-');
    body.set('sequence', String(moment));
    return body;
  };
  const send = async (answer: Pending): Promise<Outcome> => {
    try {
      const response = await fetch(form.action, {
        ...{ method: 'POST', body: bodyOf(answer), redirect: 'manual', cache: 'no-store' },
        ...{ headers: { accept: 'application/json' }, signal: AbortSignal.timeout(PATIENCE_MS) },
      });
      // Whoever is not signed in any more is led elsewhere.
      const outcome = response.type === 'opaqueredirect' ? 'refused' : outcomeOf(response.status);
      if (outcome === 'saved') {
        const { left } = (await response.json()) as { left: number | null };
        if (left !== null) endsAt = since() + left * 1000;
      }
      return outcome;
    } catch {
      return 'again';
    }
  };
  const sendAll = async (): Promise<void> => {
    if (isSending) return;
    isSending = true;
    clearTimeout(retry);
    for (let answer = pending.next(); answer; answer = pending.next()) {
      const outcome = await send(answer);
      pending.settle(answer, outcome);
      if (outcome === 'again') {
        say(answer.position, words.unsaved);
        retry = setTimeout(() => void sendAll(), pending.pause);
        break;
      }
      if (outcome === 'over') alarm();
      if (!pending.waits(answer.position)) say(answer.position, outcome === 'saved' ? words.saved : words.refused);
    }
    isSending = false;
  };
  const answered = (question: HTMLFieldSetElement): void => {
    const position = positionOf(question);
    clearTimeout(timers.get(position));
    timers.delete(position);
    pending.answered(position);
    say(position, words.saving);
    void sendAll();
  };
  const typed = (question: HTMLFieldSetElement): void => {
    const position = positionOf(question);
    clearTimeout(timers.get(position));
    say(position, words.saving);
    timers.set(
      position,
      setTimeout(() => answered(question), TYPING_MS),
    );
  };

  const clock = form.querySelector<HTMLElement>('[data-clock]');
  const alarm = (): void => {
    const place = form.querySelector('[data-alarm]');
    if (place && place.textContent === '') place.textContent = words.over ?? '';
  };
  const tick = (): void => {
    if (endsAt === null || !clock) return;
    const left = Math.max(0, Math.ceil((endsAt - since()) / 1000));
    const [said, count] = left >= 120 ? [words.minutes, Math.floor(left / 60)] : [words.seconds, left];
    clock.hidden = false;
    clock.textContent = (said ?? '').replace('{left}', String(count));
    if (left === 0) alarm();
  };

  form.addEventListener('change', ({ target }) => {
    const question = questionOf(target);
    if (question) answered(question);
  });
  form.addEventListener('input', ({ target }) => {
    const question = questionOf(target);
    const isTyped =
      target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type === 'text');
    if (question && isTyped) typed(question);
  });
  form.addEventListener('submit', () => (isLeaving = true));
  addEventListener('online', () => void sendAll());
  addEventListener('beforeunload', (event) => {
    if (!isLeaving && (pending.count > 0 || timers.size > 0)) event.preventDefault();
  });
  // Shown again from memory it would tell of answers and a time that are no more.
  addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
  setInterval(tick, 500);
  tick();
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-attempt]')) follow(form);
