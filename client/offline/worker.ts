/*
 * Keeps the application on the device, so that it opens without a network: the page, its scripts, the style sheet and its
 * fonts. What people noted is never here (store.ts), nor any answer about somebody.
 */

/** What of a service worker is used here; the type library of workers does not go together with that of pages. */
interface Worker {
  location: Location;
  registration: { scope: string };
  clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(kind: 'install' | 'activate', listen: (event: Lifetime) => void): void;
  addEventListener(kind: 'fetch', listen: (event: Fetching) => void): void;
}
interface Lifetime {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Lifetime {
  request: Request;
  respondWith(response: Promise<Response>): void;
}

const worker = globalThis as unknown as Worker;
const asked = new URLSearchParams(worker.location.search);
const CACHE = `lan-toa-${asked.get('v') ?? ''}`;
const PAGE = '/offline';
/** A line with one bar takes longer than anybody waits. */
const PATIENCE_MS = 3000;
const PARTS = [
  PAGE,
  '/scripts/offline/app.js',
  '/scripts/offline/queue.js',
  '/scripts/offline/screens.js',
  '/scripts/offline/server.js',
  '/scripts/offline/store.js',
];

worker.addEventListener('install', (event) => {
  const css = asked.get('css');
  const all = css === null ? PARTS : [...PARTS, css];
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(all.map((part) => new Request(part, { cache: 'reload' }))))
      .then(() => worker.skipWaiting()),
  );
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))))
      .then(() => worker.clients.claim()),
  );
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin) return;
  if (pathname === PAGE) event.respondWith(newest(event));
  else if (pathname.startsWith('/assets/') || pathname.endsWith('.js')) event.respondWith(known(request));
});

/** From the network where it answers soon and well, else as it was last time; what comes later is for the next time. */
async function newest(event: Fetching): Promise<Response> {
  const cache = await caches.open(CACHE);
  const coming = fetch(event.request).then(async (response) => {
    if (response.ok) await cache.put(PAGE, response.clone());
    return response;
  });
  const answer = coming.catch(() => Response.error());
  event.waitUntil(answer);
  const old = await cache.match(PAGE);
  if (!old) return answer;
  const late = new Promise<Response>((done) => setTimeout(() => done(old), PATIENCE_MS));
  const first = await Promise.race([answer, late]);
  return first.ok ? first : old;
}

/** As it is kept, else from the network, and kept then: parts have a new address when they change, scripts a new cache. */
async function known(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const there = await cache.match(request, { ignoreSearch: true });
  if (there) return there;
  const response = await fetch(request);
  if (response.ok) await cache.put(request, response.clone());
  return response;
}
