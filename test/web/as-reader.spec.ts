import { EventEmitter, once } from 'node:events';
import { asReader } from '../../src/web/as-reader.js';
import { actAs, actor, type Principal } from '../../src/web/actor.js';

const trainer: Principal = {
  ...{ user_id: 7, name: 'Lò Thị Ánh', email: 'anh@example.vn', role: 'trainer', place_id: 3 },
  ...{ locale: 'vi', door: 'page' },
};

async function* readers(log: string[]): AsyncGenerator<string> {
  try {
    for (;;) yield actor()?.name ?? 'nobody';
  } finally {
    log.push(`ended by ${actor()?.name ?? 'nobody'}`);
  }
}

describe('rows read on behalf of somebody', () => {
  it('are read with their rights, by whatever they are pulled later', async () => {
    const log: string[] = [];
    const rows = actAs(trainer, () => asReader(readers(log))[Symbol.asyncIterator]());
    const seen: unknown[] = [];
    const socket = new EventEmitter();
    socket.on('drain', () => void rows.next().then(({ value }) => socket.emit('row', value)));
    for (let at = 0; at < 2; at += 1) {
      const row = once(socket, 'row');
      socket.emit('drain');
      seen.push((await row)[0]);
    }
    expect(seen).toEqual(['Lò Thị Ánh', 'Lò Thị Ánh']);
    await rows.return?.();
    expect(log).toEqual(['ended by Lò Thị Ánh']);
  });
});
