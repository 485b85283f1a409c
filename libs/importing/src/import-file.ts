import { setImmediate as turn } from 'node:timers/promises';
import { ExchangeRates, type Fact, type RateLookup } from '@app/domain';
import type { FileRow, OpenedFile, RowMoney, RowReject } from '@app/ingestion';
import {
  EXCHANGE_RATES_STREAM,
  factPages,
  type Outcome,
  type RecordingRequest,
} from '@app/recording';
import type { ImportContext, ImportProgress, KeptReject } from './import-context.js';
import { factOf } from './import-ids.js';
import { type ImportSummary, RowCounts } from './import-summary.js';
import { OrganizationPlan, type PlannedFact } from './organization-plan.js';
import { recordPlanned, type UnplannedOutcomes } from './record-planned.js';
import { rejectOfDecision } from './rejections.js';
import { type StagedRow, Staging } from './staging.js';

/** So many rows are planned before they are recorded together. */
const MOST_PLANNED = 2_000;

/** Of a row with several facts the first of these that one of them has. */
const STATUSES = ['changed', 'accepted', 'duplicate'] as const;

const NOTHING: UnplannedOutcomes = new Map();

/** Exchange rates are of no organization. */
const RATES = '';

/** A row with what is to become of its facts. */
interface PlannedRow {
  readonly row: number;
  readonly planned: readonly PlannedFact[];
}

/**
 * Reads a whole file, and only then records what it says, organization by organization. What became of each row is counted in the summary. Rejects with
 * `FileRefused` where nothing was recorded, and with a `StoreError` where some of it may be: the same file imported again then completes it.
 */
export async function importFile(file: OpenedFile, context: ImportContext): Promise<ImportSummary> {
  const run = new ImportRun(file, context);
  try {
    await run.stage();
    await run.recordAll();
    await run.keepLateRejects();
    return run.counts.summary();
  } finally {
    run.dispose();
  }
}

class ImportRun {
  readonly counts = new RowCounts();
  readonly #staging = new Staging();
  #hasLateRejects = false;
  #rowsRead = 0;

  constructor(
    private readonly file: OpenedFile,
    private readonly context: ImportContext,
  ) {}

  dispose(): void {
    this.#staging.dispose();
  }

  /** Nothing is recorded and nothing kept before the whole file has been read. */
  async stage(): Promise<void> {
    const { keeper } = this.context;
    let early: KeptReject[] = [];
    for await (const page of this.file.rows()) {
      for (const row of page) {
        const reject = this.#stageRow(row);
        if (reject === null) continue;
        this.counts.reject(row.row, reject, row.money);
        early.push({ row: row.row, reject, sent: row.sent });
      }
      if (early.length >= 1_000) {
        await keeper?.rejects(early);
        early = [];
      }
      this.context.signal?.throwIfAborted();
      this.#rowsRead += page.length;
      await this.#tell({ phase: 'reading', rows: this.#rowsRead });
    }
    await keeper?.rejects(early);
    this.#staging.finish();
  }

