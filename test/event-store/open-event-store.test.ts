import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import {
  openEventStore,
  SqliteEventStore,
  StoreAddressInvalid,
  StoreUnavailable,
} from '@app/event-store';
import { EventStoreDbEventStore } from '../../libs/event-store/src/eventstoredb-event-store.js';
import { EventStoreDbServer } from '../support/eventstoredb/server.js';
import { event } from './events.js';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'assay-events-'));
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

it.each([undefined, ''])('opens the embedded store where the address is %p', async (url) => {
  const store = await openEventStore({ directory, ...(url === undefined ? {} : { url }) });
  expect(store).toBeInstanceOf(SqliteEventStore);
  expect(readdirSync(directory)).toContain('events.db');
  await store.close();
});

it.each([
  ['esdb', ''],
  ['kurrentdb', ''],
  ['esdb+discover', ''],
  ['kurrentdb+discover', ''],
  ['esdb', 'admin:changeit@'],
])('connects to %s://%s…', async (scheme, userInfo) => {
  const server = await EventStoreDbServer.start();
  const url = `${scheme}://${userInfo}127.0.0.1:${server.port}/?tls=false`;
  const store = await openEventStore({ directory, url });
  expect(store).toBeInstanceOf(EventStoreDbEventStore);
  expect((await store.append('a', 'no-stream', [event()])).outcome).toBe('stored');

  const reading = await openEventStore({ directory, url, readOnly: true });
  expect((await reading.head('a'))?.revision).toBe(0);
  await expect(reading.append('a', 0, [event()])).rejects.toBeInstanceOf(StoreUnavailable);
  expect(readdirSync(directory)).toEqual([]);
  for (const each of [store, reading]) await each.close();
  await server.stop();
});

it.each([
  'postgres://admin:s3cret@localhost',
  'localhost:2113',
  'esdb:/admin:s3cret@localhost',
  'esdb://',
  'esdb://admin:s3cret@localhost:port',
  'esdb://admin:s3cret@localhost?tls=perhaps',
  'esdb://admin:s3cret@localhost?tls',
  'esdb://admin:s3cret@localhost?tls=true&tlsVerifyCert=false',
  'esdb://admin:s3cret@localhost?tls=true&colour=blue',
  'esdb://admin:s3cret@localhost?tlsCaFile=nowhere.pem',
])('refuses %s and says what is accepted, without repeating a password', async (url) => {
  const opening = openEventStore({ directory, url });
  await expect(opening).rejects.toBeInstanceOf(StoreAddressInvalid);
  await expect(opening).rejects.toThrow('esdb+discover://');
  await expect(opening).rejects.not.toThrow('s3cret');
});
