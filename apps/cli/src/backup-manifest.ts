import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { DATABASE_FILE } from '@app/database';
import { dayOf, type KnownFacts, standingsOn } from '@app/domain';
import { SqliteEventStore } from '@app/event-store';
import { loadPrograms } from '@app/programs';
import { FactsCache } from '@app/projections';
import { UndecodableFact } from '@app/recording';
import { organizationsIn } from './commands/organizations.js';
import { EVENTS_FILE } from './embedded.js';

export const MANIFEST_FILE = 'manifest.json';
export const BACKED_UP_FILES = [EVENTS_FILE, DATABASE_FILE] as const;

/** What a backup is and must still be when it is restored. */
export interface Manifest {
  readonly format: 1;
  /** RFC 3339. */
  readonly createdAt: string;
  readonly files: Readonly<Record<(typeof BACKED_UP_FILES)[number], string>>;
  readonly standings: StandingsDigest;
}

/** Every standing of every organization on one day, as a hash. */
export interface StandingsDigest {
  readonly asOf: string;
  readonly organizations: number;
  readonly facts: number;
  /** How many of the organizations stop at a fact that cannot be handled and have no standing; absent = none. */
  readonly unreadable?: number;
  readonly sha256: string;
}

/** SHA-256 of a file, in hexadecimal. */
export async function hashOfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** Evaluates every organization of the log in `directory` on `asOf`, from the facts alone. */
export async function digestStandings(directory: string, asOf: string): Promise<StandingsDigest> {
  const store = SqliteEventStore.open({ file: join(directory, EVENTS_FILE), readOnly: true });
  try {
    const programs = loadPrograms();
    const facts = new FactsCache({ store });
    const organizations: string[] = [];
    for await (const organizationId of organizationsIn(store)) organizations.push(organizationId);
    const hash = createHash('sha256');
    let count = 0;
    let unreadable = 0;
    for (const organizationId of organizations.sort()) {
      const known = await knownOf(facts, organizationId);
      if (known === null) {
        unreadable += 1;
        hash.update(JSON.stringify([organizationId, null]));
        continue;
      }
      count += known.revision + 1;
      hash.update(JSON.stringify([organizationId, standingsOn(known, programs, dayOf(asOf))]));
    }
    return {
      asOf,
      organizations: organizations.length,
      facts: count,
      ...(unreadable === 0 ? {} : { unreadable }),
      sha256: hash.digest('hex'),
    };
  } finally {
    await store.close();
  }
}

/** `null` where the organization stops at a fact that cannot be handled. */
async function knownOf(facts: FactsCache, organizationId: string): Promise<KnownFacts | null> {
  try {
    return (await facts.factsOf(organizationId))?.knownAt() ?? null;
  } catch (error) {
    if (error instanceof UndecodableFact) return null;
    throw error;
  }
}
