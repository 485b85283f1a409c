import { execFileSync } from 'node:child_process';
import { expect, test } from '@jest/globals';

/** A process of its own, whose nursery has grown under objects that lived for a while. */
const PROGRAM = `
  import { givesSpareMemoryBack } from './libs/hosting/src/spare-memory.ts';
  import { setTimeout as pause } from 'node:timers/promises';
  const spare = () => process.memoryUsage().heapTotal - process.memoryUsage().heapUsed;
  let held = [];
  for (let at = 0; at < 3e6; at += 1) held[at % 1e6] = { at, text: 'fact ' + at };
  held = [];
  const before = spare();
  if (process.argv[1] === 'gives') givesSpareMemoryBack();
  for (let waited = 0; waited < (process.argv[1] === 'gives' ? 9_000 : 2_000) && spare() > 16e6; waited += 500) await pause(500);
  console.log(JSON.stringify({ before, after: spare() }));
`;

function run(how: 'gives' | 'keeps'): { before: number; after: number } {
  const args = [
    '--no-warnings',
    '--experimental-strip-types',
    '--input-type=module',
    '-e',
    PROGRAM,
  ];
  const said = execFileSync(process.execPath, [...args, how], { encoding: 'utf8' });
  return JSON.parse(said) as { before: number; after: number };
}

test('a quiet process gives back what its heap has to spare, which nothing else does', () => {
  const gives = run('gives');
  expect(gives.before).toBeGreaterThan(48_000_000);
  expect(gives.after).toBeLessThan(16_000_000);
  expect(run('keeps').after).toBeGreaterThan(48_000_000);
});
