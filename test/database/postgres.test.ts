import { openDatabase } from '@app/database';
import { describeWithPostgres, PostgresServer } from '../support/postgres.js';
import { databaseContract } from './contract.js';

describeWithPostgres('the contract on PostgreSQL', () => {
  databaseContract('PostgreSQL', async () => {
    const server = await PostgresServer.start();
    const database = await openDatabase({ directory: '', url: await server.newDatabase() });
    return {
      database,
      dispose: async () => {
        await database.close();
        await server.stop();
      },
    };
  });
});
