import './config/runtime-check.js';
import './config/compile-cache.js';
import cluster from 'node:cluster';

// Imported late, as in main.ts. The primary process serves nobody and reads no more than it needs.
if (cluster.isPrimary) {
  const { lead } = await import('./primary.js');
  lead();
} else {
  const { serve } = await import('./serve.js');
  await serve(process.argv.slice(2));
}

export {};
