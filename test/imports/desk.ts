import { deepStrictEqual } from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, keepPersonalData, openDatabase } from '@app/database';
import { type Fact, initialOrganization, evolve, type RecordedFact } from '@app/domain';
import { InMemoryEventStore } from '@app/event-store';
import { type ImportRecord, Imports, type ImportSummary } from '@app/importing';
import {
  builtInMappings,
  type FilePart,
  type Mapping,
  type OpenOptions,
  openFile,
  readMapping,
} from '@app/ingestion';
import { factPages, Recorder, streamOfOrganization } from '@app/recording';

/** A place to import files at: a log, a database, and the organizations that are enrolled. */
export class Desk {
  private constructor(
    readonly folder: string,
    readonly store: InMemoryEventStore,
    readonly database: Database,
    readonly recorder: Recorder,
    readonly imports: Imports,
  ) {}

  static async open(...organizations: readonly string[]): Promise<Desk> {
    const folder = mkdtempSync(join(tmpdir(), 'assay-desk-'));
    const store = new InMemoryEventStore();
    const database = await openDatabase({ directory: folder });
    const recorder = new Recorder({
      store,
      keepPersonalData: (rows) => keepPersonalData(database, rows),
    });
    const imports = new Imports({ store, database, recorder, now: tickingClock() });
    const desk = new Desk(folder, store, database, recorder, imports);
    for (const organizationId of organizations) await desk.record(enrolment(organizationId));
    return desk;
  }

  async close(): Promise<void> {
    await this.database.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async record(...facts: readonly Fact[]): Promise<void> {
    const outcomes = await this.recorder.record(facts, { recordedBy: 'test' });
    const bad = outcomes.find(({ status }) => status !== 'accepted');
    if (bad !== undefined) throw new Error(JSON.stringify(bad));
  }

  /** Imports a file of the desk's own, or several pages. */
  async import(
    content: Content | readonly Content[],
    options: OpenOptions & { readonly dryRun?: boolean; readonly name?: string } = {},
  ): Promise<ImportRecord & { readonly summary: ImportSummary }> {
    const { dryRun = false, name = 'file.csv', ...opening } = options;
    const contents = (Array.isArray(content) ? content : [content]) as readonly Content[];
    const file = await openFile(
      contents.map((one, place) => partOf(one, contents.length > 1 ? `${place}-${name}` : name)),
      opening,
    );
    const record = await this.imports.import(file, { recordedBy: 'test', dryRun });
    if (record.summary === null) throw new Error('the import did not end');
    const { rows, accepted, duplicates, changed, rejected } = record.summary;
    if (rows !== accepted + duplicates + changed + rejected) {
      throw new Error(`rows were lost: ${JSON.stringify(record.summary)}`);
    }
    if (record.id !== null) deepStrictEqual(record, await this.imports.find(record.id));
    return { ...record, summary: record.summary };
  }

  async facts(organizationId: string): Promise<RecordedFact[]> {
    const facts: RecordedFact[] = [];
    for await (const page of factPages(this.store, streamOfOrganization(organizationId))) {
      facts.push(...page);
    }
    return facts;
  }

  /** What counts of an organization's facts, retractions left out. */
  async liveFacts(organizationId: string): Promise<RecordedFact[]> {
    const state = initialOrganization();
    const facts = await this.facts(organizationId);
    for (const fact of facts) evolve(state, fact);
    return facts.filter(
      ({ type, revision }) =>
        type !== 'FactRetracted' &&
        type !== 'FactReinstated' &&
        state.recorded.liveness.isLive(revision),
    );
  }

  /** The amounts of the bookings that count, as they were sent, sorted. */
  async amounts(organizationId: string): Promise<string[]> {
    return (await this.liveFacts(organizationId))
      .flatMap((fact) => (fact.type === 'RevenueBooked' ? [fact.data.amount] : []))
      .sort();
  }

  /** The file of an import's rejected rows. */
  async rejects(importId: string): Promise<Buffer> {
    const pieces: Buffer[] = [];
    const found = await this.imports.find(importId);
    for await (const piece of await this.imports.rejects(found)) pieces.push(piece);
    return Buffer.concat(pieces);
  }
}

/** The time of day, but never the same twice: whoever reads it twice for one moment gets two. */
function tickingClock(): () => number {
  let last = 0;
  return () => (last = Math.max(last + 1, Date.now()));
}

export type Content = string | Uint8Array;

export function partOf(content: Content, name: string): FilePart {
  const bytes = Buffer.from(content as string);
  return {
    name,
    async *bytes() {
      for (let from = 0; from < bytes.length; from += 16_384) {
        yield bytes.subarray(from, from + 16_384);
        await Promise.resolve();
      }
    },
  };
}

export function mapping(yaml: string): Mapping {
  return readMapping(yaml, 'mapping.yaml', (source) => builtInMappings().get(source));
}

export function enrolment(organizationId: string): Fact {
  return {
    type: 'OrganizationEnrolled',
    source: 'test',
    id: `enrolment-${organizationId}`,
    data: { organizationId, name: 'Contoso', market: 'developed', effectiveOn: '1995-01-01' },
  };
}

/** The exact sum of decimal strings, in ten-thousandths: an arithmetic of the tests' own. */
export function sumOf(amounts: readonly string[]): bigint {
  return amounts.reduce((sum, amount) => {
    const [, sign, whole = '0', decimals = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount) ?? [];
    const units = BigInt(whole) * 10_000n + BigInt(decimals.padEnd(4, '0').slice(0, 4));
    return sign === '-' ? sum - units : sum + units;
  }, 0n);
}