  #tellRecorded(): Promise<void> {
    return this.#tell({ phase: 'recording', rows: this.counts.rows, of: this.#rowsRead });
  }

  async #tell(progress: ImportProgress): Promise<void> {
    this.context.onProgress(progress);
    await this.context.keeper?.progress(progress);
  }

  #stageRow({ row, read }: FileRow): RowReject | null {
    if (read.reject !== undefined) return read.reject;
    const organizations = new Set(
      read.facts.map(({ data }) => (data['organizationId'] as string | undefined) ?? RATES),
    );
    const [organizationId = RATES, ...others] = organizations;
    if (others.length > 0) {
      const reason = 'the facts of one row are of one organization';
      return { code: 'several-organizations', column: null, value: '', reason, mendBy: reason };
    }
    if (!this.context.allows(organizationId === RATES ? null : organizationId)) {
      const reason = 'the key is limited to other organizations';
      const mendBy = 'use a key that is not limited to other organizations';
      const column = 'organizationId';
      return { code: 'organization-not-allowed', column, value: organizationId, reason, mendBy };
    }
    this.#staging.put(organizationId, row, read.facts);
    return null;
  }

  async recordAll(): Promise<void> {
    const { recorder, store } = this.context;
    const request = recorder?.begin();
    try {
      const rates = new ExchangeRates();
      for await (const page of factPages(store, EXCHANGE_RATES_STREAM)) {
        for (const fact of page) rates.evolve(fact);
      }
      for (const organizationId of this.#staging.organizations) {
        if (organizationId === RATES) await this.#recordRates(rates, request);
        else await this.#recordOrganization(organizationId, rates.lookup, request);
      }
    } finally {
      request?.end();
    }
  }

  async #recordOrganization(
    organizationId: string,
    rates: RateLookup,
    request: RecordingRequest | undefined,
  ): Promise<void> {
    const { store, importId, sameFileStands, now, recorder } = this.context;
    const supposes = recorder === null;
    const planning = { store, rates, importId, sameFileStands, supposes, now };
    const plan = await OrganizationPlan.load(organizationId, planning);
    // While some rows are on their way to the disk the next ones are planned.
    let underWay: Promise<void> = Promise.resolve();
    try {
      for await (const rows of this.#plannedRows(plan)) {
        await underWay;
        underWay = this.#submit(organizationId, rows, request);
        // It is told where it is waited for.
        underWay.catch(() => undefined);
      }
    } finally {
      await underWay;
    }
  }

  /** An organization's rows with what is to become of them, in pages. */
  async *#plannedRows(plan: OrganizationPlan): AsyncGenerator<PlannedRow[]> {
    let planned: PlannedRow[] = [];
    for (const page of this.#staging.rowsOf(plan.organizationId)) {
      for (const row of page) planned.push(await plannedRow(plan, row));
      // What is on its way to the disk goes on.
      await turn();
      if (planned.length < MOST_PLANNED) continue;
      yield planned;
      planned = [];
    }
    yield planned;
    let alike: PlannedRow[] = [];
    for (const group of this.#staging.groupsOf(plan.organizationId)) {
      const facts = await plan.planAlike(group.flatMap(({ facts }) => facts));
      for (const [place, { row }] of group.entries()) {
        alike.push({ row, planned: [facts[place] as PlannedFact] });
      }
      if (alike.length < MOST_PLANNED) continue;
      yield alike;
      alike = [];
    }
    yield alike;
  }

  /** Records what is planned for some rows, and counts what became of them. */
  async #submit(
    organizationId: string,
    rows: readonly PlannedRow[],
    request: RecordingRequest | undefined,
  ): Promise<void> {
    const { recorder, recordedBy, keeper, signal } = this.context;
    signal?.throwIfAborted();
    const said = rows.flatMap(({ planned }) =>
      planned.filter(({ status }) => status !== 'rejected').map(({ fact }) => fact),
    );
    await keeper?.says(organizationId, said);
    const submissions = rows.filter(isRecordable).flatMap(({ planned }) => planned);
    const sender = { recordedBy, ...(request === undefined ? {} : { request }) };
    const unplanned =
      recorder === null ? NOTHING : await recordPlanned(submissions, recorder, sender);
    for (const row of rows) this.#countRow(row, unplanned);
    await this.#tellRecorded();
  }

  #countRow({ row, planned }: PlannedRow, unplanned: UnplannedOutcomes): void {
    const money = moneyOf(planned);
    for (const { fact, rejected } of planned) {
      const outcome = unplanned.get(fact);
      const refused = outcome?.status === 'rejected' ? outcome : rejected;
      if (refused === undefined) continue;
      this.#rejectLate(row, rejectOfDecision(fact, refused), money);
      return;
    }
    const statuses = planned.map(({ status, fact }) => unplanned.get(fact)?.status ?? status);
    for (const { was, fact } of planned) if (was !== undefined) this.counts.change(row, was, fact);
    const status = STATUSES.find((one) => statuses.includes(one)) ?? 'duplicate';
    this.counts.keep(
      status,
      money,
      planned.some(({ retracted }) => retracted === true),
    );
  }

  #rejectLate(row: number, reject: RowReject, money: RowMoney | null): void {
    this.counts.reject(row, reject, money);
    this.#hasLateRejects = true;
    if (this.context.keeper !== null) this.#staging.putLateReject(row, reject);
  }

  async #recordRates(rates: ExchangeRates, request: RecordingRequest | undefined): Promise<void> {
    const { recorder, recordedBy, importId } = this.context;
    for (const page of this.#staging.rowsOf(RATES)) {
      this.context.signal?.throwIfAborted();
      const facts = page.map(({ facts: said }) => said.map((fact) => factOf(fact, 1, importId)));
      const sender = { recordedBy, ...(request === undefined ? {} : { request }) };
      const outcomes =
        recorder === null
          ? supposedRates(rates, facts.flat())
          : await recorder.record(facts.flat(), sender);
      let next = 0;
      for (const [place, { row }] of page.entries()) {
        const said = facts[place] ?? [];
        const ofRow = outcomes.slice(next, (next += said.length));
        const at = ofRow.findIndex(({ status }) => status === 'rejected');
        const refused = ofRow[at];
        if (refused?.status === 'rejected') {
          this.#rejectLate(row, rejectOfDecision(said[at] as Fact, refused), null);
        } else {
          const isNew = ofRow.some(({ status }) => status === 'accepted');
          this.counts.keep(isNew ? 'accepted' : 'duplicate', null, false);
        }
      }
      await this.#tellRecorded();
    }
  }

  /** Rows that were rejected after they had been read are read once more, for what they were sent as. */
  async keepLateRejects(): Promise<void> {
    const { keeper } = this.context;
    if (keeper === null || !this.#hasLateRejects) return;
    for await (const page of this.file.rows()) {
      const late = this.#staging.lateRejects(page[0]?.row ?? 0, page.at(-1)?.row ?? 0);
      const kept = page.flatMap(({ row, sent }) => {
        const reject = late.get(row);
        return reject === undefined ? [] : [{ row, reject, sent }];
      });
      if (kept.length > 0) await keeper.rejects(kept);
    }
  }
}

