import type { Flash } from './answers.js';
import type { Identity } from './request.js';

/** Tells who knocks. The accounts implement it; the web layer knows no more of them than this. */
export abstract class Doorkeeper {
  /** By the cookie's token or by a bearer token. */
  abstract identify(knock: { cookie?: string; bearer?: string; address: string }): Promise<Identity>;
  /** Forgets the message: it was shown. */
  abstract takeFlash(sessionId: number): Promise<void>;
  /** Leaves a message for the next page. */
  abstract leaveFlash(sessionId: number, flash: Flash): Promise<void>;
  /** Whether nobody has an account yet. */
  abstract isFirstRun(): Promise<boolean>;
}
