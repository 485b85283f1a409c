import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type CompiledMessage, compileMessageOrThrow } from '@lingui/message-utils/compileMessage';
import { TIER_NAMES } from '@app/domain';
import { LANGUAGES } from './locale.js';

const SOURCES = join(import.meta.dirname, '..');
const FOLDERS = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
  .filter((file) => basename(file) === 'words.en.ts')
  .map((file) => dirname(file));

type Catalog = Readonly<Record<string, string>>;

async function catalogs(folder: string): Promise<readonly [language: string, Catalog][]> {
  return Promise.all(
    LANGUAGES.map(async (language): Promise<[string, Catalog]> => {
      const path = join(SOURCES, folder, `words.${language}.ts`);
      return [language, ((await import(path)) as { default: Catalog }).default];
    }),
  );
}

/** What a message is given, each with what it is made of it: `count plural`. */
function placeholdersOf(message: CompiledMessage): string[] {
  const found = message.flatMap((token) => {
    if (typeof token === 'string') return [];
    const [name, type = '', format] = token;
    const choices = typeof format === 'object' && format !== null ? Object.values(format) : [];
    const nested = choices.flatMap((choice) =>
      Array.isArray(choice) ? placeholdersOf(choice as CompiledMessage) : [],
    );
    return [...(name === '#' ? [] : [`${name} ${type}`.trim()]), ...nested];
  });
  return [...new Set(found)].sort();
}

describe.each(FOLDERS)('the words of %s', (folder) => {
  test('are in every language under the same ids', async () => {
    const [[, english], ...others] = (await catalogs(folder)) as [[string, Catalog]];
    for (const [language, catalog] of others as [string, Catalog][]) {
      expect([language, Object.keys(catalog).sort()]).toEqual([
        language,
        Object.keys(english).sort(),
      ]);
    }
  });

  test('are given the same in every language', async () => {
    const [[, english], ...others] = (await catalogs(folder)) as [[string, Catalog]];
    for (const [, catalog] of others as [string, Catalog][]) {
      for (const [id, message] of Object.entries(english)) {
        const expected = placeholdersOf(compileMessageOrThrow(message));
        expect([id, placeholdersOf(compileMessageOrThrow(catalog[id] ?? ''))]).toEqual([
          id,
          expected,
        ]);
      }
    }
  });

  test('are written out, with apostrophes that quote nothing in ICU', async () => {
    for (const [, catalog] of await catalogs(folder)) {
      for (const [id, message] of Object.entries(catalog)) {
        expect([id, message.trim()]).not.toEqual([id, '']);
        expect([id, message.includes("'")]).toEqual([id, false]);
      }
    }
  });

  test('have ids of their folder, so that no two folders share one', async () => {
    if (folder === 'language') return;
    for (const [, catalog] of await catalogs(folder)) {
      const strangers = Object.keys(catalog).filter((id) => !id.startsWith(`${folder}.`));
      expect(strangers).toEqual([]);
    }
  });
});

test('there are words to look at', () => {
  expect(FOLDERS).toContain('portfolio');
});

test('tiers are called as they are in what the service says, whatever the language', async () => {
  for (const [, words] of await catalogs('language')) {
    const named = { silver: words['tier.silver'], gold: words['tier.gold'] };
    expect(named).toEqual(TIER_NAMES);
  }
});
