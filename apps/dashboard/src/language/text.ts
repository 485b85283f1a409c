import { type I18n, type Messages, setupI18n } from '@lingui/core';
import { useLingui } from '@lingui/react';
import { useCallback } from 'react';
import { type Language, LANGUAGES, type Locale, LOCALES } from './locale.js';

/** A catalog in another language: the same ids, no fewer and no more. */
export type SameIds<Catalog> = Readonly<Record<keyof Catalog, string>>;
export type Values = Readonly<Record<string, string | number>>;
export type Text<Id extends string> = (id: Id, values?: Values) => string;

/** What is said in each language: the provider around the page has one of them. */
export const SPOKEN: Readonly<Record<Language, I18n>> = {
  en: setupI18n({ locale: 'en', messages: { en: {} } }),
  fr: setupI18n({ locale: 'fr', messages: { fr: {} } }),
};

/**
 * Takes the words of a view in, and returns the hook with which its components say them. A message is ICU's, and
 * `build/compiled-words.ts` has parsed it; the browser keeps what came with each view, in every language.
 */
export function textOf<Id extends string>(catalogs: Record<Language, Record<Id, string>>) {
  for (const language of LANGUAGES) {
    SPOKEN[language].load(language, catalogs[language] as unknown as Messages);
  }
  return function useText(): Text<Id> {
    const language = useLanguage();
    return useCallback((id, values) => SPOKEN[language]._(id, values), [language]);
  };
}

export function useLanguage(): Language {
  return useLingui().i18n.locale as Language;
}

export function useLocale(): Locale {
  return LOCALES[useLanguage()];
}
