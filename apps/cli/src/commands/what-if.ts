import { createReadStream } from 'node:fs';
import { type Fact, optionIdOf, type Standing } from '@app/domain';
import { factOfText, linesOf } from '@app/ingestion';
import type { SupposedReject, WhatIfAnswer } from '@app/projections';
import { ExitCode } from '../exit-codes.js';
import { expectReadable } from '../named-files.js';
import { type Output, print, table } from '../output.js';
import { whileReading } from '../reading.js';
import { dayOption, type Settings } from '../settings.js';
import { refused } from './refused.js';

export interface WhatIfOptions {
  readonly asOf?: string;
  readonly knownAt?: string;
}

/** The standings without and with the facts of NDJSON files, which are not recorded; exit code 1 where one would not be. */
export async function whatIf(
  organizationId: string,
  files: readonly string[],
  options: WhatIfOptions,
  settings: Settings,
  output: Output,
): Promise<ExitCode> {
  dayOption('as-of', options.asOf);
  expectReadable(files);
  const { facts, rejects: unreadable } = await readFacts(files);
  if (unreadable.length > 0) {
    print(output, { rejects: unreadable }, ({ rejects }) => renderRejects(rejects));
    return ExitCode.findings;
  }
  return await whileReading(settings, async ({ reasons }) => {
    const { answer, refusal } = await reasons.whatIf({ organizationId, ...options, facts });
    if (refusal !== undefined) return refused(refusal);
    if ('rejects' in answer) {
      print(output, answer, ({ rejects }) => renderRejects(rejects));
      return ExitCode.findings;
    }
    print(output, answer, renderWhatIf);
    return ExitCode.good;
  });
}

type UnreadableLine = Omit<SupposedReject, 'code'> & { readonly code: string };

async function readFacts(
  files: readonly string[],
): Promise<{ facts: Fact[]; rejects: UnreadableLine[] }> {
  const facts: Fact[] = [];
  const rejects: UnreadableLine[] = [];
  let index = 0;
  for (const file of files) {
    for await (const lines of linesOf(createReadStream(file))) {
      for (const { text, index: line, fault } of lines) {
        const read = fault === undefined ? factOfText(text) : null;
        if (read?.fact !== undefined) facts.push(read.fact);
        else {
          const { code = 'malformed-json', detail = 'the line is too long or not UTF-8' } =
            read?.problem ?? {};
          rejects.push({ index, code, detail: `${file}:${line + 1}: ${detail}` });
        }
        index += 1;
      }
    }
  }
  return { facts, rejects };
}

function renderRejects(rejects: readonly UnreadableLine[]): string {
  return [
    'nothing was tried, for these facts would not be recorded:',
    table(rejects.map(({ index, code, detail }) => ['', `fact ${index + 1}`, code, detail])),
  ].join('\n');
}

function renderWhatIf({ asOf, before, after }: WhatIfAnswer): string {
  const rows = after.map((standing) => {
    const id = optionIdOf(standing);
    const now = before.find((candidate) => optionIdOf(candidate) === id);
    return [id, shown(now), '→', shown(standing)];
  });
  return [`on ${asOf}, as it is and as it would be:`, table(rows)].join('\n');
}

function shown(standing: Standing | undefined): string {
  if (standing === undefined) return 'not there';
  const { tier, lapsesOn } = standing;
  return `${tier ?? 'no tier'}${lapsesOn === null ? '' : `, lapses ${lapsesOn}`}`;
}
