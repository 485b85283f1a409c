import type { Language, Tier } from '@app/domain';
import type { EvidenceAnswer, ShownPiece } from '@app/projections';
import { ExitCode } from '../exit-codes.js';
import { type Output, print, table } from '../output.js';
import { whileReading } from '../reading.js';
import { dayOption, type Settings } from '../settings.js';
import { refused } from './refused.js';

export interface EvidenceOptions {
  readonly option: string;
  readonly requirement: string;
  readonly tier?: Tier;
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly edition?: string;
  readonly language: Language;
}

/** Every piece that a finding rests on, and every one that does not count, with its reason. */
export async function evidenceCommand(
  organizationId: string,
  options: EvidenceOptions,
  settings: Settings,
  output: Output,
): Promise<ExitCode> {
  dayOption('as-of', options.asOf);
  return await whileReading(settings, async ({ reasons }) => {
    const limit = Number.POSITIVE_INFINITY;
    const { answer, refusal } = await reasons.evidence({ organizationId, ...options, limit });
    if (refusal !== undefined) return refused(refusal);
    print(output, answer, renderEvidence);
    return ExitCode.good;
  });
}

function renderEvidence({ explanation, counted, notCounted }: EvidenceAnswer): string {
  return [
    explanation.join('\n'),
    table([
      ...counted.map((piece) => ['counts', ...cellsOf(piece)]),
      ...notCounted.map(({ reason, ...piece }) => [reason, ...cellsOf(piece)]),
    ]),
  ].join('\n\n');
}

function cellsOf(piece: ShownPiece): string[] {
  const { revision, ...fields } = piece;
  return [
    `@${revision}`,
    ...Object.entries(fields).map(([name, value]) =>
      name === 'passes' ? passesOf(value) : Array.isArray(value) ? value.join(' ') : String(value),
    ),
  ];
}

function passesOf(passes: unknown): string {
  return (passes as readonly { id: string; reason?: string }[])
    .map(({ id, reason }) => (reason === undefined ? id : `${id} (${reason})`))
    .join(' ');
}
