import module from 'node:module';
import { join } from 'node:path';

/*
 * Imported second by main.ts and cli.ts: what follows is compiled once and then read as machine code, which halves the time
 * to the first page. The folder is the project's own: one that others may write to could bring their code in. Where it
 * cannot be written, Node.js goes on without.
 */
module.enableCompileCache(join(import.meta.dirname, '..', '..', '.runtime', 'compile-cache'));
