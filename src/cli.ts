import './config/runtime-check.js';
import './config/compile-cache.js';
import { setFlagsFromString } from 'node:v8';

// Garbage is collected whenever the heap has grown by a third, not doubled: of an import three quarters of it were garbage.
setFlagsFromString('--heap-growing-percent=30');

// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

// Imported late: on a Node.js that is too old the first line has ended the process before any native part loads.
const { connect, createContext } = await import('./app.js');
const { runCommand } = await import('./commands/run-command.js');
process.exitCode = await runCommand(process.argv.slice(2), { connect, createContext });

export {};
