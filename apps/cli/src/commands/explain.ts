import type { Language, Tier } from '@app/domain';
import { ExitCode } from '../exit-codes.js';
import { type Output, print } from '../output.js';
import { whileReading } from '../reading.js';
import { dayOption, type Settings } from '../settings.js';
import { refused } from './refused.js';

export interface ExplainOptions {
  readonly option: string;
  readonly requirement?: string;
  readonly tier?: Tier;
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly edition?: string;
  readonly language: Language;
}

/** The standing and its findings in sentences that can be forwarded as they are. */
export async function explainCommand(
  organizationId: string,
  options: ExplainOptions,
  settings: Settings,
  output: Output,
): Promise<ExitCode> {
  dayOption('as-of', options.asOf);
  return await whileReading(settings, async ({ reasons }) => {
    const { answer, refusal } = await reasons.explanation({ organizationId, ...options });
    if (refusal !== undefined) return refused(refusal);
    print(output, answer, ({ paragraphs }) =>
      paragraphs.map((lines) => lines.join('\n')).join('\n\n'),
    );
    return ExitCode.good;
  });
}
