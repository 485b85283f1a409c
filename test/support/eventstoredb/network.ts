import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../free-port.js';

/** The way to a server on this machine: a TCP forwarder, where connections are cut, held up and slowed. */
export class Network {
  /** How long each piece of what passes is held up, in either direction. */
  delayMs = 0;
  /** Told of each piece before it passes, and which way; the piece does not where it says `false`. */
  onPiece: (towards: 'server' | 'client') => boolean = () => true;
  readonly #sockets = new Set<Socket>();
  readonly #front: Server;
  #passage = Promise.resolve();
  #reopen: () => void = () => undefined;

  private constructor(
    private readonly behind: number,
    readonly port: number,
  ) {
    this.#front = createServer((socket) => this.#accept(socket));
  }

  /** The way to `port`, by a port of its own. */
  static async to(port: number): Promise<Network> {
    const network = new Network(port, await freePort());
    await network.up();
    return network;
  }

  /** Breaks every connection, without a word. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Takes no further connection; those that are open stay. */
  refuse(): void {
    this.#front.close();
  }

  /** As when the machine behind it is switched off, until `up`. */
  down(): void {
    this.refuse();
    this.cut();
  }

  async up(): Promise<void> {
    this.#front.listen(this.port, '127.0.0.1');
    await once(this.#front, 'listening');
  }

  /** Connections are taken and stay open, and nothing passes; what was on its way arrives after `resume`. */
  stall(): void {
    this.resume();
    this.#passage = new Promise((resolve) => {
      this.#reopen = resolve;
    });
  }

  resume(): void {
    this.#reopen();
  }

  #accept(socket: Socket): void {
    const onward = connect(this.behind, '127.0.0.1');
    for (const each of [socket, onward]) {
      this.#sockets.add(each);
      each.setNoDelay(true);
      each.once('close', () => this.#sockets.delete(each));
    }
    void this.#forward(socket, onward, 'server');
    void this.#forward(onward, socket, 'client');
  }

  async #forward(from: Socket, to: Socket, towards: 'server' | 'client'): Promise<void> {
    try {
      for await (const piece of from) {
        if (this.delayMs > 0) await pause(this.delayMs);
        await this.#passage;
        if (to.destroyed) break;
        if (!this.onPiece(towards)) continue;
        if (!to.write(piece as Buffer)) await drained(to);
      }
    } catch {
      // It was cut, which the other side is to see as well.
    }
    to.destroy();
  }
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.once('drain', resolve);
    socket.once('close', resolve);
  });
}
