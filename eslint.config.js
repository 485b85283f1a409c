import eslint from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const eventBus =
  'Facts travel only through the event store: the in-process event bus, aggregate roots and sagas lose events (docs/adr/0002-deciders.md).';

/** What the house does not use, each with what to use instead. */
const banned = [
  {
    selector: "CallExpression[callee.property.name='on'][arguments.0.value='data']",
    message:
      "Handlers of 'data' run concurrently and lose order: read with `for await … of` and await each piece.",
  },
  {
    selector:
      "CallExpression[callee.name='parseFloat'], CallExpression[callee.object.name='Number'][callee.property.name='parseFloat']",
    message:
      'Money and days are never binary floats: use `centsOf`, `parseDay` or `Number` on checked digits.',
  },
  {
    selector: 'ClassDeclaration[id.name=/(Manager|Helper|Util|Utils)$/]',
    message: 'Name it for what it does.',
  },
];

const clockAndRandomness = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'The clock is an argument.',
  },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'The clock is an argument.',
  },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'Randomness is an argument.',
  },
];

export default tseslint.config(
  {
    ignores: [
      'dist/**',
      'node_modules/**',
      'bench/peers/**',
      'apps/dashboard/src/api/schema.ts',
      '**/*.cjs',
    ],
  },
  eslint.configs.recommended,
  ...tseslint.configs.strict,
  {
    rules: {
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      eqeqeq: 'error',
      'no-control-regex': 'off',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': ['error', ...banned],
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '@nestjs/cqrs',
              importNames: [
                'EventBus',
                'EventPublisher',
                'AggregateRoot',
                'Saga',
                'EventsHandler',
                'IEventHandler',
                'UnhandledExceptionBus',
              ],
              message: eventBus,
            },
            { name: 'xlsx', message: 'It has unfixed holes; write spreadsheets with exceljs.' },
          ],
        },
      ],
    },
  },
  {
    // What only the types can tell: a promise that nobody awaits, a method handed over without its object.
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-for-in-array': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/prefer-promise-reject-errors': 'error',
      '@typescript-eslint/require-array-sort-compare': ['error', { ignoreStringArrays: true }],
      '@typescript-eslint/restrict-plus-operands': 'error',
      '@typescript-eslint/unbound-method': 'error',
    },
  },
  {
    // Nest reads constructor parameter types at run time, so its providers must be imported as values.
    files: ['apps/**/*.ts'],
    ignores: ['apps/dashboard/**'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
  {
    files: ['apps/dashboard/**/*.{ts,tsx}'],
    ...reactHooks.configs.flat['recommended-latest'],
    rules: {
      ...reactHooks.configs.flat['recommended-latest'].rules,
      // It warns of what React's compiler leaves out; nothing here is compiled by it.
      'react-hooks/incompatible-library': 'off',
    },
  },
  {
    files: ['libs/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-syntax': ['error', ...banned, ...clockAndRandomness] },
  },
  {
    files: ['**/*.test.ts', 'test/**/*.ts', '**/*.contract.ts'],
    rules: {
      'max-lines-per-function': 'off',
      'max-lines': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-restricted-syntax': [
        'error',
        ...banned,
        {
          selector:
            "MemberExpression[object.name='jest'][property.name=/^(mock|spyOn|fn|unstable_mockModule)$/]",
          message:
            'No mocks: use the in-memory store, a real server, or a given/when/then on the decider.',
        },
      ],
    },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        setTimeout: 'readonly',
      },
    },
  },
);
