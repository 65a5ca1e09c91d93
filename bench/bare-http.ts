import cluster from 'node:cluster';
import { createServer } from 'node:http';

/** Bare HTTP: answers of one length and nothing else, the most that any page could reach. Run as `bare-http.ts PORT LENGTH PROCESSES`. */
const [port = 0, length = 0, processes = 1] = process.argv.slice(2).map(Number);

if (cluster.isPrimary) {
  for (let n = 0; n < processes; n += 1) cluster.fork();
} else {
  const body = 'x'.repeat(length);
  createServer((_, response) => response.setHeader('content-type', 'text/html').end(body)).listen(port, '127.0.0.1');
}
