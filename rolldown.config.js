import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { defineConfig } from 'rolldown';

/** Has native code, or asks for files beside its own; installed where the program runs, as it is. */
const INSTALLED = ['better-sqlite3', /^@eventstore\/db-client/];
/** What packages look for and go on without; none of it is installed. */
const ABSENT = [
  'pg-native',
  '@fastify/view',
  /^@nestjs\/(microservices|websockets|platform-express)/,
];
const PACKAGES = 'packages';

/** Lines in the trace of an error are those of the TypeScript, not of what the compiler made of it. */
const mapsOfTheCompiler = {
  name: 'maps-of-the-compiler',
  load: {
    filter: { id: /\/dist\/modules\/.*\.js$/ },
    handler: async (id) => ({
      code: await readFile(id, 'utf8'),
      map: JSON.parse(await readFile(`${id}.map`, 'utf8')),
    }),
  },
};

const fileOfEntry = ({ name }) =>
  // A thread is started from a file, which is looked for beside that of its starter.
  name === 'sqlite-writer-thread' ? 'chunks/[name].js' : 'apps/[name]/src/main.js';

/**
 * Makes the programs, with the packages they use, of the modules that the compiler left in dist/modules: forty files to find,
 * read and compile at a start instead of 3,000 (docs/adr/0023-bundled-programs.md).
 */
export default defineConfig({
  input: {
    service: 'dist/modules/apps/service/src/main.js',
    worker: 'dist/modules/apps/worker/src/main.js',
    cli: 'dist/modules/apps/cli/src/main.js',
    'sqlite-writer-thread': 'dist/modules/libs/event-store/src/sqlite-writer-thread.js',
  },
  platform: 'node',
  external: [...INSTALLED, ...ABSENT],
  plugins: [mapsOfTheCompiler],
  onLog: (level, log, otherwise) => {
    otherwise(log.code === 'UNRESOLVED_IMPORT' ? 'error' : level, log);
  },
  output: {
    dir: 'dist',
    entryFileNames: fileOfEntry,
    chunkFileNames: 'chunks/[name].js',
    // Names of classes are told, in the log and in the API's document.
    keepNames: true,
    codeSplitting: {
      groups: [
        { name: PACKAGES, test: /\/node_modules\//, entriesAware: true },
        { name: 'libs', test: /\/dist\/modules\/libs\//, entriesAware: true },
      ],
    },
    // Named by our own files alone: to read those of packages, too, would take a start 50 ms.
    sourcemap: 'hidden',
    sourcemapExcludeSources: true,
    footer: ({ name, fileName }) =>
      name.startsWith(PACKAGES) ? '' : `//# sourceMappingURL=${basename(fileName)}.map`,
  },
});
