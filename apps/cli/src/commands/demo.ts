import { type Fact, optionIdsOf, type TierInterval } from '@app/domain';
import { loadPrograms } from '@app/programs';
import type { Outcome } from '@app/recording';
import { DEMONSTRATION_ORGANIZATION, demonstrationFacts } from '../demo/facts.js';
import { PREAMBLE, renderHistories } from '../demo/render.js';
import { ExitCode } from '../exit-codes.js';
import { type Output, print } from '../output.js';
import { whileReading } from '../reading.js';
import { callService, requestService } from '../service-client.js';
import type { Settings } from '../settings.js';
import { whileRecording } from '../while-recording.js';
import { refused } from './refused.js';

interface Loaded {
  readonly accepted: number;
  readonly duplicates: number;
  readonly histories: readonly { readonly option: string; readonly intervals: TierInterval[] }[];
}

/** Records the demonstration's company, through the service where one is named, else in the files, and prints its history. */
export async function demo(settings: Settings, output: Output): Promise<ExitCode> {
  const facts = demonstrationFacts();
  output.log(`recording ${facts.length} facts of ${DEMONSTRATION_ORGANIZATION}`);
  const counts =
    settings.serviceUrl === undefined
      ? await recordInFiles(facts, settings)
      : await sendToService(facts, settings);
  const loaded: Loaded = { ...counts, histories: await histories(settings) };
  print(output, loaded, render);
  return ExitCode.good;
}

async function recordInFiles(
  facts: readonly Fact[],
  settings: Settings,
): Promise<{ accepted: number; duplicates: number }> {
  return await whileRecording(settings, async (recorder) => {
    const outcomes = await recorder.record(facts, { recordedBy: 'demo' });
    return counted(outcomes.map(({ status }) => status));
  });
}

async function sendToService(
  facts: readonly Fact[],
  settings: Settings,
): Promise<{ accepted: number; duplicates: number }> {
  const lines = facts.map((fact) => `${JSON.stringify({ specversion: '1.0', ...fact })}\n`);
  const response = await requestService(settings, 'POST', '/v1/events', {
    contentType: 'application/x-ndjson',
    body: lines.join(''),
  });
  const answer = (await response.json()) as {
    accepted: number;
    duplicates: number;
    results: Outcome[];
  };
  counted(answer.results.map(({ status }) => status));
  return { accepted: answer.accepted, duplicates: answer.duplicates };
}

function counted(statuses: readonly Outcome['status'][]): { accepted: number; duplicates: number } {
  const count = (wanted: Outcome['status']) =>
    statuses.filter((status) => status === wanted).length;
  if (count('rejected') > 0) {
    throw new Error(
      `${count('rejected')} facts of the demonstration were rejected; does the folder hold another ${DEMONSTRATION_ORGANIZATION}?`,
    );
  }
  return { accepted: count('accepted'), duplicates: count('duplicate') };
}

async function histories(settings: Settings): Promise<Loaded['histories']> {
  const options = optionIdsOf(loadPrograms());
  if (settings.serviceUrl !== undefined) {
    return await Promise.all(
      options.map(async (option) => {
        const path = `/v1/organizations/${DEMONSTRATION_ORGANIZATION}/history?option=${encodeURIComponent(option)}`;
        return {
          option,
          ...(await callService<{ intervals: TierInterval[] }>(settings, 'GET', path)),
        };
      }),
    );
  }
  return await whileReading(settings, async ({ questions }) => {
    const answers: { option: string; intervals: TierInterval[] }[] = [];
    for (const option of options) {
      const asked = { organizationId: DEMONSTRATION_ORGANIZATION, option };
      const { answer, refusal } = await questions.history(asked);
      if (refusal !== undefined) return refused(refusal);
      answers.push({ option, intervals: [...answer.intervals] });
    }
    return answers;
  });
}

function render({ accepted, duplicates, histories: shown }: Loaded): string {
  return [
    PREAMBLE,
    '',
    `${accepted} facts recorded${duplicates === 0 ? '' : `, ${duplicates} were recorded before`}.`,
    '',
    renderHistories(shown),
    '',
    'Ask why:',
    `  npx assay standing ${DEMONSTRATION_ORGANIZATION} --as-of 2017-11-13`,
  ].join('\n');
}
