/** `npm run bench -- [row…] [--scale 0.1] [--rounds 5] [--seed 1] [--dist dist] [--json] [--cpu-prof folder]` */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Told } from './row-process.js';
import type { Line, Verdict } from './support/lines.js';
import { machineLine } from './support/machine.js';
import { type RowName, ROWS } from './support/row.js';
import { tableOf } from './support/table.js';

interface Settings {
  readonly rows: readonly RowName[];
  readonly scale: number;
  readonly rounds: number;
  readonly seed: number;
  readonly dist: string;
  readonly json: boolean;
  /** Where the processes of the rows, the service's among them, leave what they spent their time on. */
  readonly profiles: string | null;
}

interface RowOutcome {
  readonly row: RowName;
  readonly lines: readonly Line[];
  /** Why the row came to no end; `null` where it did. */
  readonly failure: string | null;
}

const HEAP_MB = 12_000;

function settings(): Settings {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      scale: { type: 'string', default: '1' },
      rounds: { type: 'string', default: '5' },
      seed: { type: 'string', default: '1' },
      dist: { type: 'string', default: 'dist' },
      json: { type: 'boolean', default: false },
      'cpu-prof': { type: 'string' },
    },
  });
  const unknown = positionals.filter((name) => !(name in ROWS));
  if (unknown.length > 0) {
    throw new Error(`no row ${unknown.join(', ')}; there are ${Object.keys(ROWS).join(', ')}`);
  }
  const dist = resolve(values.dist);
  if (!existsSync(join(dist, 'apps/service/src/main.js'))) {
    throw new Error(`${dist} holds no built program: run \`npm run build\` first`);
  }
  return {
    rows: (positionals.length > 0 ? positionals : Object.keys(ROWS)) as RowName[],
    scale: above0('scale', values.scale),
    rounds: above0('rounds', values.rounds),
    seed: above0('seed', values.seed),
    dist,
    json: values.json,
    profiles: values['cpu-prof'] === undefined ? null : resolve(values['cpu-prof']),
  };
}

function above0(name: string, text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new Error(`--${name} is a number above 0, not ${text}`);
  return value;
}

async function runRow(row: RowName, asked: Settings): Promise<RowOutcome> {
  const { scale, rounds, seed, dist, profiles } = asked;
  const profiling = profiles === null ? [] : profilingOptions(profiles);
  const directory = mkdtempSync(join(tmpdir(), 'assay-bench-'));
  const child = fork(new URL('./row-process.ts', import.meta.url), {
    execArgv: [
      ...[
        '--expose-gc',
        `--max-old-space-size=${HEAP_MB}`,
        '--disable-warning=ExperimentalWarning',
      ],
      ...profiling,
      ...['--import', new URL('./hooks.mjs', import.meta.url).href],
    ],
    env: { ...process.env, BENCH_DIST: dist, BENCH_SERVICE_OPTIONS: profiling.join(' ') },
    stdio: ['ignore', 2, 'inherit', 'ipc'],
  });
  const lines: Line[] = [];
  let isDone = false;
  child.on('message', (told: Told) => {
    if ('line' in told) lines.push(told.line);
    else isDone = true;
  });
  child.send({ row, scale, rounds, seed, dist, directory });
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  rmSync(directory, { recursive: true, force: true });
  const isWhole = isDone && code === 0 && lines.length > 0;
  const failure = isWhole ? null : `ended with ${signal ?? code} after ${lines.length} lines`;
  return { row, lines, failure };
}

function profilingOptions(folder: string): string[] {
  return ['--cpu-prof', `--cpu-prof-dir=${folder}`];
}

function summary(outcomes: readonly RowOutcome[]): string {
  const all = outcomes.flatMap(({ lines }) => lines);
  const count = (verdict: Verdict) => all.filter((line) => line.verdict === verdict).length;
  const failed = outcomes.filter(({ failure }) => failure !== null);
  return [
    `${count('reached')} reached, ${count('MISSED')} MISSED, ${count('not measured')} not measured`,
    ...failed.map(({ row, failure }) => `${row} FAILED: ${failure}`),
  ].join('\n');
}

try {
  const asked = settings();
  const machine = machineLine(tmpdir());
  const say = (text: string): void => {
    if (!asked.json) console.log(text);
  };
  say(`machine: ${machine}`);
  say(`scale ${asked.scale}, median of ${asked.rounds}, seed ${asked.seed}\n`);
  const outcomes: RowOutcome[] = [];
  for (const row of asked.rows) {
    const outcome = await runRow(row, asked);
    outcomes.push(outcome);
    say(`${row}: ${ROWS[row]}\n\n${tableOf(outcome.lines)}\n`);
  }
  if (asked.json) console.log(JSON.stringify({ machine, ...asked, outcomes }, null, 2));
  say(summary(outcomes));
  if (outcomes.some(({ failure }) => failure !== null)) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
