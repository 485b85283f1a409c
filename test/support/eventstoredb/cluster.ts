import { RecordedLog } from './recorded-log.js';
import { EventStoreDbServer, type ServerOptions } from './server.js';

/** Nodes in this process that share a log: what the leader has stored, each node has, unless it lags. The first one leads. */
export class EventStoreDbCluster {
  readonly nodes: readonly EventStoreDbServer[];
  readonly log: RecordedLog;
  readonly #dead = new Set<EventStoreDbServer>();

  private constructor(nodes: readonly EventStoreDbServer[], log: RecordedLog) {
    this.nodes = nodes;
    this.log = log;
    for (const node of nodes) {
      node.members = () =>
        nodes.map((each) => ({
          port: each.port,
          state: each.state,
          isAlive: !this.#dead.has(each),
        }));
    }
    this.elect(nodes[0]!);
  }

  static async start(
    count = 2,
    options: Omit<ServerOptions, 'log'> = {},
  ): Promise<EventStoreDbCluster> {
    const log = new RecordedLog();
    const nodes = await Promise.all(
      Array.from({ length: count }, () => EventStoreDbServer.start({ ...options, log })),
    );
    return new EventStoreDbCluster(nodes, log);
  }

  /** The address, with every node in it. */
  url(options = ''): string {
    const hosts = this.nodes.map(({ port }) => `127.0.0.1:${port}`).join(',');
    return `esdb://${hosts}?tls=false&discoveryInterval=20${options}`;
  }

  get leader(): EventStoreDbServer {
    return this.nodes.find(({ state }) => state === 'leader')!;
  }

  /** `leader` leads from now on, and has what the log has; all others follow. */
  elect(leader: EventStoreDbServer): void {
    for (const node of this.nodes) node.state = node === leader ? 'leader' : 'follower';
    leader.lag = 0;
    this.log.touch();
  }

  /** The leader is switched off, and the next node that is alive leads. */
  loseLeader(): void {
    const lost = this.leader;
    lost.network.down();
    this.#dead.add(lost);
    this.elect(this.nodes.find((node) => !this.#dead.has(node))!);
  }

  /** The nodes that were lost are there again, and follow. */
  async revive(): Promise<void> {
    for (const node of this.#dead) await node.network.up();
    this.#dead.clear();
  }

  async stop(): Promise<void> {
    for (const node of this.nodes) await node.stop();
  }
}
