export interface ImportsTables {
  imports: ImportsTable;
  import_facts: ImportFactsTable;
  import_rejects: ImportRejectsTable;
}

/** Every import of a file, the undone ones among them. */
export interface ImportsTable {
  /** A UUID of version 7: ids are in the order in which imports began. */
  id: string;
  /** `recording`, `recorded`, `undoing` or `undone`. */
  status: string;
  began_at: string;
  recorded_by: string;
  /** Of the file or files, in hexadecimal. */
  sha256: string;
  /** What was found out about the file: JSON. */
  description: string;
  /** What became of its rows: JSON; `null` while it is being recorded. */
  summary: string | null;
  /** How far it has come while it is being recorded: JSON; `null` before anything was told. */
  progress: string | null;
  undone_at: string | null;
  undone_by: string | null;
}

/** What an import says, whether it was the first to say it or not: thousands of facts a row. */
export interface ImportFactsTable {
  import_id: string;
  organization_id: string;
  /** The ids of facts that imports make: a JSON list. */
  fact_ids: string;
}

/** The rows of an import that were rejected, as they were sent. */
export interface ImportRejectsTable {
  import_id: string;
  row: number;
  /** What is wrong with it: JSON. */
  reject: string;
  /** Its cells: JSON. `null` where there is nothing to mend. */
  sent: string | null;
}
