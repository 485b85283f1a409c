import { afterAll, beforeAll, beforeEach, describe } from '@jest/globals';
import type { Database } from '@app/database';
import { alerts } from './contract/alerts.js';
import { deliveries } from './contract/deliveries.js';
import { directory } from './contract/directory.js';
import { people } from './contract/people.js';
import { records } from './contract/records.js';
import { standings } from './contract/standings.js';
import { watches } from './contract/watches.js';

/** A database to be held against the contract, and how to be rid of it. */
export interface DatabaseUnderTest {
  readonly database: Database;
  readonly dispose: () => Promise<void>;
}

/** Every table, so that each test begins with none of the rows of another. */
const TABLES = [
  ...(['organizations', 'standings', 'snapshots', 'checkpoints', 'keys', 'personal_data'] as const),
  ...(['scim_users', 'access_records', 'imports', 'import_facts', 'import_rejects'] as const),
  ...(['watches', 'alerts', 'receivers', 'receiver_secrets', 'deliveries', 'attempts'] as const),
  'calendars',
] as const;

/** What the read models keep to, whatever the engine. `open` is called once. */
export function databaseContract(name: string, open: () => Promise<DatabaseUnderTest>): void {
  describe(`${name}:`, () => {
    let opened: DatabaseUnderTest;
    beforeAll(async () => {
      opened = await open();
    }, 120_000);
    afterAll(() => opened?.dispose());
    beforeEach(async () => {
      for (const table of TABLES) await opened.database.db.deleteFrom(table).execute();
    });
    const database = () => opened.database;
    describe('standings', () => standings(database));
    describe('the directory', () => directory(database));
    describe('what was watched', () => watches(database));
    describe('alerts', () => alerts(database));
    describe('deliveries', () => deliveries(database));
    describe('people', () => people(database));
    describe('keys and records', () => records(database));
  });
}
