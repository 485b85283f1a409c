import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Certificate {
  /** In PEM. */
  readonly key: string;
  readonly cert: string;
}

/** An authority of our own in a folder, with certificates for servers. Needs `openssl`. */
export class Authority {
  readonly #folder = mkdtempSync(join(tmpdir(), 'assay-authority-'));

  constructor(name: string) {
    this.#openssl(
      ...['req', '-x509', ...NEW_KEY, '-keyout', 'ca.key', '-out', 'ca.pem'],
      ...['-subj', `/CN=${name}`, '-days', '30'],
    );
  }

  /** What `tlsCaFile` is to name. */
  get file(): string {
    return join(this.#folder, 'ca.pem');
  }

  /** For `names`, such as `IP:127.0.0.1`; valid for `days` from now on, and not any more where they are fewer than none. */
  certificate(names: string, days = 30): Certificate {
    this.#openssl(
      ...['req', ...NEW_KEY, '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=node'],
      ...['-addext', `subjectAltName=${names}`],
    );
    this.#openssl(
      ...['x509', '-req', '-in', 'server.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key'],
      ...['-copy_extensions', 'copy', '-out', 'server.pem', '-days', String(days)],
    );
    const [key, cert] = ['server.key', 'server.pem'].map((name) =>
      readFileSync(join(this.#folder, name), 'utf8'),
    ) as [string, string];
    return { key, cert };
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }

  #openssl(...args: string[]): void {
    execFileSync('openssl', args, { cwd: this.#folder, stdio: ['ignore', 'pipe', 'pipe'] });
  }
}

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
