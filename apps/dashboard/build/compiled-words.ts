import { pathToFileURL } from 'node:url';
import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage';
import type { Plugin } from 'vite';

const CATALOG = /\/words\.(en|fr)\.ts$/;

/** Catalogs arrive in the browser parsed: ICU's grammar stays in the build, and a message that is none fails it. */
export function compiledWords(): Plugin {
  return {
    name: 'compiled-words',
    enforce: 'pre',
    async load(id) {
      if (!CATALOG.test(id)) return null;
      // A catalog under another address is read anew: it may have changed while the page is worked on.
      const address = `${pathToFileURL(id).href}?read=${Date.now()}`;
      const { default: catalog } = (await import(address)) as { default: Record<string, string> };
      const compiled = Object.entries(catalog).map(([key, message]) => [
        key,
        compileMessageOrThrow(catalogLanguage(id) === 'fr' ? withFrenchSpaces(message) : message),
      ]);
      return `export default ${JSON.stringify(Object.fromEntries(compiled))};`;
    },
  };
}

function catalogLanguage(id: string): string | undefined {
  return CATALOG.exec(id)?.[1];
}

/** French has a space before some of its marks, at which no line may end: thin before ; ! and ?, whole before : and within « ». */
export function withFrenchSpaces(message: string): string {
  return message
    .replace(/ ([;!?])/g, '\u202f$1')
    .replace(/ ([:»])/g, '\u00a0$1')
    .replaceAll('« ', '«\u00a0');
}
