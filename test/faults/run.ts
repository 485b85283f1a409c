/** `npm run test:faults -- [part…] [--short] [--seed 1] [--dist dist] [--json]` */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Figure, holds, tableOf } from './figures.js';
import { LONG, type PartName, PARTS, SHORT } from './parts.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    short: { type: 'boolean', default: false },
    seed: { type: 'string' },
    dist: { type: 'string', default: 'dist' },
    json: { type: 'boolean', default: false },
  },
});
const unknown = positionals.filter((name) => !(name in PARTS));
if (unknown.length > 0) {
  throw new Error(`no part ${unknown.join(', ')}; there are ${Object.keys(PARTS).join(', ')}`);
}
const built = resolve(values.dist);
if (!existsSync(join(built, 'apps/service/src/main.js'))) {
  throw new Error(`${built} holds no built program: run \`npm run build\` first`);
}
const seed = Number(values.seed ?? Math.floor(Math.random() * 0x7fff_0000));
const names = (positionals.length > 0 ? positionals : Object.keys(PARTS)) as PartName[];

const figures: Figure[] = [];
const failures: string[] = [];
process.stderr.write(`seed ${seed}\n`);
for (const name of names) {
  const start = Date.now();
  try {
    figures.push(...(await PARTS[name]({ built, seed, size: values.short ? SHORT : LONG })));
  } catch (error) {
    failures.push(
      `${name} came to no end: ${error instanceof Error ? String(error.stack) : String(error)}`,
    );
  }
  process.stderr.write(`${name}: ${Math.round((Date.now() - start) / 1_000)} s\n`);
}
const text = values.json ? JSON.stringify({ seed, figures, failures }) : tableOf(figures);
process.stdout.write(`${[text, ...failures].join('\n')}\n`);
process.exitCode = failures.length > 0 || !figures.every(holds) ? 1 : 0;
