import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A receiver of alerts on loopback that takes everything and counts how often each came. */
export class CountingReceiver {
  /** By `webhook-id`, which is the alert's: how often it came, and what it said. */
  readonly received = new Map<string, { readonly times: number; readonly said: string }>();

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
      void text(request).then((said) => {
        receiver.received.set(id, { times: (receiver.received.get(id)?.times ?? 0) + 1, said });
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
