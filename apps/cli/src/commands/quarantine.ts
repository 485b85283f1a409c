import { type EventStore, openEventStore } from '@app/event-store';
import {
  firstUnreadable,
  quarantine,
  type QuarantinedFact,
  quarantinedFacts,
  streamOfOrganization,
} from '@app/recording';
import { ExitCode } from '../exit-codes.js';
import { type Output, print } from '../output.js';
import { callService } from '../service-client.js';
import { type Settings, UsageError } from '../settings.js';
import { organizationUnknown } from './refused.js';

export interface QuarantineOptions {
  /** Of the fact to go on without; absent = only list. */
  readonly revision?: number;
  readonly reason?: string;
  /** Who decides it, where the files are written directly. */
  readonly by?: string;
}

interface Quarantine {
  readonly quarantined: readonly QuarantinedFact[];
  readonly unreadable?: { readonly revision: number; readonly problem: string };
}

/**
 * Lists what an organization goes on without, or decides to go on without one more fact, through the service where one is named, else
 * in the files.
 */
export async function quarantineCommand(
  organizationId: string,
  { revision, reason, by = 'assay quarantine' }: QuarantineOptions,
  settings: Settings,
  output: Output,
): Promise<ExitCode> {
  if ((revision === undefined) !== (reason === undefined)) {
    throw new UsageError(
      'a decision needs both --revision and --reason; without them it is a list',
    );
  }
  const decision =
    revision === undefined || reason === undefined ? null : { revision, reason, decidedBy: by };
  const after =
    settings.serviceUrl === undefined
      ? await inFiles(settings, organizationId, decision)
      : await throughService(settings, organizationId, decision);
  print(output, after, rendered);
  return after.unreadable === undefined ? ExitCode.good : ExitCode.findings;
}

type Decision = Omit<QuarantinedFact, 'decidedAt'> | null;

async function throughService(
  settings: Settings,
  organizationId: string,
  decision: Decision,
): Promise<Quarantine> {
  const path = `/v1/organizations/${encodeURIComponent(organizationId)}/quarantine`;
  if (decision !== null) {
    const { revision, reason } = decision;
    await callService(settings, 'POST', path, { revision, reason });
  }
  return await callService<Quarantine>(settings, 'GET', path);
}

async function inFiles(
  { dataDirectory: directory, eventStoreUrl }: Settings,
  organizationId: string,
  decision: Decision,
): Promise<Quarantine> {
  const store = await openEventStore({
    directory,
    readOnly: decision === null,
    ...(eventStoreUrl === undefined ? {} : { url: eventStoreUrl }),
  });
  try {
    return await decided(store, organizationId, decision);
  } finally {
    await store.close();
  }
}

async function decided(
  store: EventStore,
  organizationId: string,
  decision: Decision,
): Promise<Quarantine> {
  if ((await store.head(streamOfOrganization(organizationId))) === null) {
    return organizationUnknown(organizationId);
  }
  if (decision !== null) {
    const made = await quarantine(store, organizationId, decision, Date.now());
    if (made.outcome === 'refused') throw new UsageError(made.detail, 'fact-readable');
  }
  const quarantined = [...(await quarantinedFacts(store, organizationId)).values()];
  const unreadable = await firstUnreadable(store, organizationId);
  if (unreadable === null) return { quarantined };
  const { revision, message: problem } = unreadable;
  return { quarantined, unreadable: { revision, problem } };
}

function rendered({ quarantined, unreadable }: Quarantine): string {
  const lines = quarantined.map(
    ({ revision, reason, decidedBy, decidedAt }) =>
      `revision ${revision}: ${reason} (${decidedBy}, ${decidedAt})`,
  );
  const halted =
    unreadable === undefined
      ? []
      : [
          `halted at revision ${unreadable.revision}: ${unreadable.problem}`,
          `To go on without it: --revision ${unreadable.revision} --reason <why>`,
        ];
  if (lines.length + halted.length === 0)
    return 'nothing is in quarantine, and every fact can be handled';
  return [...lines, ...halted].join('\n');
}
