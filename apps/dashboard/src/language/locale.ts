/** What the page speaks, each with the locale that days, numbers and money are written in. */
export const LOCALES = { en: 'en-US', fr: 'fr-FR' } as const;
export type Language = keyof typeof LOCALES;
export type Locale = (typeof LOCALES)[Language];
export const LANGUAGES = Object.keys(LOCALES) as Language[];

export function isLanguage(text: unknown): text is Language {
  return typeof text === 'string' && Object.hasOwn(LOCALES, text);
}

/** The first of what is preferred (BCP 47, best first) that the page speaks; English where it speaks none. */
export function languageAmong(preferred: readonly string[]): Language {
  return preferred.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'en';
}
