/** Where the plain service keeps bookings. Each answers when they are on disk. */
import { join } from 'node:path';
import Database from 'better-sqlite3';

export async function openStore(name, directory) {
  if (name === 'rows') return rows(join(directory, 'rows.db'));
  return await emmett(join(directory, 'emmett.db'), name === 'emmett-kept-open');
}

const keyOf = ({ source, id }) => `${source} ${id}`;
const centsOf = ({ amount }) => Math.round(Number(amount) * 100);

/** One table, and a commit for every call. */
function rows(file) {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec(`CREATE TABLE bookings (
    organization TEXT, source TEXT, id TEXT, data TEXT, recorded_at TEXT,
    PRIMARY KEY (organization, source, id)
  )`);
  const insert = db.prepare('INSERT INTO bookings VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING');
  const recordAll = db.transaction((events) => {
    let accepted = 0;
    const now = new Date().toISOString();
    for (const { source, id, data } of events) {
      accepted += insert.run(data.organizationId, source, id, JSON.stringify(data), now).changes;
    }
    return { accepted, duplicates: events.length - accepted };
  });
  return {
    record: async (events) => recordAll(events),
    sum: async () => {
      const all = db.prepare('SELECT data FROM bookings').pluck().all();
      return {
        count: all.length,
        cents: all.reduce((sum, text) => sum + centsOf(JSON.parse(text)), 0),
      };
    },
  };
}

/**
 * emmett-sqlite, a stream for each organization. Appends take turns: it nests transactions that run side by side into one. Through its event
 * store it opens the file anew for every append; `keptOpen` appends over one connection, with the function beneath. Which ids a stream holds
 * is read from it once and then kept.
 */
async function emmett(file, keptOpen) {
  const {
    appendToStream,
    createEventStoreSchema,
    getSQLiteEventStore,
    readStream,
    sqliteConnection,
  } = await import('@event-driven-io/emmett-sqlite');
  const connection = sqliteConnection({ fileName: file });
  await connection.command('PRAGMA synchronous = FULL');
  await createEventStoreSchema(connection);
  const store = getSQLiteEventStore({ fileName: file, schema: { autoMigration: 'None' } });
  const append = keptOpen
    ? (stream, events) => appendToStream(connection, stream, 'organization', events)
    : (stream, events) => store.appendToStream(stream, events);
  // Its transactions now and then fail with SQLITE_BUSY under load, although they take turns, and are rolled back.
  const appendPersistently = async (stream, events) => {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await append(stream, events);
      } catch (error) {
        if (error.code !== 'SQLITE_BUSY' || attempt === 10) throw error;
      }
    }
  };
  const seen = new Map();
  let turn = Promise.resolve();
  const inTurn = (work) => {
    const done = turn.then(work);
    turn = done.catch(() => undefined);
    return done;
  };
  const idsOf = async (stream) => {
    if (!seen.has(stream)) {
      const { events } = await readStream(connection, stream);
      seen.set(stream, new Set(events.map(({ metadata }) => keyOf(metadata))));
    }
    return seen.get(stream);
  };
  const recordIn = async (stream, events) => {
    const ids = await idsOf(stream);
    const fresh = events.filter((event) => {
      const key = keyOf(event);
      if (ids.has(key)) return false;
      ids.add(key);
      return true;
    });
    const recordedAt = new Date().toISOString();
    const messages = fresh.map(({ type, data, source, id }) => ({
      type,
      data,
      metadata: { source, id, recordedAt },
    }));
    if (messages.length > 0) await appendPersistently(stream, messages);
    return fresh.length;
  };
  return {
    record: (events) =>
      inTurn(async () => {
        let accepted = 0;
        for (const [organization, some] of Map.groupBy(events, ({ data }) => data.organizationId)) {
          accepted += await recordIn(`organization-${organization}`, some);
        }
        return { accepted, duplicates: events.length - accepted };
      }),
    sum: async () => {
      const all = await connection.query('SELECT message_data AS data FROM emt_messages');
      return {
        count: all.length,
        cents: all.reduce((sum, { data }) => sum + centsOf(JSON.parse(data)), 0),
      };
    },
  };
}
