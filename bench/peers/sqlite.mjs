/** SQLite by better-sqlite3, with an index that covers the question. */
import Database from 'better-sqlite3';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { revenueQuery, windowOf } from './queries.mjs';

export async function open(directory) {
  const db = new Database(join(directory, 'peer.sqlite'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('cache_size = -200000');
  let revenue = null;
  return {
    async load({ associations, bookings }) {
      db.exec(`
        CREATE TABLE associations (number INTEGER, customer INTEGER, from_day TEXT, to_day TEXT);
        CREATE TABLE bookings (number INTEGER, customer INTEGER, product INTEGER, net_new INTEGER, booked_on TEXT, cents INTEGER);`);
      for (const [table, file, columns] of [
        ['associations', associations, 4],
        ['bookings', bookings, 6],
      ]) {
        const marks = new Array(columns).fill('?').join(', ');
        const insert = db.prepare(`INSERT INTO ${table} VALUES (${marks})`);
        const insertAll = db.transaction((lines) => {
          for (const line of lines)
            insert.run(line.split(',').map((cell) => (cell === '' ? null : cell)));
        });
        insertAll(readFileSync(file, 'utf8').trim().split('\n'));
      }
      db.exec(`
        CREATE INDEX by_day ON bookings (net_new, product, booked_on, number, customer, cents);
        CREATE INDEX by_customer ON associations (number, customer, from_day, to_day);
        ANALYZE;`);
      revenue = db.prepare(revenueQuery('?', '?')).pluck();
    },
    async revenueOn(asOf) {
      const { after, upTo } = windowOf(asOf);
      return revenue.get(after, upTo);
    },
    async close() {
      db.close();
    },
  };
}
