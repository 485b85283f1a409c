import { Readable } from 'node:stream';
import type { Database } from '@app/database';
import type { EventStore } from '@app/event-store';
import { FileRefused, type OpenedFile, rejectsFile } from '@app/ingestion';
import type { Recorder } from '@app/recording';
import { v7 as uuidV7 } from 'uuid';
import type { ImportContext, ImportProgress } from './import-context.js';
import { importFile } from './import-file.js';
import * as records from './import-records.js';
import type { ImportRecord } from './import-records.js';
import { undoImport, type UndoSummary } from './undo-import.js';

export interface ImportsOptions {
  readonly store: EventStore;
  readonly database: Database;
  readonly recorder: Recorder;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly now: () => number;
}

export interface ImportRequest {
  readonly recordedBy: string;
  readonly dryRun: boolean;
  /** Whether facts of an organization, or of all of them (`null`), may be sent; absent = any. */
  readonly allows?: ImportContext['allows'];
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Once aborted, the import ends in the middle, and rejects with its reason. */
  readonly signal?: AbortSignal;
}

/** There is no import with this id. */
export class ImportUnknown extends Error {
  override readonly name = 'ImportUnknown';
}

/** The import is not one that this can be done to now; the message says why. */
export class ImportRefused extends Error {
  override readonly name = 'ImportRefused';
}

export interface Undone {
  readonly import: ImportRecord;
  readonly undo: UndoSummary;
}

/** Imports of files: each is recorded with what it says, so that it can be listed and undone. One at a time: a file waits for the one before it. */
export class Imports {
  #last: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: ImportsOptions) {}

  /** Imports a file. Rejects with `FileRefused` where nothing was recorded, and with a `StoreError` where some of it may have been. */
  async import(file: OpenedFile, request: ImportRequest): Promise<ImportRecord> {
    return await this.#inTurn(() => this.#import(file, request));
  }

  async #import(file: OpenedFile, request: ImportRequest): Promise<ImportRecord> {
    const { database, recorder, now } = this.options;
    const { recordedBy, dryRun } = request;
    const sameFileStands = await records.standsAlready(database, file.description.sha256);
    const id = uuidV7();
    if (dryRun) return await this.#dryRun(id, file, request, sameFileStands);
    await records.beginImport(database, { id, recordedBy, file: file.description }, now());
    try {
      const keeper = records.databaseKeeper(database, id, now);
      const context = contextOf(request, this.options, id, sameFileStands);
      const summary = await importFile(file, { ...context, recorder, keeper });
      await records.endImport(database, id, summary);
      return await this.find(id);
    } catch (error) {
      if (error instanceof FileRefused) await records.forgetImport(database, id);
      throw error;
    }
  }

  /** A dry run whose rejects are kept for a while, where somebody may mend them; else nothing is kept of it. */
  async #dryRun(
    id: string,
    file: OpenedFile,
    request: ImportRequest,
    sameFileStands: boolean,
  ): Promise<ImportRecord> {
    const { database, now } = this.options;
    const { recordedBy } = request;
    const begun = { id, recordedBy, file: file.description, status: 'dry-run' } as const;
    await records.beginImport(database, begun, now());
    try {
      const kept = records.databaseKeeper(database, id, now);
      const keeper = { ...kept, says: async () => {}, progress: async () => {} };
      const record = await dryRunOf(file, request, this.options, { sameFileStands, keeper });
      const { rejected = 0, nothingToMend = 0 } = record.summary ?? {};
      if (record.summary !== null && rejected > nothingToMend) {
        await records.endImport(database, id, record.summary, 'dry-run');
        return await this.find(id);
      }
      await records.forgetImport(database, id);
      return record;
    } catch (error) {
      await records.forgetImport(database, id);
      throw error;
    }
  }

  /** The newest first. */
  async list(asked: { readonly limit: number; readonly recordedBy?: string }) {
    return await records.listImports(this.options.database, asked);
  }

  /** An import, or a dry run by its `rejectsId`. Rejects with `ImportUnknown`. */
  async find(id: string): Promise<ImportRecord> {
    const found = await records.findImport(this.options.database, id);
    if (found === null) throw new ImportUnknown(`there is no import ${id}`);
    return found;
  }

  /** The bytes of a file of the rejected rows that there is something to mend about, in the form that the file had. Rejects with `ImportRefused`. */
  async rejects({
    id: importId,
    rejectsId,
    file,
    summary,
  }: ImportRecord): Promise<AsyncIterable<Buffer>> {
    const { database } = this.options;
    const id = importId ?? rejectsId;
    // A dry run with nothing to mend.
    if (id === undefined) return rejectsFile(file.form, Readable.from([]));
    const kept = await records.countRejects(database, id);
    if (summary !== null && summary.rejected > kept) {
      throw new ImportRefused(
        `the rejected rows of import ${id} are kept no more: they are for ${records.REJECTS_KEPT_DAYS} days, or until the import is undone, and those of a dry run for a day`,
      );
    }
    return rejectsFile(file.form, records.rejectedRows(database, id));
  }

  /**
   * Takes back what an import alone brought, and marks it as undone. Rejects with `ImportUnknown`, with `ImportRefused` where it was undone already or brought
   * exchange rates, and with a `StoreError` where it is to be done again.
   */
  async undo(id: string, undoneBy: string): Promise<Undone> {
    return await this.#inTurn(async () => {
      const { database, now } = this.options;
      const found = await this.find(id);
      if (found.status === 'undone') throw new ImportRefused(`import ${id} was undone already`);
      if (found.status === 'dry-run') throw new ImportRefused('a dry run recorded nothing');
      if (found.file.source === 'ecb') {
        throw new ImportRefused(
          'published exchange rates cannot be taken back: publish the right ones, which count for what is recorded from then on',
        );
      }
      await records.markUndoing(database, id);
      const undo = await undoImport(id, { ...this.options, recordedBy: undoneBy });
      await records.markUndone(database, id, undoneBy, now());
      return { import: await this.find(id), undo };
    });
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#last;
    const result = before.then(work, work);
    this.#last = result.catch(() => undefined);
    return await result;
  }
}

/** What an import would come to; nothing is recorded. `sameFileStands`: the same bytes were imported before; `keeper`: has what is rejected. */
export async function dryRunOf(
  file: OpenedFile,
  request: Omit<ImportRequest, 'dryRun'>,
  { store, now }: Pick<ImportsOptions, 'store' | 'now'>,
  {
    sameFileStands = false,
    keeper = null,
  }: Partial<Pick<ImportContext, 'sameFileStands' | 'keeper'>> = {},
): Promise<ImportRecord> {
  const context = contextOf(request, { store, now }, 'dry-run', sameFileStands);
  const summary = await importFile(file, { ...context, keeper });
  return {
    id: null,
    status: 'dry-run',
    beganAt: new Date(now()).toISOString(),
    recordedBy: request.recordedBy,
    file: file.description,
    summary,
  };
}

function contextOf(
  { recordedBy, allows, onProgress, signal }: Omit<ImportRequest, 'dryRun'>,
  { store, now }: Pick<ImportsOptions, 'store' | 'now'>,
  importId: string,
  sameFileStands: boolean,
): ImportContext {
  return {
    store,
    recorder: null,
    keeper: null,
    importId,
    recordedBy,
    sameFileStands,
    allows: allows ?? (() => true),
    now,
    onProgress: onProgress ?? (() => undefined),
    signal,
  };
}
