import { describe, expect, test } from '@jest/globals';
import { ESLint } from 'eslint';

const eslint = new ESLint();

/** What the lint says of this text in the place of a file: one that exists, for types are asked of its project. */
async function messagesOf(text: string, filePath: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath });
  return (result?.messages ?? []).map(({ message }) => message);
}

describe('the lint refuses', () => {
  test.each([
    [
      'the event bus',
      `import { EventBus } from '@nestjs/cqrs'; export const bus = EventBus;`,
      'apps/service/src/main.ts',
      /in-process event bus/,
    ],
    [
      'aggregates',
      `import { AggregateRoot } from '@nestjs/cqrs'; export class A extends AggregateRoot {}`,
      'libs/domain/src/index.ts',
      /in-process event bus/,
    ],
    [
      'sagas',
      `import { Saga } from '@nestjs/cqrs'; export const s = Saga;`,
      'apps/service/src/main.ts',
      /in-process event bus/,
    ],
    [
      'a clock in a library',
      `export const now = Date.now();`,
      'libs/domain/src/index.ts',
      /clock is an argument/,
    ],
    [
      'a date of now in a library',
      `export const now = new Date();`,
      'libs/recording/src/index.ts',
      /clock is an argument/,
    ],
    [
      'randomness in a library',
      `export const n = Math.random();`,
      'libs/domain/src/index.ts',
      /Randomness is an argument/,
    ],
    [
      'a float read from text',
      `export const n = parseFloat('1.1');`,
      'apps/cli/src/main.ts',
      /never binary floats/,
    ],
    [
      "handlers of 'data'",
      `export const on = (s: NodeJS.ReadableStream) => s.on('data', () => undefined);`,
      'apps/service/src/main.ts',
      /for await/,
    ],
    [
      'mocks',
      `import { jest } from '@jest/globals'; jest.mock('x');`,
      'libs/domain/src/instant.test.ts',
      /No mocks/,
    ],
    [
      'a manager',
      `export class KeyManager {}`,
      'apps/service/src/main.ts',
      /Name it for what it does/,
    ],
    [
      'a promise that nobody awaits',
      `export function start(): void { Promise.resolve(1); }`,
      'apps/service/src/main.ts',
      /Promises must be awaited/,
    ],
    [
      'a method without its object',
      `class Ring { is(n: number) { return this === null || n > 1; } }\nexport const some = [1].filter(new Ring().is);`,
      'libs/domain/src/index.ts',
      /method that is not declared with `this: void`/,
    ],
    ['a spreadsheet reader with holes', `import 'xlsx';`, 'apps/cli/src/main.ts', /exceljs/],
    [
      'a long file',
      'export const a = 1;\n'
        .repeat(301)
        .replace(/a = /g, () => `a${Math.random().toString(36).slice(2)} = `),
      'apps/cli/src/main.ts',
      /too many lines/,
    ],
  ])('%s', async (_what, text, filePath, message) => {
    expect((await messagesOf(text, filePath)).join('\n')).toMatch(message);
  });

  test('nothing in a file that keeps to the house', async () => {
    const text = `/** Twice \`n\`. */\nexport const twice = (n: number): number => 2 * n;\n`;
    expect(await messagesOf(text, 'libs/domain/src/index.ts')).toEqual([]);
  });
});
