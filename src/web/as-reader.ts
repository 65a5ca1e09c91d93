import { actAs, actor } from './actor.js';

/**
 * Rows that are read on behalf of whoever acts now, however late and by whatever they are pulled: a stream goes on
 * reading when its socket is ready, and nobody is acting there, which would mean all rights.
 */
export function asReader<T>(rows: AsyncIterable<T>): AsyncIterable<T> {
  const reader = actor();
  return {
    [Symbol.asyncIterator]() {
      const iterator = rows[Symbol.asyncIterator]();
      return {
        next: () => actAs(reader, () => iterator.next()),
        return: async (value?: unknown) => {
          await actAs(reader, async () => iterator.return?.());
          return { done: true as const, value };
        },
      };
    },
  };
}
