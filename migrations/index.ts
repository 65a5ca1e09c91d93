import { Initial1763900000000 } from './1763900000000-initial.js';

/** Oldest first. A released step is never changed; the next change of the schema is a new one. */
export const migrations = [Initial1763900000000];
