import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import {
  createKey,
  type Database,
  DatabaseUnavailable,
  erasePersonalData,
  keepPersonalData,
  listKeys,
  openDatabase,
} from '@app/database';
import { Authority } from '../event-store/certificates.js';
import { describeWithPostgres, PostgresServer } from '../support/postgres.js';

const NOW = new Date('2018-03-31T12:00:00Z');
const SECRET = 'not-to-be-shown';

const open = (url: string, readOnly = false): Promise<Database> =>
  openDatabase({ directory: '', url, readOnly });

describeWithPostgres('opening a database in PostgreSQL', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await PostgresServer.start();
  });
  afterAll(() => server?.stop());

  test('refuses one of a newer version', async () => {
    const url = await server.newDatabase();
    await (await open(url)).close();
    await server.query(
      `insert into kysely_migration values ('9999-later', '2018-01-01T00:00:00Z')`,
      url,
    );
    await expect(open(url)).rejects.toThrow(/newer version.*9999-later/);
    await expect(open(url, true)).rejects.toThrow(/newer version.*9999-later/);
  });

  test('for reading makes nothing, and writes nothing', async () => {
    const url = await server.newDatabase();
    await expect(open(url, true)).rejects.toThrow(/start the service once/);
    expect(await server.query(`select * from pg_tables where schemaname = 'public'`, url)).toEqual(
      [],
    );
    await (await open(url)).close();
    const database = await open(url, true);
    expect(await listKeys(database)).toEqual([]);
    const writing = createKey(database, { name: 'a', role: 'admin' }, NOW);
    await expect(writing).rejects.toThrow(/read-only/);
    await database.close();
  });

  test('says what is wrong, and no password', async () => {
    await server.query(
      `create database latin template template0 encoding 'LATIN1' locale_provider libc locale 'C'`,
    );
    const refusals: [string, RegExp][] = [
      [server.url('latin'), /encoded in LATIN1/],
      [server.url('nowhere'), /database "nowhere" does not exist \(make it/],
      [`postgres://assay:${SECRET}@127.0.0.1:1/x`, /127\.0\.0\.1:1\/x.*is PostgreSQL running/],
      [`postgres://assay:${SECRET}@nowhere.invalid/x`, /nowhere\.invalid.*not known here/],
      [`${server.url()}?sslmode=verify-full`, /speaks no TLS/],
      [`postgres://assay:${SECRET}@host:port/x`, /is no address/],
    ];
    for (const [url, reason] of refusals) {
      const error = (await open(url).catch((thrown: unknown) => thrown)) as Error;
      expect(error).toMatchObject({ name: 'DatabaseUnusable' });
      expect(error.message).toMatch(reason);
      expect(error.message).not.toContain(SECRET);
    }
  });
});

describeWithPostgres('a connection with TLS', () => {
  test('is made where the certificate is of an authority that is trusted, and for that host', async () => {
    const authority = new Authority('Databases');
    const stranger = new Authority('Somebody else');
    const server = await PostgresServer.start(authority.certificate('IP:127.0.0.1'));
    try {
      const url = await server.newDatabase();
      const withTls = (file: string, at = url) => `${at}?sslmode=verify-full&sslrootcert=${file}`;
      const database = await open(withTls(authority.file));
      const { rows } = await sql`select ssl from pg_stat_ssl where pid = pg_backend_pid()`.execute(
        database.db,
      );
      expect(rows).toEqual([{ ssl: true }]);
      await database.close();
      await expect(open(withTls(stranger.file))).rejects.toThrow(/sslrootcert=<file>/);
      const elsewhere = url.replace('127.0.0.1', 'localhost');
      await expect(open(withTls(authority.file, elsewhere))).rejects.toThrow(/altnames/);
      await expect(open(withTls('/nowhere.pem'))).rejects.toThrow(/nowhere\.pem/);
    } finally {
      await server.stop();
      authority.remove();
      stranger.remove();
    }
  });
});

describeWithPostgres('a database whose PostgreSQL goes away', () => {
  let server: PostgresServer;
  let url: string;
  let database: Database;
  beforeAll(async () => {
    server = await PostgresServer.start();
    url = await server.newDatabase();
    database = await open(url);
  });
  afterAll(async () => {
    await database?.close();
    await server?.stop();
  });

  const names = async () => (await listKeys(database)).map(({ name }) => name);
  const backends = `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'assay'`;

  test.each(['fast', 'immediate'] as const)(
    'in a %s shutdown says so, and works again when it is back',
    async (mode) => {
      await createKey(database, { name: mode, role: 'admin' }, NOW);
      const before = await names();
      // Several connections lie idle in the pool when it happens.
      await Promise.all([names(), names(), names(), names()]);
      await server.halt(mode);
      await expect(names()).rejects.toThrow(DatabaseUnavailable);
      await expect(names()).rejects.toThrow(/127\.0\.0\.1:\d+\/assay_1 cannot be used now/);
      await server.launch();
      expect(await names()).toEqual(before);
    },
  );

  test('in the middle of a transaction has stored nothing of it', async () => {
    const before = await names();
    const cut = database.db.transaction().execute(async (transaction) => {
      await createKey({ db: transaction }, { name: 'cut', role: 'admin' }, NOW);
      await server.query(backends, url);
      await createKey({ db: transaction }, { name: 'cut', role: 'admin' }, NOW);
    });
    await expect(cut).rejects.toThrow(DatabaseUnavailable);
    expect(await names()).toEqual(before);
    const silent = database.db.transaction().execute(async (transaction) => {
      await createKey({ db: transaction }, { name: 'cut', role: 'admin' }, NOW);
      await server.query(backends, url);
      // Nobody asks anything while the connection breaks.
      await new Promise((wake) => setTimeout(wake, 100));
    });
    await expect(silent).rejects.toThrow(DatabaseUnavailable);
    expect(await names()).toEqual(before);
  });

  test('is told apart from a mistake of ours', async () => {
    const mistaken = database.db.insertInto('keys').values({ id: 'no name' } as never);
    const error = (await mistaken.execute().catch((thrown: unknown) => thrown)) as Error;
    expect(error.message).toMatch(/null value/);
    expect(error).not.toBeInstanceOf(DatabaseUnavailable);
    expect(await names()).toContain('fast');
  });

  test('has vacuum take what is erased out of its tables', async () => {
    await keepPersonalData(database, [
      { organizationId: 'contoso', individualId: 'p1', name: 'Unforgettable' },
    ]);
    await erasePersonalData(database, 'contoso', 'p1');
    const tables = await server.query(
      `select relname from pg_class where 'autovacuum_vacuum_scale_factor=0' = any(reloptions) order by 1`,
      url,
    );
    expect(tables.map(({ relname }) => relname)).toEqual([
      ...['import_rejects', 'personal_data', 'receivers', 'scim_users'],
    ]);
  });
});
