import type { EventStore } from '@app/event-store';
import type { Fact } from '@app/domain';
import type { RowReject } from '@app/ingestion';
import type { Recorder } from '@app/recording';

/** What is said while an import goes on. */
export interface ImportProgress {
  readonly phase: 'reading' | 'recording';
  /** Of the phase, up to now. */
  readonly rows: number;
  /** How many there are, where the whole file has been read. */
  readonly of?: number;
}

/** Where an import keeps what it says and what it rejects. */
export interface ImportKeeper {
  /** Called before the facts are recorded, so that whatever happens then can be undone. */
  says(organizationId: string, facts: readonly Fact[]): Promise<void>;
  rejects(rows: readonly KeptReject[]): Promise<void>;
  /** Called with every page of rows; not all of it need be kept. */
  progress(progress: ImportProgress): Promise<void>;
}

export interface KeptReject {
  readonly row: number;
  readonly reject: RowReject;
  readonly sent: readonly string[];
}

export interface ImportContext {
  readonly store: EventStore;
  /** `null` = nothing is recorded: what would be is worked out. */
  readonly recorder: Recorder | null;
  readonly keeper: ImportKeeper | null;
  readonly importId: string;
  readonly recordedBy: string;
  readonly sameFileStands: boolean;
  /** Whether facts of an organization, or of all of them (`null`), may be sent. */
  readonly allows: (organizationId: string | null) => boolean;
  readonly now: () => number;
  readonly onProgress: (progress: ImportProgress) => void;
  /** Once aborted, the import ends in the middle, and rejects with its reason. */
  readonly signal: AbortSignal | undefined;
}
