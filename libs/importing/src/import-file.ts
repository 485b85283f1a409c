import { ExchangeRates, type Fact, type OrganizationFact, type RateLookup } from '@app/domain';
import type { FileRow, OpenedFile, RowMoney, RowReject } from '@app/ingestion';
import {
  EXCHANGE_RATES_STREAM,
  factPages,
  type Outcome,
  type RecordingRequest,
} from '@app/recording';
import type { ImportContext, KeptReject } from './import-context.js';
import { factOf } from './import-ids.js';
import { type ImportSummary, RowCounts } from './import-summary.js';
import { OrganizationPlan, type PlannedFact } from './organization-plan.js';
import { rejectOfDecision } from './rejections.js';
import { type StagedRow, Staging } from './staging.js';

/** So many rows are planned before they are recorded together. */
const MOST_PLANNED = 2_000;

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

  constructor(
    private readonly file: OpenedFile,
    private readonly context: ImportContext,
  ) {}

  dispose(): void {
    this.#staging.dispose();
  }

  /** Nothing is recorded and nothing kept before the whole file has been read. */
  async stage(): Promise<void> {
    const { keeper, onProgress } = this.context;
    let rows = 0;
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
      rows += page.length;
      onProgress({ phase: 'reading', rows });
    }
    await keeper?.rejects(early);
    this.#staging.finish();
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
    const { store, importId, sameFileStands, now } = this.context;
    const planning = { store, rates, importId, sameFileStands, now };
    const plan = await OrganizationPlan.load(organizationId, planning);
    for (const page of this.#staging.rowsOf(organizationId)) {
      const planned: PlannedRow[] = [];
      for (const row of page) planned.push(await plannedRow(plan, row));
      await this.#submit(plan, planned, request);
    }
    let alike: PlannedRow[] = [];
    for (const group of this.#staging.groupsOf(organizationId)) {
      const facts = await plan.planAlike(group.flatMap(({ facts }) => facts));
      for (const [place, { row }] of group.entries()) {
        alike.push({ row, planned: [facts[place] as PlannedFact] });
      }
      if (alike.length < MOST_PLANNED) continue;
      await this.#submit(plan, alike, request);
      alike = [];
    }
    await this.#submit(plan, alike, request);
  }

  /** Records what is planned for some rows, and counts what became of them. */
  async #submit(
    plan: OrganizationPlan,
    rows: readonly PlannedRow[],
    request: RecordingRequest | undefined,
  ): Promise<void> {
    const { keeper, recorder, onProgress, signal } = this.context;
    signal?.throwIfAborted();
    const said = rows.flatMap(({ planned }) =>
      planned.filter(({ status }) => status !== 'rejected').map(({ fact }) => fact),
    );
    await keeper?.says(plan.organizationId, said);
    const rejected = new Map<OrganizationFact, RowReject>();
    let isAsPlanned = true;
    if (recorder !== null) {
      const submissions = rows.filter(isRecordable).flatMap(({ planned }) => planned);
      const first = plan.nextRevision - submissions.flatMap(({ submit }) => submit).length;
      isAsPlanned = await this.#recordPlanned(submissions, first, request, rejected);
    }
    for (const row of rows) this.#countRow(row, rejected);
    const isWhole = rows.every(isRecordable) || rows.every(({ planned }) => planned.length === 1);
    if (recorder !== null && !(isAsPlanned && isWhole)) await plan.reload();
    onProgress({ phase: 'recording', rows: this.counts.rows });
  }

  /** Whether every fact was recorded where it was planned; what was not recorded goes into `rejected`. */
  async #recordPlanned(
    planned: readonly PlannedFact[],
    firstRevision: number,
    request: RecordingRequest | undefined,
    rejected: Map<OrganizationFact, RowReject>,
  ): Promise<boolean> {
    const { recorder, recordedBy } = this.context;
    if (recorder === null) return true;
    let revision = firstRevision;
    let isAsPlanned = true;
    const hold = (outcome: Outcome, fact: OrganizationFact): void => {
      if (outcome.status !== 'accepted' || outcome.revision !== revision) isAsPlanned = false;
      if (outcome.status === 'rejected') rejected.set(fact, rejectOfDecision(fact, outcome));
      else revision += 1;
    };
    let alone: PlannedFact[] = [];
    const flush = async (): Promise<void> => {
      if (alone.length === 0) return;
      const facts = alone.flatMap(({ submit }) => submit);
      const sender = { recordedBy, ...(request === undefined ? {} : { request }) };
      const outcomes = await recorder.record(facts, sender);
      for (const [place, { fact }] of alone.entries()) hold(outcomes[place] as Outcome, fact);
      alone = [];
    };
    for (const one of planned) {
      if (one.submit.length === 1) alone.push(one);
      if (one.submit.length < 2) continue;
      await flush();
      const { outcomes } = await recorder.recordAtomically(one.submit, { recordedBy });
      for (const outcome of outcomes) hold(outcome, one.fact);
    }
    await flush();
    return isAsPlanned;
  }

  #countRow({ row, planned }: PlannedRow, rejected: ReadonlyMap<Fact, RowReject>): void {
    const money = moneyOf(planned);
    const refused = planned.find(({ status, fact }) => status === 'rejected' || rejected.has(fact));
    if (refused !== undefined) {
      const { fact, rejected: decision } = refused;
      const reject =
        rejected.get(fact) ?? rejectOfDecision(fact, decision ?? { code: 'rejected', detail: '' });
      this.#rejectLate(row, reject, money);
      return;
    }
    for (const { was, fact } of planned) if (was !== undefined) this.counts.change(row, was, fact);
    const has = (status: PlannedFact['status']) => planned.some((one) => one.status === status);
    const status = has('changed') ? 'changed' : has('accepted') ? 'accepted' : 'duplicate';
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
      this.context.onProgress({ phase: 'recording', rows: this.counts.rows });
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
