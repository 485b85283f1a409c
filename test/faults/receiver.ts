import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A receiver of alerts on loopback that takes everything and counts how often each came. */
export class CountingReceiver {
  /** By `webhook-id`, which is the alert's. */
  readonly received = new Map<string, number>();

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async open(): Promise<CountingReceiver> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const receiver = new CountingReceiver(server, `http://127.0.0.1:${port}/alerts`);
    server.on('request', (request, response) => {
      const id = String(request.headers['webhook-id']);
      request.resume().once('end', () => {
        receiver.received.set(id, (receiver.received.get(id) ?? 0) + 1);
        response.writeHead(204).end();
      });
    });
    return receiver;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
