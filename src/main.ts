import './config/runtime-check.js';
import './config/compile-cache.js';

// Imported late: on a Node.js that is too old the line above has ended the process before any native part loads.
const { serve } = await import('./serve.js');
await serve(process.argv.slice(2));

export {};
