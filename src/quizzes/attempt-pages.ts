import { Injectable } from '@nestjs/common';
import { nowIso } from '../config/clock.js';
import { DomainError } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { JsonAnswer, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import type { PictureAddress } from '../web/markdown.js';
import { query } from '../web/paths.js';
import { AttemptWords } from './answer-lines.js';
import { sheetIn } from './attempt-questions.js';
import { attemptResultPage } from './attempt-result.page.js';
import { secondsLeft } from './attempt-time.js';
import { type AttemptHost, attemptPage } from './attempt.page.js';
import { Attempts } from './attempts.js';
import type { Holder } from './attempts.store.js';

/** How a room shows an attempt at its own addresses. */
export interface AttemptLook extends AttemptHost {
  locale: Locale;
  /** Where the pictures of questions are served to whoever looks. */
  picture: PictureAddress;
  layout?: NonNullable<PageAnswer['options']['layout']>;
  /** Hundredths of a per cent that are wanted beyond the pass mark. */
  goal?: number;
  /** The `done` of the address: what a press before this page did. */
  done: string;
}

/** Where an attempt is shown, and where it leads once it is handed in: without `handedIn` back there. */
interface Submitting {
  show: string;
  handedIn?: (late: boolean) => string;
}

type Whose = Omit<Holder, 'plan_id'>;

/** What a press did that the next page says; a learner without an account has no session to keep it in. */
const DONE = ['saved', 'late', 'over'];
/** The `done` of a handing in that has to be asked about. */
const UNFINISHED = 'unfinished';

/**
 * The pages of attempts for the rooms that have quizzes: each has three routes of its own (the page, its saving, its handing
 * in), finds out who asks, and leaves the rest to this. All three answer the same for an attempt of somebody else as for none.
 */
@Injectable()
export class AttemptPages {
  constructor(private readonly attempts: Attempts) {}

  /** The form of an attempt that is open; what came out of one that was handed in. @throws NotFound */
  async show(id: number, whose: Whose, look: AttemptLook): Promise<PageAnswer> {
    const whole = await this.attempts.whole(id, whose);
    const words = new AttemptWords(look.locale, look.picture);
    const done = DONE.includes(look.done) ? words.say(`done.${look.done}`) : null;
    const options = look.layout ? { layout: look.layout } : {};
    if (whole.attempt.state === 'open') {
      const model = attemptPage(words, look, whole, { now: nowIso(), done, isAsked: look.done === UNFINISHED });
      return page('quizzes/attempt', model, { ...options, script: 'attempt/answers' });
    }
    const results = await this.attempts.results(whose, whole.quiz, look.goal);
    return page('quizzes/attempt-result', attemptResultPage(words, look, whole, results, done), options);
  }

  /**
   * Saves what a form says, or a script that asks for JSON (`accept`). A form that comes too late leads to what came out.
   * @param body `q<position>…` (answers.ts), `was<position>`, and of a script `sequence` @throws NotFound, DomainError
   */
  async save(
    id: number,
    whose: Whose,
    body: unknown,
    { accept = '', show }: { accept?: string | undefined; show: string },
  ): Promise<RedirectAnswer | JsonAnswer> {
    const save = () => this.attempts.save(id, whose, sheetIn(fieldsIn(body)));
    if (accept.includes('application/json')) return new JsonAnswer({ left: secondsLeft(await save(), nowIso()) });
    return redirect(show + query({ done: await orOver(save) }));
  }

  /**
   * Hands in with what a form says. Where questions are open it is asked first, by a page whose button says `sure`.
   * @throws NotFound, DomainError
   */
  async submit(id: number, whose: Whose, body: unknown, { show, handedIn }: Submitting): Promise<RedirectAnswer> {
    const fields = fieldsIn(body);
    const { late, unfinished } = await this.attempts.submit(id, whose, sheetIn(fields), fields.sure !== 'yes');
    if (unfinished) return redirect(show + query({ done: UNFINISHED }));
    return redirect(handedIn?.(late) ?? show + query({ done: late ? 'late' : undefined }));
  }
}

/** What the next page says of a save. */
async function orOver(save: () => Promise<unknown>): Promise<string> {
  try {
    await save();
    return 'saved';
  } catch (error) {
    const isOver = error instanceof DomainError && ['attempts.time_over', 'attempts.handed_in'].includes(error.key);
    if (!isOver) throw error;
    return 'over';
  }
}

function fieldsIn(body: unknown): Record<string, unknown> {
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
}
