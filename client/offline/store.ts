import type { Act, PackedSession } from './queue.js';

/** Who is signed in on this device, and what the server last said. */
export interface Meta {
  user: { id: number; name: string } | null;
  differences: number;
  /** When the rosters were fetched, by the clock of the server. */
  fetched: string | null;
}

const NOTHING: Meta = { user: null, differences: 0, fetched: null };
type Name = 'sessions' | 'acts' | 'meta';

/** What the device keeps: rosters of the next days, what is not sent yet, and whose it is. */
export class Store {
  private constructor(private readonly database: IDBDatabase) {}

  static async open(): Promise<Store> {
    const request = indexedDB.open('lan-toa', 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('sessions', { keyPath: 'id' });
      request.result.createObjectStore('acts', { keyPath: 'seq', autoIncrement: true });
      request.result.createObjectStore('meta');
    };
    const database = await done(request);
    // Signing out in another tab takes everything away: this one must not keep it from doing so.
    database.onversionchange = () => database.close();
    return new Store(database);
  }

  sessions(): Promise<PackedSession[]> {
    return done(this.of('sessions', 'readonly').getAll() as IDBRequest<PackedSession[]>);
  }

  /** Everything that is not sent, in the order of noting, whoever noted it. */
  acts(): Promise<Act[]> {
    return done(this.of('acts', 'readonly').getAll() as IDBRequest<Act[]>);
  }

  async meta(): Promise<Meta> {
    return (await done(this.of('meta', 'readonly').get('meta') as IDBRequest<Meta | undefined>)) ?? NOTHING;
  }

  /** Keeps all of these or none; they are on the disk when this is over. */
  async addActs(acts: readonly Act[]): Promise<void> {
    const transaction = this.database.transaction('acts', 'readwrite', { durability: 'strict' });
    for (const act of acts) transaction.objectStore('acts').add(act);
    await finished(transaction);
  }

  /** Forgets acts that were taken, and remembers of others that they never will be. */
  async settleActs(taken: readonly Act[], refused: readonly Act[]): Promise<void> {
    const transaction = this.database.transaction('acts', 'readwrite');
    const store = transaction.objectStore('acts');
    for (const { seq } of taken) if (seq !== undefined) store.delete(seq);
    for (const act of refused) store.put({ ...act, refused: true });
    await finished(transaction);
  }

  /** Replaces what is kept of sessions: whatever is not among these is gone from the device. */
  async replace(sessions: readonly PackedSession[], meta: Meta): Promise<void> {
    const transaction = this.database.transaction(['sessions', 'meta'], 'readwrite');
    transaction.objectStore('sessions').clear();
    for (const session of sessions) transaction.objectStore('sessions').put(session);
    transaction.objectStore('meta').put(meta, 'meta');
    await finished(transaction);
  }

  private of(name: Name, mode: IDBTransactionMode): IDBObjectStore {
    return this.database.transaction(name, mode).objectStore(name);
  }
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the store failed'));
  });
}

function finished(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error ?? new Error('the store failed'));
    transaction.onabort = () => reject(transaction.error ?? new Error('the store is full'));
  });
}
