import { Initial1763900000000 } from './1763900000000-initial.js';
import { Paper1764400000000 } from './1764400000000-paper.js';

/** Oldest first. A released step is never changed; the next change of the schema is a new one. */
export const migrations = [Initial1763900000000, Paper1764400000000];
