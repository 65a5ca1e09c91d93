import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A port behind which several servers stand: each connection goes to the next. */
export interface Turns {
  port: number;
  stop(): Promise<void>;
}

/** Opens such a port on the loopback. @param ports of the servers */
export async function startTurns(ports: readonly number[]): Promise<Turns> {
  const open = new Set<Socket>();
  let turn = 0;
  const server = createServer((near) => {
    const far = connect({ port: ports[turn % ports.length] as number, host: '127.0.0.1', noDelay: true });
    turn += 1;
    near.setNoDelay(true);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.once('close', () => {
        open.delete(one);
        other.destroy();
      });
      one.on('error', () => one.destroy());
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of open) socket.destroy();
    });
  return { port: (server.address() as AddressInfo).port, stop };
}
