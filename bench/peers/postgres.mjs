/** PostgreSQL as its packages install it, with memory to work in; `fsync` and `synchronous_commit` stay on. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { historyQuery } from './queries.mjs';

const HISTORY = historyQuery({
  expiry: (day) =>
    `(${day} + interval '1 year')::date + CASE WHEN extract(month FROM ${day}) = 2 AND extract(day FROM ${day}) = 29 THEN 1 ELSE 0 END`,
  asSum: (sum) => `${sum}::bigint`,
});

/** It refuses to run as root; the packages bring a user of its own. */
function runsAs() {
  if (process.getuid() !== 0) return {};
  const id = (which) => Number(execFileSync('id', [which, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

export async function open(directory) {
  const user = runsAs();
  const data = join(directory, 'postgres');
  mkdirSync(data);
  chmodSync(directory, 0o755);
  if (user.uid !== undefined) chownSync(data, user.uid, user.gid);
  try {
    execFileSync(
      'initdb',
      ['-D', data, '-U', 'bench', '--auth=trust', '-E', 'UTF8', '--locale=C'],
      {
        ...user,
        cwd: dirname(data),
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    return { name: 'PostgreSQL', missing: 'not installed on this machine' };
  }
  const settings = {
    listen_addresses: '',
    unix_socket_directories: data,
    shared_buffers: '2GB',
    work_mem: '1GB',
    max_wal_size: '8GB',
    effective_cache_size: '8GB',
    max_parallel_workers_per_gather: '2',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn('postgres', ['-D', data, ...flags], {
    ...user,
    cwd: data,
    stdio: 'ignore',
  });
  const abandon = () => server.kill('SIGQUIT');
  process.once('exit', abandon);
  const client = await connected(data);
  const rows = async (sql) => (await client.query({ text: sql, rowMode: 'array' })).rows;
  return {
    async load({ organizations, associations, bookings }) {
      await client.query(`
        CREATE TABLE organizations (number integer PRIMARY KEY, market text);
        CREATE TABLE associations (number integer, customer integer, from_day date, to_day date);
        CREATE TABLE bookings (number integer, customer integer, product smallint, net_new smallint, booked_on date, cents integer)`);
      for (const [table, file] of Object.entries({ organizations, associations, bookings })) {
        await client.query(`COPY ${table} FROM '${file}' (FORMAT csv)`);
      }
      await client.query('CREATE INDEX ON associations (number, customer)');
      await client.query('VACUUM ANALYZE');
    },
    async history() {
      const found = await rows(
        `SELECT number || '|' || day || '|' || tier FROM (${HISTORY}) AS h ORDER BY number, day`,
      );
      return found.map(([line]) => line);
    },
    async timeHistory() {
      const start = performance.now();
      const [[count]] = await rows(`SELECT count(tier) FROM (${HISTORY}) AS h`);
      return { ms: performance.now() - start, rows: Number(count) };
    },
    async close() {
      await client.end();
      const gone = once(server, 'exit');
      server.kill('SIGINT');
      await gone;
      process.off('exit', abandon);
    },
  };
}

async function connected(data) {
  for (let attempt = 0; ; attempt += 1) {
    const client = new pg.Client({ host: data, user: 'bench', database: 'postgres' });
    try {
      await client.connect();
      return client;
    } catch (error) {
      if (attempt === 200) throw error;
      await pause(50);
    }
  }
}
