export interface ProvisioningTables {
  scim_users: ScimUsersTable;
}

/** Users that identity providers keep here: personal data, and what of it is recorded as facts. */
export interface ScimUsersTable {
  organization_id: string;
  individual_id: string;
  user_name: string;
  /** As names are compared; once in an organization. */
  user_name_folded: string;
  external_id: string | null;
  /** 0 or 1. */
  active: number;
  active_since: string;
  /** JSON. */
  attributes: string;
  version: number;
  created_at: string;
  modified_at: string;
  /** 0 or 1: what the recorded facts make of them. Another value than `active` = to be recorded. */
  recorded_member: number;
  /** JSON of the last membership mark, or `null`. */
  mark: string | null;
}
