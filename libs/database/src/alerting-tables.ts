import type { Generated } from 'kysely';

/** What was announced, who receives it, and what still has to be sent. Instants are RFC 3339 in UTC with milliseconds and sort as text. */
export interface AlertingTables {
  alerts: AlertsTable;
  receivers: ReceiversTable;
  receiver_secrets: ReceiverSecretsTable;
  deliveries: DeliveriesTable;
  attempts: AttemptsTable;
  calendars: CalendarsTable;
}

/** Every alert, in the order in which it was taken in. */
export interface AlertsTable {
  /** Given by the database, ascending and never used again. */
  sequence: Generated<number>;
  id: string;
  /** `null` = it is about the service's own work. */
  organization_id: string | null;
  type: string;
  /** What callers see, as JSON. */
  body: string;
  acknowledged_at: string | null;
  /** The id of a key. */
  acknowledged_by: string | null;
}

/** Where alerts are sent. Lists are JSON; `null` = everything. */
export interface ReceiversTable {
  id: string;
  url: string;
  format: string;
  types: string | null;
  organizations: string | null;
  options: string | null;
  lead_days: string | null;
  language: string;
  created_at: string;
  created_by: string;
  /** The first failure since something was delivered. */
  failing_since: string | null;
  /** Nothing is sent to it before this. */
  held_until: string | null;
  /** Whoever set `lease_token` sends to it until then; a time gone by = nobody does. */
  lease_until: string | null;
  lease_token: string | null;
  disabled_at: string | null;
  disabled_reason: string | null;
  /** 1 = that it was switched off stands in the log. */
  disabled_announced: Generated<number>;
}

/** The secrets that sign what a receiver is sent; the newest has no end. */
export interface ReceiverSecretsTable {
  receiver_id: string;
  /** Kept as it is: whoever signs needs it. */
  secret: string;
  created_at: string;
  expires_at: string | null;
}

/** One alert for one receiver. */
export interface DeliveriesTable {
  /** Given by the database, ascending. */
  id: Generated<number>;
  receiver_id: string;
  alert_id: string;
  /** `waiting`, `delivered` or `given-up`. */
  state: string;
  attempts: number;
  first_attempt_at: string | null;
  due_at: string;
}

/** The log of what was tried: the last thousand of each receiver. */
export interface AttemptsTable {
  id: Generated<number>;
  receiver_id: string;
  /** Of the alert, or of a test message. */
  message_id: string;
  attempted_at: string;
  duration_ms: number;
  /** HTTP's or SMTP's; `null` = there was no answer. */
  status: number | null;
  /** `null` = delivered. */
  error: string | null;
  /** The beginning of the answer. */
  response: string | null;
  next_try_at: string | null;
}

/** Feeds of coming lapses, each read by whoever has its token. */
export interface CalendarsTable {
  id: string;
  token_sha256: string;
  organizations: string | null;
  options: string | null;
  language: string;
  created_at: string;
  created_by: string;
}
