/** Who may import whom. A room that is not named in `to` is out of bounds for the room in `from`. */
const only = (room, allowed) => ({
  name: `${room}-imports`,
  comment: `libs/${room} may import of ours only: ${allowed.join(', ') || 'nothing'}`,
  severity: 'error',
  from: { path: `^libs/${room}/src`, pathNot: '\\.(test|contract)\\.ts$' },
  to: {
    path: '^(libs|apps|test)/',
    pathNot: [room, ...allowed].map((name) => `^libs/${name}/src`),
  },
});

export default {
  forbidden: [
    {
      name: 'domain-is-pure',
      comment:
        'The domain runs anywhere, a browser included: class-validator declares its facts, and it imports nothing else (docs/adr/0003-one-declaration-per-fact.md)',
      severity: 'error',
      from: { path: '^libs/domain/src', pathNot: '\\.test\\.ts$' },
      to: { pathNot: ['^libs/domain/src', '^node_modules/class-validator/'] },
    },
    only('programs', ['domain']),
    only('event-store', []),
    only('database', ['domain']),
    only('ingestion', ['domain']),
    only('recording', ['domain', 'event-store']),
    only('importing', ['domain', 'event-store', 'database', 'ingestion', 'recording']),
    only('projections', ['domain', 'programs', 'event-store', 'database', 'recording']),
    only('alerting', ['domain', 'programs', 'event-store', 'database', 'recording', 'projections']),
    only('hosting', [
      ...['domain', 'programs', 'event-store', 'database', 'recording', 'projections', 'alerting'],
    ]),
    {
      name: 'the-page-asks-the-service',
      comment:
        'The page has what the service answers; of ours it imports the pure domain alone, and of Node nothing',
      severity: 'error',
      from: { path: '^apps/dashboard/src', pathNot: '\\.test\\.ts$' },
      to: {
        path: '^(libs|apps|test)/|^(node:)?(fs|path|process|crypto|url|zlib|util|buffer)$',
        pathNot: ['^apps/dashboard/src', '^libs/domain/src'],
      },
    },
    {
      name: 'apps-stand-alone',
      comment: 'An app imports libs, never another app',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'libs-by-their-index',
      comment: 'A room is entered by its index',
      severity: 'error',
      from: { path: '^(libs|apps)/([^/]+)/' },
      to: { path: '^libs/([^/]+)/src/', pathNot: ['^libs/$2/', '^libs/[^/]+/src/index\\.ts$'] },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'declared-dependencies',
      comment:
        'Built code imports what package.json declares; the page is bundled, so that nothing of it is installed where the service runs',
      severity: 'error',
      from: {
        path: '^(libs|apps)/',
        pathNot: ['\\.(test|contract)\\.ts$', '^apps/dashboard/'],
      },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
