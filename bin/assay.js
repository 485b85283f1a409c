#!/usr/bin/env node
/**
 * Starts the built command on the Node that comes with the checkout, whatever `node` the machine has, and builds it first where
 * it was not built yet.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const node = existsSync(path('../node_modules/.bin/node'))
  ? path('../node_modules/.bin/node')
  : process.execPath;
const main = path('../dist/apps/cli/src/main.js');

if (!existsSync(main)) {
  console.error('assay: building it first (once)…');
  const built = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: path('..'),
    stdio: ['ignore', 2, 2],
  });
  if (built.status !== 0) process.exit(3);
}

// Small nurseries: a large import takes a third less memory, and no longer.
const options = ['--enable-source-maps', '--max-semi-space-size=8'];
const run = spawnSync(node, [...options, main, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exit(run.status ?? 3);
