import type { Line } from './lines.js';

/** What a row is given. */
export interface Bench {
  /** 1 = the sizes of the targets; the targets stay as they are. */
  readonly scale: number;
  readonly rounds: number;
  readonly seed: number;
  /** Where the built program is. */
  readonly dist: string;
  /** An empty directory of the row's own, removed behind it. */
  readonly directory: string;
  /** `full` × scale, at least `least`. */
  readonly size: (full: number, least?: number) => number;
  readonly report: (line: Line) => void;
}

export type Row = (bench: Bench) => Promise<void>;

/** Every row, in the order in which they are run; the name is the file in `rows`. */
export const ROWS = {
  history: 'complete tier history of many organizations',
  'late-booking': 'one late booking until timeline and tiers are ready again',
  'revenue-now': 'trailing twelve months on any day, all known',
  'revenue-then': 'trailing twelve months on any day, as known at any revision',
  'bulk-ingest': 'bulk ingest over HTTP',
  import: 'a billing file imported, beside csv-parse that only reads it',
  'single-posts': 'single POSTs over 64 connections',
  rebuild: 'rebuild from what is stored',
  memory: 'memory a booking',
  ready: 'ready and idle with many stored events',
  'new-day': 'a new day for many organizations, and the watch behind single facts',
  standing: 'standing over HTTP, and the first write to a cold stream',
  eventstoredb: 'the EventStoreDB path against the stub server',
  scaled: 'one, two and four workers on the stub of EventStoreDB and PostgreSQL',
} as const;

export type RowName = keyof typeof ROWS;
