import { createReadStream } from 'node:fs';
import { factOfText, type Line, linesOf } from '@app/ingestion';
import type { Fact } from '@app/domain';
import type { Outcome, Recorder } from '@app/recording';
import { ExitCode } from '../exit-codes.js';
import { type Output, print } from '../output.js';
import { requestService } from '../service-client.js';
import type { Settings } from '../settings.js';
import { whileRecording } from '../while-recording.js';

/** What became of a file's facts; `rejects` has at most a thousand. */
export interface ImportSummary {
  accepted: number;
  duplicates: number;
  rejected: number;
  readonly rejects: {
    readonly file: string;
    readonly line: number;
    readonly code: string;
    readonly detail: string;
  }[];
}

type Send = (lines: readonly Line[]) => Promise<LineOutcome[]>;
interface LineOutcome {
  readonly index: number;
  readonly outcome: Outcome;
}

const MAX_REJECTS = 1_000;

/** Records the CloudEvents of NDJSON files, through the service where one is named, else in the files themselves. */
export async function importFiles(
  files: readonly string[],
  settings: Settings,
  output: Output,
): Promise<ExitCode> {
  const summary: ImportSummary = { accepted: 0, duplicates: 0, rejected: 0, rejects: [] };
  await whileSending(settings, async (send) => {
    for (const file of files) await importFile(file, send, summary, output);
  });
  print(output, summary, renderSummary);
  return summary.rejected > 0 ? ExitCode.findings : ExitCode.good;
}

async function importFile(
  file: string,
  send: Send,
  summary: ImportSummary,
  output: Output,
): Promise<void> {
  for await (const lines of linesOf(createReadStream(file))) {
    const outcomes = await send(lines);
    summary.accepted += lines.length - outcomes.length;
    for (const { index, outcome } of outcomes) count(summary, file, index, outcome);
    const { accepted, duplicates, rejected } = summary;
    output.log(`${file}: ${accepted} accepted, ${duplicates} duplicates, ${rejected} rejected`);
  }
}

/** `send` answers with what was not accepted. */
async function whileSending(settings: Settings, use: (send: Send) => Promise<void>): Promise<void> {
  if (settings.serviceUrl !== undefined) {
    await use((lines) => sendToService(settings, lines));
    return;
  }
  await whileRecording(settings, (recorder) => use((lines) => record(recorder, lines)));
}

async function record(recorder: Recorder, lines: readonly Line[]): Promise<LineOutcome[]> {
  const outcomes: LineOutcome[] = [];
  const facts: Fact[] = [];
  const indexes: number[] = [];
  for (const line of lines) {
    const read = line.text === undefined ? unreadable(line) : factOfText(line.text);
    if (read.fact === undefined) {
      const { code, detail } = read.problem;
      outcomes.push({ index: line.index, outcome: { status: 'rejected', code, detail } });
    } else {
      facts.push(read.fact);
      indexes.push(line.index);
    }
  }
  for (const [place, outcome] of (await recorder.record(facts, { recordedBy: 'cli' })).entries()) {
    if (outcome.status !== 'accepted') outcomes.push({ index: indexes[place] ?? 0, outcome });
  }
  return outcomes.sort((a, b) => a.index - b.index);
}

function unreadable({ fault }: Line): { fact?: never; problem: { code: string; detail: string } } {
  return fault === 'too-long'
    ? { problem: { code: 'fact-too-large', detail: 'the line is longer than a fact may be' } }
    : { problem: { code: 'malformed-json', detail: 'the line is not UTF-8' } };
}

async function sendToService(settings: Settings, lines: readonly Line[]): Promise<LineOutcome[]> {
  const sent = lines.filter((line) => line.text !== undefined);
  const response = await requestService(settings, 'POST', '/v1/events', {
    contentType: 'application/x-ndjson',
    body: sent.map(({ text }) => `${String(text)}\n`).join(''),
  });
  const answer = (await response.json()) as { results: (Outcome & { index: number })[] };
  return [
    ...lines
      .filter((line) => line.text === undefined)
      .map((line) => ({
        index: line.index,
        outcome: { status: 'rejected' as const, ...unreadable(line).problem },
      })),
    ...answer.results.map((result) => ({
      index: sent[result.index]?.index ?? result.index,
      outcome: result,
    })),
  ];
}

function count(summary: ImportSummary, file: string, index: number, outcome: Outcome): void {
  if (outcome.status === 'duplicate') summary.duplicates += 1;
  if (outcome.status !== 'rejected') return;
  summary.rejected += 1;
  if (summary.rejects.length === MAX_REJECTS) return;
  const { code, detail } = outcome;
  summary.rejects.push({ file, line: index + 1, code, detail });
}

function renderSummary({ accepted, duplicates, rejected, rejects }: ImportSummary): string {
  return [
    ...rejects.map(({ file, line, code, detail }) => `${file}:${line}: ${code}: ${detail}`),
    `${accepted} accepted, ${duplicates} duplicates, ${rejected} rejected`,
  ].join('\n');
}
