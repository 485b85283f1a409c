import type { Recorded } from './taken-back.js';

/** A fact with what the trail knows of it, a line of NDJSON. */
export function ndjsonLine({ revision, recordedAt, recordedBy, event }: Recorded): string {
  return JSON.stringify({ revision, recordedAt, recordedBy, event });
}

export const CSV_HEADER = ['revision', 'recordedAt', 'recordedBy', 'type', 'source', 'id', 'data'];

/** A row of CSV (RFC 4180); what a fact says is JSON in the last column, since each type has other fields. */
export function csvLine({ revision, recordedAt, recordedBy, event }: Recorded): string {
  const cells = [String(revision), recordedAt, recordedBy, event.type, event.source, event.id];
  return [...cells, JSON.stringify(event.data)].map(csvCell).join(',');
}

/** A cell that a spreadsheet would take for a formula begins with an apostrophe. */
function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
