import { I18nProvider as Words } from '@lingui/react';
import { Outlet, useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { I18nProvider as Locales } from 'react-aria-components/I18nProvider';
import { languageAmong, LOCALES } from '../language/locale.js';
import { usePreferences } from '../language/preferences.js';
import { SPOKEN } from '../language/text.js';
import type { Everywhere } from './everywhere.js';

/** Everything that is shown. */
export function Page() {
  return (
    <InLanguage>
      <Outlet />
    </InLanguage>
  );
}

/** Language and theme: those of the address, else those that were chosen, else the browser's. */
export function InLanguage({ children }: { children: ReactNode }) {
  const { lang } = useSearch({ strict: false }) as Everywhere;
  const { language: chosen, theme } = usePreferences();
  const language = lang ?? chosen ?? languageAmong(navigator.languages);
  useEffect(() => {
    document.documentElement.lang = language;
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }, [language, theme]);
  return (
    <Words i18n={SPOKEN[language]}>
      <Locales locale={LOCALES[language]}>{children}</Locales>
    </Words>
  );
}
