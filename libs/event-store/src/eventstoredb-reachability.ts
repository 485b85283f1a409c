import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { connect as connectPlainly, type Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import type { EventStoreDbAddress } from './eventstoredb-connection.js';

const PATIENCE_MS = 3_000;

/**
 * Why no node of a cluster was found, as a sentence for each node: the client's own search tells nothing but that it failed,
 * whether a host is down or its certificate is not trusted. Never rejects.
 */
export async function whyNoNodeIsFound(address: EventStoreDbAddress): Promise<string> {
  const reasons = await Promise.all(
    address.nodes.map(async ({ host, port }) => {
      const trouble = await troubleWith(host, port, address);
      return `${host}:${port}: ${trouble ?? 'reachable, but it names no node that can be used'}`;
    }),
  );
  const advice = reasons.some((reason) => reason.includes('certificate'))
    ? ' tlsCaFile=<path> in the address names the authority to trust.'
    : '';
  return `${reasons.join('; ')}.${advice}`;
}

async function troubleWith(
  host: string,
  port: number,
  { usesTls, caFile }: EventStoreDbAddress,
): Promise<string | null> {
  try {
    const socket: Socket = usesTls
      ? connectSecurely({
          host,
          port,
          ALPNProtocols: ['h2'],
          ...(isIP(host) === 0 ? { servername: host } : {}),
          ...(caFile === null ? {} : { ca: readFileSync(caFile) }),
        })
      : connectPlainly({ host, port });
    return await new Promise((resolve) => {
      const tell = (trouble: string | null): void => {
        socket.destroy();
        resolve(trouble);
      };
      socket.once(usesTls ? 'secureConnect' : 'connect', () => tell(null));
      socket.once('error', (error) => tell(told(error, usesTls)));
      socket.setTimeout(PATIENCE_MS, () => tell(`no answer within ${PATIENCE_MS} ms`));
    });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function told(error: Error & { code?: string }, usesTls: boolean): string {
  const { code = '', message } = error;
  const isConnection = /^E[A-Z]+$/.test(code);
  return usesTls && !isConnection ? `its certificate is not trusted (${message})` : message;
}
