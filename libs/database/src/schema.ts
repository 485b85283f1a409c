import type { Generated } from 'kysely';
import type { AccessTables } from './access-tables.js';
import type { AlertingTables } from './alerting-tables.js';
import type { ImportsTables } from './imports-tables.js';
import type { LeasesTables } from './leases-tables.js';
import type { ProvisioningTables } from './provisioning-tables.js';
import type { WatchTables } from './watch-tables.js';

/** The read-model database. Days are `YYYY-MM-DD`, instants RFC 3339 in UTC; both sort as text. */
export interface Schema
  extends
    AccessTables,
    AlertingTables,
    ImportsTables,
    LeasesTables,
    ProvisioningTables,
    WatchTables {
  organizations: OrganizationsTable & FirstLapse;
  standings: StandingsTable;
  snapshots: SnapshotsTable;
  checkpoints: CheckpointsTable;
  keys: KeysTable;
  personal_data: PersonalDataTable;
}

/** The directory: every organization that is enrolled. */
export interface OrganizationsTable {
  organization_id: string;
  name: string;
  market: string;
  enrolled_on: string;
  /** Of the last fact it was made from. */
  revision: number;
}

/** Made of the standings that are stored beside it. */
interface FirstLapse {
  /** The day on which the first of them lapses; `NEVER` = none does. */
  first_lapse_on: Generated<string>;
}

/** The standing of an organization in an option on `as_of`, and for every day up to `next_change_on` (exclusive). */
export interface StandingsTable {
  organization_id: string;
  competency: string;
  option: string;
  /** In the order of the editions' options, from 0. */
  place: number;
  tier: string | null;
  since: string | null;
  lapses_on: string | null;
  as_of: string;
  /** The next day on which the tier changes if nothing is recorded; `null` = none to the horizon. */
  next_change_on: string | null;
  /** The content hashes of the editions it was made under. */
  editions_hash: string;
  time_zone: string;
  revision: number;
}

/** The newest facts index of a large organization. */
export interface SnapshotsTable {
  organization_id: string;
  revision: number;
  bytes: Uint8Array;
  sha256: string;
}

/** How far each projection has read the log; written in the transaction of its rows. */
export interface CheckpointsTable {
  projection: string;
  position: string;
}

export interface KeysTable {
  id: string;
  name: string;
  role: string;
  /** A JSON list, or `null` = every organization. */
  organizations: string | null;
  /** First day it no longer works, or `null`. */
  expires_on: string | null;
  /** SHA-256 of the secret, in hexadecimal. */
  secret_sha256: string;
  created_at: string;
}

/** The one place where names and addresses of individuals are. */
export interface PersonalDataTable {
  organization_id: string;
  individual_id: string;
  name: string | null;
  email: string | null;
}
