/** DuckDB on two threads, in a file, flushed as it does by default. */
import { DuckDBInstance } from '@duckdb/node-api';
import { join } from 'node:path';
import { historyQuery, revenueQuery, windowOf } from './queries.mjs';

const HISTORY = historyQuery({
  expiry: (day) =>
    `(${day} + INTERVAL 1 YEAR)::DATE + CASE WHEN month(${day}) = 2 AND day(${day}) = 29 THEN 1 ELSE 0 END`,
  // Whole numbers below 2^53 are exact, and a fifth faster than the 128 bits DuckDB would sum into.
  asSum: (sum) => `${sum}::DOUBLE`,
});

export async function open(directory) {
  const instance = await DuckDBInstance.create(join(directory, 'duck.db'), { threads: '2' });
  const connection = await instance.connect();
  const rows = async (sql, values) => (await connection.runAndReadAll(sql, values)).getRows();
  let revenue = null;
  return {
    async load({ organizations, associations, bookings }) {
      await connection.run(`
        CREATE TABLE organizations (number INTEGER PRIMARY KEY, market VARCHAR);
        CREATE TABLE associations (number INTEGER, customer INTEGER, from_day DATE, to_day DATE);
        CREATE TABLE bookings (number INTEGER, customer INTEGER, product UTINYINT, net_new UTINYINT, booked_on DATE, cents INTEGER);
        COPY organizations FROM '${organizations}' (HEADER false);
        COPY associations FROM '${associations}' (HEADER false);
        COPY bookings FROM '${bookings}' (HEADER false);
        CHECKPOINT;
        ANALYZE;`);
      revenue = await connection.prepare(revenueQuery('$1::DATE', '$2::DATE'));
    },
    async history() {
      const found = await rows(
        `SELECT number || '|' || day || '|' || tier FROM (${HISTORY}) ORDER BY number, day`,
      );
      return found.map(([line]) => line);
    },
    async timeHistory() {
      const start = performance.now();
      const [[count]] = await rows(`SELECT count(tier) FROM (${HISTORY})`);
      return { ms: performance.now() - start, rows: Number(count) };
    },
    async revenueOn(asOf) {
      const { after, upTo } = windowOf(asOf);
      revenue.bindVarchar(1, after);
      revenue.bindVarchar(2, upTo);
      const [[cents]] = (await revenue.runAndReadAll()).getRows();
      return Number(cents);
    },
    async close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
