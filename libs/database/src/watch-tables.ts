/** Up to where the watch has looked at each organization; made again from the log where it is lost. */
export interface WatchTables {
  watches: WatchesTable;
}

export interface WatchesTable {
  organization_id: string;
  /** The last revision that was looked at; -1 = none yet. */
  looked_revision: number;
  /** The organization's day; `null` = none yet. */
  looked_on: string | null;
  /** The next day on which there is something to see if nothing is recorded; `null` = none to the horizon. */
  next_look_on: string | null;
  /** What it was looked at by: SHA-256 of the editions' content hashes, the zone, and the leads as `90,30,7`. */
  editions_sha256: string;
  time_zone: string;
  leads: string;
  /** 1 = facts behind the last look were in the middle of a request: they are looked at when it ends. */
  request_under_way: number;
  /** Why the organization cannot be looked at; `null` = it can. */
  halted: string | null;
}
