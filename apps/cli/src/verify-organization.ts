import {
  type Day,
  dayOf,
  encodeDecisions,
  encodeIndex,
  evolve,
  FIRST_DAY,
  FactsIndex,
  type Finding,
  formatDay,
  HORIZON,
  initialOrganization,
  type KnownFacts,
  naiveStandings,
  optionIdOf,
  optionIdsOf,
  type RecordedFact,
  type Standing,
  standingsOn,
  tierIntervals,
} from '@app/domain';
import { StoreCorrupt } from '@app/event-store';
import { databaseDecisionSnapshots, standingRows } from '@app/projections';
import {
  factPages,
  mayHoldQuarantined,
  streamOfOrganization,
  UndecodableFact,
} from '@app/recording';
import type { Kept } from './kept.js';

/** Something that is not as the log says. */
export interface Difference {
  readonly where: string;
  readonly problem: string;
}

/** What of an organization is not as its facts say; the naive evaluator looks at about `days` days. */
export async function verifyOrganization(
  kept: Kept,
  organizationId: string,
  days: number,
): Promise<Difference[]> {
  const facts: RecordedFact[] = [];
  const anew = new FactsIndex();
  try {
    for await (const page of factPages(kept.store, streamOfOrganization(organizationId))) {
      for (const fact of page) {
        facts.push(fact);
        anew.apply(fact);
      }
    }
    return [
      ...(await differencesOfIndex(kept, organizationId, anew)),
      ...(await differencesOfDecisions(kept, organizationId, facts)),
      ...differencesOfEvaluation(kept, organizationId, anew.knownAt(), facts, days),
      ...(await differencesOfRows(kept, organizationId, anew)),
    ];
  } catch (error) {
    if (error instanceof UndecodableFact || error instanceof StoreCorrupt) {
      return [{ where: organizationId, problem: error.message }];
    }
    throw error;
  }
}

/** The snapshot must be the index folded anew to its revision; with the tail behind it, the whole index. */
async function differencesOfIndex(
  { facts, database, store }: Kept,
  organizationId: string,
  anew: FactsIndex,
): Promise<Difference[]> {
  const kept = await facts.factsOf(organizationId);
  const differences: Difference[] = [];
  if (kept === null || !equal(encodeIndex(kept), encodeIndex(anew))) {
    differences.push({
      where: `index of ${organizationId}`,
      problem: 'the snapshot and the facts behind it do not make the index that all facts make',
    });
  }
  const snapshot = await database.db
    .selectFrom('snapshots')
    .select(['revision', 'bytes'])
    .where('organization_id', '=', organizationId)
    .executeTakeFirst();
  if (snapshot === undefined) return differences;
  // Nobody takes one that may hold a fact which was put in quarantine behind it.
  if (await mayHoldQuarantined(store, organizationId, snapshot.revision)) return differences;
  const upTo = new FactsIndex();
  for await (const page of factPages(store, streamOfOrganization(organizationId))) {
    for (const fact of page) if (fact.revision <= snapshot.revision) upTo.apply(fact);
  }
  if (!equal(snapshot.bytes, encodeIndex(upTo))) {
    differences.push({
      where: `snapshot of ${organizationId}`,
      problem: `it is not the index at revision ${snapshot.revision}; \`assay rebuild\` makes it again`,
    });
  }
  return differences;
}

/** What decisions are begun with must be the state that the facts up to its revision make, under its own hash key. */
async function differencesOfDecisions(
  { database }: Kept,
  organizationId: string,
  facts: readonly RecordedFact[],
): Promise<Difference[]> {
  const where = `snapshot of what decisions about ${organizationId} rest on`;
  let isDamaged = false;
  const onDamaged = () => {
    isDamaged = true;
  };
  const snapshots = databaseDecisionSnapshots(database, onDamaged, (_, error) => {
    throw error;
  });
  const kept = await snapshots.load(organizationId);
  if (isDamaged) {
    const problem = 'its checksum differs: it is not used, and `assay rebuild` throws it away';
    return [{ where, problem }];
  }
  if (kept === null) return [];
  const anew = initialOrganization(kept.recorded.key);
  for (const fact of facts) if (fact.revision <= kept.revision) evolve(anew, fact);
  if (equal(encodeDecisions(kept), encodeDecisions(anew))) return [];
  const problem = `it is not what the facts up to revision ${kept.revision} make; \`assay rebuild\` throws it away`;
  return [{ where, problem }];
}

