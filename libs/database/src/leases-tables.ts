/** Who shares the work, in PostgreSQL alone: an embedded database has one process. */
export interface LeasesTables {
  instances: InstancesTable;
  leases: LeasesTable;
  requests_under_way: RequestsUnderWayTable;
}

/** The processes that are there. Whoever is not heard of any more is taken out, and its leases and requests with it. */
export interface InstancesTable {
  /** Made anew whenever a process comes, or comes back: nobody has the one of a process before. */
  id: string;
  /** Whether it takes leases. */
  works: boolean;
  /** By the database's clock. */
  expires_at: Date;
}

/** Each part of the work, and the instance that does it. */
export interface LeasesTable {
  /** The number of a partition, or `alerts`. */
  name: string;
  /** `null` = nobody has it. */
  owner: string | null;
}

/** Organizations whose stream may end in the middle of a request of an instance. */
export interface RequestsUnderWayTable {
  instance: string;
  organization_id: string;
}
