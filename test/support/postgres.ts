import { describe, test } from '@jest/globals';
import { INSTALLED, postgresBinaries } from './postgres-server.js';

export { PostgresServer } from './postgres-server.js';

/** `describe` where this machine has PostgreSQL; elsewhere the suite is shown as skipped, with the reason. */
export function describeWithPostgres(name: string, suite: () => void): void {
  if (postgresBinaries() !== null) {
    describe(name, suite);
    return;
  }
  const reason = `${name}: skipped, for there is no initdb and postgres on the PATH or in ${INSTALLED}`;
  process.stderr.write(`${reason}\n`);
  test.skip(reason, () => undefined);
}
