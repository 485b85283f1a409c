import type { PeerMissing } from './lines.js';

const INSTALL = 'not installed; `npm i --prefix bench/peers --ignore-scripts=false` brings it';

/** What a side of SQL is asked; days are counted from 1970-01-01. */
export interface SqlPeer {
  /** Loads the files that `sql-tables.ts` writes. */
  load(files: { organizations: string; associations: string; bookings: string }): Promise<void>;
  /** The complete tier history: `number|day|tier` of every change, in order. */
  history(): Promise<string[]>;
  /** Milliseconds that the same takes when its rows stay in the database, and how many they are. */
  timeHistory(): Promise<{ ms: number; rows: number }>;
  /** Cents that count on `asOf` for the organization that is loaded alone. */
  revenueOn(asOf: number): Promise<number>;
  close(): Promise<void>;
}

export type OpenSqlPeer = (directory: string) => Promise<SqlPeer>;

export interface EmmettLog {
  append(
    stream: string,
    events: readonly { type: string; data: object; metadata: object }[],
  ): Promise<void>;
  /** Calls `visit` with every message's data, in order. */
  readAll(batchSize: number, visit: (data: { amount?: string }) => void): Promise<number>;
  close(): void;
}

/** A peer's module, or why it is not there. */
export async function peer<T>(name: string, file: string): Promise<T | PeerMissing> {
  try {
    return (await import(new URL(`../peers/${file}`, import.meta.url).href)) as T;
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    return { name, missing: INSTALL };
  }
}

export function isMissing(found: object): found is PeerMissing {
  return 'missing' in found;
}
