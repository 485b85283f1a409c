import type { Generated } from 'kysely';

export interface AccessTables {
  access_records: AccessRecordsTable;
}

/** Who asked the service for what. */
export interface AccessRecordsTable {
  /** In the order of recording. */
  sequence: Generated<number>;
  /** RFC 3339 in UTC: of the first request that the record is of. */
  at: string;
  key_id: string;
  method: string;
  route: string;
  organization_id: string | null;
  /** JSON of the query's parameters, or `null`. */
  query: string | null;
  address: string;
  status: number;
  code: string | null;
  /** How many requests, all the same and within a second. */
  times: number;
}
