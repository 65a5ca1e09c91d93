/** What a service worker of the browser has, as far as the page needs it. */
interface Fetching {
  request: Request;
  waitUntil(work: Promise<unknown>): void;
  respondWith(response: Promise<Response>): void;
}

const PAGE = 'https://lan-toa.vn/offline';
const kept = new Map<string, Response>();
let network: () => Promise<Response>;
let onFetch: (event: Fetching) => void;

beforeAll(async () => {
  const cache = {
    match: (path: string) => Promise.resolve(kept.get(path)?.clone()),
    put: (path: string, response: Response) => Promise.resolve(kept.set(path, response)),
  };
  const listen = (kind: string, listener: typeof onFetch): void => {
    if (kind === 'fetch') onFetch = listener;
  };
  Object.assign(globalThis, {
    location: new URL('https://lan-toa.vn/scripts/offline/worker.js?v=1'),
    addEventListener: listen,
    caches: { open: () => Promise.resolve(cache) },
    fetch: () => network(),
  });
  // Not by its name: the types of a browser, which it is written with, are not those of the tests.
  const script = '../../client/offline/worker.js';
  await import(script);
});
beforeEach(() => {
  jest.useFakeTimers();
  kept.clear();
});
afterEach(() => jest.useRealTimers());

/** What whoever opens the page sees after so many seconds; null: nothing yet. */
async function opened(seconds: number): Promise<string | null> {
  let shown: string | null = null;
  const show = async (response: Promise<Response>): Promise<void> => {
    const answer = await response;
    shown = answer.type === 'error' ? 'error' : await answer.text();
  };
  const event = { request: new Request(PAGE), waitUntil: () => undefined, respondWith: show };
  onFetch(event);
  await jest.advanceTimersByTimeAsync(seconds * 1000);
  return shown;
}

describe('the page of a device', () => {
  it('comes from the network where it answers, and is kept', async () => {
    kept.set('/offline', new Response('old'));
    network = () => Promise.resolve(new Response('new'));
    expect(await opened(1)).toBe('new');
    network = () => Promise.reject(new TypeError('no network'));
    expect(await opened(1)).toBe('new');
  });

  it('does not wait for a line with one bar, and keeps what comes late for the next time', async () => {
    kept.set('/offline', new Response('old'));
    network = () => new Promise((done) => setTimeout(() => done(new Response('new')), 20_000));
    expect(await opened(2)).toBeNull();
    kept.set('/offline', new Response('old'));
    expect(await opened(4)).toBe('old');
    await jest.advanceTimersByTimeAsync(20_000);
    expect(await kept.get('/offline')?.text()).toBe('new');
  });

  it('is not what a proxy says of a server that does not answer, unless there is nothing else', async () => {
    network = () => Promise.resolve(new Response('Bad gateway', { status: 502 }));
    expect(await opened(1)).toBe('Bad gateway');
    kept.set('/offline', new Response('old'));
    expect(await opened(1)).toBe('old');
  });
});
