import './config/runtime-check.js';

// Imported late: on a Node.js that is too old the line above has ended the process before any native part loads.
const { runCommand } = await import('./commands/run-command.js');
process.exitCode = await runCommand(process.argv.slice(2));

export {};
