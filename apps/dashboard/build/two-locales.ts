import type { Plugin } from 'vite';

const TRANSLATIONS =
  /\/react-(?:aria|stately)\/dist\/private\/intl\/[^/]+\/([a-z]{2}-[A-Z]{2})\.mjs$/;

/** React Aria speaks thirty-four languages and the page two: the others stay out of its script. */
export function twoLocales(): Plugin {
  return {
    name: 'two-locales',
    enforce: 'pre',
    load(id) {
      const locale = TRANSLATIONS.exec(id)?.[1];
      return locale === undefined || locale === 'en-US' || locale === 'fr-FR'
        ? null
        : 'export default {};';
    },
  };
}
