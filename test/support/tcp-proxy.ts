import { connect, createServer, type Server, type Socket } from 'node:net';

/** The way to a server, which a test can cut. */
export class TcpProxy {
  private readonly pairs = new Set<[Socket, Socket]>();
  private server: Server | undefined;
  private silent = false;
  private cutAt: string | undefined;

  private constructor(private readonly target: URL) {}

  /** A proxy before the server of an address such as mariadb://user:password@127.0.0.1:3306/name. */
  static async before(address: string): Promise<TcpProxy> {
    const proxy = new TcpProxy(new URL(address));
    await proxy.open();
    return proxy;
  }

  private port = 0;

  /** The address by way of the proxy. */
  get url(): string {
    const url = new URL(this.target);
    url.port = String(this.port);
    return url.toString();
  }

  /** Lets connections pass, again at the same address. */
  async open(): Promise<void> {
    this.silent = false;
    if (this.server) return;
    const server = createServer((client) => this.take(client));
    this.server = server;
    await new Promise<void>((done) => server.listen(this.port, '127.0.0.1', done));
    this.port = (server.address() as { port: number }).port;
  }

  /** Ends all connections and takes none, as a server does that is stopped. */
  async cut(): Promise<void> {
    const server = this.server;
    this.server = undefined;
    const closed = new Promise((done) => (server ? server.close(done) : done(undefined)));
    this.endAll();
    await closed;
  }

  /** Passes nothing on any more and says nothing, as a machine does that has lost its network. */
  hang(): void {
    this.silent = true;
  }

  /** Passes the next message that has these words on, and ends the connection before it is answered. */
  cutAnswerTo(words: string): void {
    this.cutAt = words;
  }

  /** Ends it for good. */
  async close(): Promise<void> {
    await this.cut();
  }

  private endAll(): void {
    for (const [client, server] of this.pairs) {
      client.destroy();
      server.destroy();
    }
    this.pairs.clear();
  }

  private take(client: Socket): void {
    const server = connect(Number(this.target.port), this.target.hostname);
    const pair: [Socket, Socket] = [client, server];
    this.pairs.add(pair);
    let deaf = false;
    client.on('data', (data) => {
      if (this.silent) return;
      if (this.cutAt !== undefined && data.includes(this.cutAt)) {
        this.cutAt = undefined;
        deaf = true;
      }
      server.write(data);
    });
    server.on('data', (data) => {
      if (deaf) client.destroy();
      else if (!this.silent) client.write(data);
    });
    for (const socket of pair) socket.on('error', () => undefined);
    client.on('close', () => server.destroy());
    server.on('close', () => client.destroy());
  }
}
