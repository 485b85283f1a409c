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

  /** A node that is switched on and does not lead. */
  get successor(): EventStoreDbServer | undefined {
    return this.nodes.find((node) => node !== this.leader && !this.#dead.has(node));
  }

  /** The leader is switched off, and another node leads. */
  loseLeader(): void {
    const { leader, successor } = this;
    if (successor === undefined) throw new Error('there is no other node to lead');
    leader.network.down();
    this.#dead.add(leader);
    this.elect(successor);
  }

  /** The nodes that were lost are there again, and follow. */
  async revive(): Promise<void> {
    const dead = [...this.#dead];
    this.#dead.clear();
    await Promise.all(dead.map((node) => node.network.up()));
  }

  async stop(): Promise<void> {
    for (const node of this.nodes) await node.stop();
  }
}