function differencesOfEvaluation(
  { programs }: Kept,
  organizationId: string,
  known: KnownFacts,
  facts: readonly RecordedFact[],
  days: number,
): Difference[] {
  const differences: Difference[] = [];
  for (const day of daysToLookAt(known, programs, days)) {
    const byOption = new Map(
      standingsOn(known, programs, day).map((standing) => [optionIdOf(standing), standing]),
    );
    for (const { optionId, tier, actual } of naiveStandings(facts, programs, day)) {
      const standing = byOption.get(optionId);
      const indexed = standing === undefined ? null : figuresOf(standing);
      const naive = JSON.stringify({ tier, actual });
      if (indexed === naive) continue;
      differences.push({
        where: `${optionId} of ${organizationId} on ${formatDay(day)}`,
        problem: `the index says ${String(indexed)}, the raw facts say ${naive}`,
      });
    }
  }
  return differences;
}

/** In the shape of a naive standing. */
function figuresOf({ tier, requirements }: Standing): string {
  const figures = withPartsFound(requirements).map((finding) => [
    `${finding.tier}/${finding.id}`,
    figureOf(finding),
  ]);
  return JSON.stringify({ tier, actual: Object.fromEntries(figures) as object });
}

function withPartsFound(findings: readonly Finding[]): Finding[] {
  return findings.flatMap((finding) =>
    'requirements' in finding ? [finding, ...withPartsFound(finding.requirements)] : [finding],
  );
}

function figureOf(finding: Finding): number {
  switch (finding.kind) {
    case 'rolling-revenue':
      return Number(finding.actual.replace('.', ''));
    case 'organization-attribute':
      return finding.met ? 1 : 0;
    default:
      return finding.actual;
  }
}

/** The days around each change of a tier, evenly thinned to about `count`. */
function daysToLookAt(known: KnownFacts, programs: Kept['programs'], count: number): Day[] {
  const days = new Set<Day>();
  for (const optionId of optionIdsOf(programs)) {
    for (const { from } of tierIntervals(known, programs, optionId, known.enrolledOn, HORIZON)) {
      days
        .add(dayOf(from))
        .add(dayOf(from) - 1)
        .add(dayOf(from) + 30);
    }
  }
  const all = [...days].filter((day) => day >= FIRST_DAY && day < HORIZON).sort((a, b) => a - b);
  const step = Math.max(1, Math.floor(all.length / count));
  return all.filter((_, place) => place % step === 0);
}

/** A row must be what the facts up to its revision say of its day, under today's editions. */
async function differencesOfRows(
  { database, programs }: Kept,
  organizationId: string,
  anew: FactsIndex,
): Promise<Difference[]> {
  const rows = await database.db
    .selectFrom('standings')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .orderBy('place')
    .execute();
  return rows.flatMap((row) => {
    const where = `standing of ${organizationId} in ${row.competency}/${row.option}`;
    if (row.revision > anew.revision) {
      const problem = `it was made from revision ${row.revision}; the log ends at ${anew.revision}`;
      return [{ where, problem }];
    }
    const ground = { programs, today: dayOf(row.as_of), timeZone: row.time_zone };
    const expected = standingRows(anew.knownAt(row.revision), ground).find(
      ({ competency, option }) => competency === row.competency && option === row.option,
    );
    // A row of other editions is looked at again when the service starts; it is not wrong for its time.
    if (expected?.editions_hash !== row.editions_hash) return [];
    return JSON.stringify(sorted(expected)) === JSON.stringify(sorted(row))
      ? []
      : [
          {
            where,
            problem: `the row says ${JSON.stringify(row)}, the facts ${JSON.stringify(expected)}`,
          },
        ];
  });
}

function sorted(row: object): unknown[] {
  return Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1));
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
