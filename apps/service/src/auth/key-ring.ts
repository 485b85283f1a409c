import { Inject, Injectable } from '@nestjs/common';
import {
  createFirstKey,
  createKey,
  type Database,
  equalHashes,
  findKey,
  type Key,
  listKeys,
  type NewKey,
  revokeKey,
  sha256,
} from '@app/database';
import { dayOf } from '@app/domain';
import { LRUCache } from 'lru-cache';
import { Clock } from '../clock.js';
import { CONFIG, DATABASE } from '../tokens.js';
import type { Config } from '@app/hosting';

/** For how long a key that was found is taken for good without another look at the database. */
const TRUSTED_MS = 1_000;

/** The keys that open the service: those in the database, and the one of `ASSAY_ADMIN_KEY`. */
@Injectable()
export class KeyRing {
  /** By what was presented, for no longer than it is trusted. */
  readonly #found = new LRUCache<string, Key>({
    max: 10_000,
    ttl: TRUSTED_MS,
    ttlAutopurge: true,
  });
  readonly #bootstrapHash: string | null;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CONFIG) { adminKey }: Config,
    private readonly clock: Clock,
  ) {
    this.#bootstrapHash = adminKey === undefined ? null : sha256(adminKey);
  }

  /** The key that `presented` was found to be less than a second ago, if it was. */
  trusted(presented: string): Key | undefined {
    // Found by a hash of the whole text, with a seed of this process: how long it takes tells nobody which part of a guess is right.
    return this.#found.get(presented);
  }

  /** The key that `presented` is, or `null` where it is none that works today. */
  async find(presented: string): Promise<Key | null> {
    const trusted = this.trusted(presented);
    if (trusted !== undefined) return trusted;
    const key = this.#isBootstrap(presented)
      ? BOOTSTRAP_KEY
      : await findKey(this.database, presented, this.clock.today());
    if (key !== null) this.#found.set(presented, key);
    return key;
  }

  #isBootstrap(presented: string): boolean {
    return this.#bootstrapHash !== null && equalHashes(sha256(presented), this.#bootstrapHash);
  }

  /** Whether a key that was found still works: it was not revoked, and today is before the day it expires on. */
  async stillWorks({ id }: Key): Promise<boolean> {
    if (id === BOOTSTRAP_KEY.id) return true;
    const key = (await listKeys(this.database)).find((one) => one.id === id);
    if (key === undefined) return false;
    return key.expiresOn === undefined || this.clock.today() < dayOf(key.expiresOn);
  }

  /** Every key in the database, the oldest first. */
  list(): Promise<Key[]> {
    return listKeys(this.database);
  }

  create(key: NewKey): Promise<{ readonly key: Key; readonly secret: string }> {
    return createKey(this.database, key, new Date());
  }

  /** `false` where there is no such key. From then on it does not work. */
  async revoke(id: string): Promise<boolean> {
    const isRevoked = await revokeKey(this.database, id);
    this.#found.clear();
    return isRevoked;
  }

  /** The secret of an administrator's key made now, where there is no key at all and none is configured; else `null`. */
  async makeFirstKey(): Promise<string | null> {
    if (this.#bootstrapHash !== null) return null;
    const first = { name: 'first administrator', role: 'admin' } as const;
    return await createFirstKey(this.database, first, new Date());
  }
}

/** `ASSAY_ADMIN_KEY` is kept nowhere. */
const BOOTSTRAP_KEY: Key = {
  id: 'ASSAY_ADMIN_KEY',
  name: 'administrator from the environment',
  role: 'admin',
  createdAt: new Date(0).toISOString(),
};
