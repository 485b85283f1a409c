import { SqliteEventStore } from '@app/event-store';
import { type QuarantinedFact, quarantinedFacts } from '@app/recording';

import { ExitCode } from '../exit-codes.js';
import { type Kept, whileKept } from '../kept.js';
import { type Output, print } from '../output.js';
import type { Settings } from '../settings.js';
import { type Difference, verifyOrganization } from '../verify-organization.js';
import { organizationsIn } from './organizations.js';

interface Verification {
  readonly organizations: number;
  readonly differences: readonly Difference[];
  /** What organizations go on without, by somebody's decision. */
  readonly quarantined: readonly (QuarantinedFact & { readonly organizationId: string })[];
}

export interface VerifyOptions {
  /** On how many days each organization is evaluated naively. */
  readonly days: number;
}

/**
 * Compares everything that is kept with what the log says: the embedded log's own checksums, the embedded read models' file, each snapshot with the
 * index folded anew, the index with an evaluator that reads the raw facts, each row of standings with what it must be.
 */
export async function verify(
  { days }: VerifyOptions,
  settings: Settings,
  output: Output,
): Promise<ExitCode> {
  const differences: Difference[] = [];
  const options = {
    readOnly: true,
    onDamagedSnapshot: (organizationId: string) => {
      differences.push({
        where: `snapshot of ${organizationId}`,
        problem:
          'its bytes do not have the hash they were stored with; `assay rebuild` makes it again',
      });
    },
  };
  const verification = await whileKept(settings, options, async (kept) => {
    differences.push(...(await differencesOfFiles(kept, output)));
    let organizations = 0;
    const quarantined: Verification['quarantined'][number][] = [];
    for await (const organizationId of organizationsIn(kept.store)) {
      differences.push(...(await verifyOrganization(kept, organizationId, days)));
      for (const decision of (await quarantinedFacts(kept.store, organizationId)).values()) {
        quarantined.push({ organizationId, ...decision });
      }
      organizations += 1;
      output.log(`${organizationId}: ${differences.length} differences so far`);
    }
    return { organizations, differences, quarantined };
  });
  print(output, verification, renderVerification);
  return differences.length === 0 ? ExitCode.good : ExitCode.findings;
}

async function differencesOfFiles(
  { store, database }: Kept,
  output: Output,
): Promise<Difference[]> {
  const problems = database.engine === 'sqlite' ? database.integrityProblems() : [];
  const differences: Difference[] = problems.map((problem) => ({ where: 'read models', problem }));
  // EventStoreDB and PostgreSQL have checksums and tools of their own.
  if (!(store instanceof SqliteEventStore)) return differences;
  const progress = (checked: number, all: number) => {
    output.log(`log: ${checked} of ${all} events checked`);
  };
  for await (const { stream, revision, problem } of store.verify(progress)) {
    const where = stream === null ? 'log' : `log, revision ${String(revision)} of ${stream}`;
    differences.push({ where, problem });
  }
  return differences;
}

function renderVerification({ organizations, differences, quarantined }: Verification): string {
  return [
    ...differences.map(({ where, problem }) => `${where}: ${problem}`),
    ...quarantined.map(
      ({ organizationId, revision, reason, decidedBy, decidedAt }) =>
        `${organizationId} goes on without revision ${revision}: ${reason} (${decidedBy}, ${decidedAt})`,
    ),
    differences.length === 0
      ? `${organizations} organizations verified: no differences`
      : `${organizations} organizations verified: ${differences.length} differences`,
  ].join('\n');
}
