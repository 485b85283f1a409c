import { readFileSync } from 'node:fs';
import { connect as connectPlainly, isIP, type Socket } from 'node:net';
import { connect as connectSecurely, type TLSSocket } from 'node:tls';
import type { EventStoreDbAddress, Node } from './eventstoredb-connection.js';

/** What keeps a node from being used: what is wrong, a colon, and what to do. */
export interface Trouble {
  readonly because: string;
  readonly isMendedInAddress: boolean;
}

export const PATIENCE_MS = 2_000;

type ErrorWithCode = Error & { readonly code?: string };

const EXPIRY = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']);

/** What an HTTP/2 client says first, with empty settings. */
const PREFACE = Buffer.concat([
  Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]),
]);
const SETTINGS_FRAME = 4;
const TLS_ALERT = 0x15;

/**
 * A connection as the client makes one, or what stands against it. A certificate is judged here rather than by the handshake,
 * so that what it says can be told; nothing is sent on a connection that is not trusted.
 */
export async function connected(
  node: Node,
  address: EventStoreDbAddress,
): Promise<{ readonly socket: Socket } | Trouble> {
  if (!address.usesTls) return opened(connectPlainly(node), 'connect', (error) => ofTcp(error));
  const secure = connectSecurely(tlsOptions(node, address));
  const connection = await opened(secure, 'secureConnect', (error) => ofTls(error));
  if ('because' in connection) return connection;
  const trouble = ofCertificate(secure, node.host, address);
  if (trouble === null) return connection;
  secure.destroy();
  return trouble;
}

/** How the handshake is made with a node whose certificate is judged afterwards. */
export function tlsOptions({ host, port }: Node, { caFile, client }: EventStoreDbAddress) {
  return {
    host,
    port,
    ALPNProtocols: ['h2'],
    rejectUnauthorized: false,
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(caFile === null ? {} : { ca: readFileSync(caFile) }),
    ...(client === null
      ? {}
      : { cert: readFileSync(client.certFile), key: readFileSync(client.keyFile) }),
  };
}

async function opened<Connection extends Socket>(
  socket: Connection,
  event: 'connect' | 'secureConnect',
  troubleOf: (error: ErrorWithCode) => Trouble,
): Promise<{ readonly socket: Connection } | Trouble> {
  return new Promise((resolve) => {
    const fail = (trouble: Trouble): void => {
      socket.destroy();
      resolve(trouble);
    };
    socket.once(event, () => resolve({ socket }));
    socket.on('error', (error) => fail(troubleOf(error)));
    socket.once('close', () => fail(ofServer('it closes the connection: is it the right port?')));
    socket.setTimeout(PATIENCE_MS, () =>
      fail(
        ofServer(
          `no answer within ${PATIENCE_MS} ms: look whether the server runs, and for a firewall on the way`,
        ),
      ),
    );
  });
}

/** Whether what answers speaks HTTP/2, by the first bytes it sends. Closes the connection. */
export function firstWords(socket: Socket, usesTls: boolean): Promise<Trouble | null> {
  return new Promise((resolve) => {
    const settle = (trouble: Trouble | null): void => {
      socket.destroy();
      resolve(trouble);
    };
    const silent = usesTls
      ? 'it takes the connection and says nothing: the server hangs, or the port is another program’s'
      : 'it takes the connection and says nothing: the server hangs, or it expects TLS and tls=false is to go from the address';
    socket.once('data', (bytes: Buffer) => settle(ofFirstBytes(bytes)));
    socket.once('close', () =>
      settle(
        usesTls
          ? ofServer('it closes the connection: is it the right port?')
          : ofAddress(
              'it closes a connection without TLS: if it expects TLS, take tls=false out of the address',
            ),
      ),
    );
    socket.setTimeout(PATIENCE_MS, () => settle(ofServer(silent)));
    socket.write(PREFACE);
  });
}

function ofFirstBytes(bytes: Buffer): Trouble | null {
  if (bytes[0] === TLS_ALERT && bytes[1] === 3) {
    return ofAddress('it expects TLS: take tls=false out of the address');
  }
  if (bytes.subarray(0, 5).toString('latin1') === 'HTTP/') {
    return ofAddress('it speaks HTTP/1 and no gRPC: give the port of EventStoreDB itself');
  }
  if (bytes[3] === SETTINGS_FRAME) return null;
  return ofAddress('it speaks another protocol: give the port of EventStoreDB itself');
}

function ofTcp({ code = '', message }: ErrorWithCode): Trouble {
  if (code === 'ECONNREFUSED') {
    return ofServer(`nothing listens there (${message}): start the server, or mend the port`);
  }
  if (code === 'EHOSTUNREACH' || code === 'ENETUNREACH') {
    return ofServer(`there is no way to it (${message}): look at the network, or mend the host`);
  }
  return ofServer(`the connection fails (${message}): look whether the server runs`);
}

function ofTls(error: ErrorWithCode): Trouble {
  const { code = '', message } = error;
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH|HTTP_REQUEST|UNSUPPORTED_PROTOCOL/.test(code)) {
    return ofAddress('it does not speak TLS: put tls=false into the address, or mend the port');
  }
  if (code.startsWith('ERR_SSL') || code === 'EPROTO') {
    return ofServer(
      `it refuses the TLS handshake (${message}): does it want a certificate (userCertFile and userKeyFile)?`,
    );
  }
  if (code === 'ECONNRESET') {
    return ofServer(
      `it ends the TLS handshake (${message}): if it does not speak TLS, put tls=false into the address`,
    );
  }
  return ofTcp(error);
}

function ofCertificate(
  socket: TLSSocket,
  host: string,
  { caFile }: EventStoreDbAddress,
): Trouble | null {
  const { subjectaltname = 'nobody', valid_from: from, valid_to: to } = socket.getPeerCertificate();
  const wrong = String(socket.authorizationError ?? '');
  if (EXPIRY.has(wrong)) {
    return ofServer(
      `its certificate, or that of its authority, has expired or is not valid yet (${wrong}; the server's from ${from} to ${to}): renew it, or set the clock`,
    );
  }
  if (wrong.includes('ALTNAME')) {
    return ofAddress(
      `its certificate is for ${subjectaltname}, not for ${host}: give a host that it names, or renew it with this one`,
    );
  }
  if (!socket.authorized) {
    const advice =
      caFile === null
        ? 'tlsCaFile=<path> in the address names the authority to trust'
        : 'tlsCaFile in the address names another authority than that of the server';
    return ofAddress(`its certificate is not trusted (${wrong}): ${advice}`);
  }
  return socket.alpnProtocol === 'h2'
    ? null
    : ofAddress('it speaks TLS, but no HTTP/2: give the port of EventStoreDB itself');
}

export const ofAddress = (because: string): Trouble => ({ because, isMendedInAddress: true });
export const ofServer = (because: string): Trouble => ({ because, isMendedInAddress: false });