/** Of a row with a fact that is rejected nothing is recorded. */
function isRecordable({ planned }: PlannedRow): boolean {
  return planned.every(({ status }) => status !== 'rejected');
}

async function plannedRow(plan: OrganizationPlan, { row, facts }: StagedRow): Promise<PlannedRow> {
  const planned: PlannedFact[] = [];
  for (const fact of facts) planned.push(...(await plan.planAlike([fact])));
  return { row, planned };
}

function moneyOf(planned: readonly PlannedFact[]): RowMoney | null {
  for (const { fact } of planned) {
    if (fact.type !== 'RevenueBooked') continue;
    const { bookedOn, currency, amount } = fact.data;
    return { month: bookedOn.slice(0, 7), currency, amount };
  }
  return null;
}

function supposedRates(rates: ExchangeRates, facts: readonly Fact[]): Outcome[] {
  return facts.map((fact): Outcome => {
    if (fact.type !== 'ExchangeRatePublished') throw new TypeError('only rates are of nobody');
    const decision = rates.decide(fact);
    if (decision.outcome === 'rejected') {
      return { status: 'rejected', code: decision.code, detail: decision.detail };
    }
    if (decision.outcome === 'duplicate') {
      return { status: 'duplicate', revision: decision.revision, retracted: decision.retracted };
    }
    const revision = rates.revision + 1;
    rates.evolve({ ...fact, revision, recordedAt: rates.recordedAt, recordedBy: 'import' });
    return { status: 'accepted', revision };
  });
}
