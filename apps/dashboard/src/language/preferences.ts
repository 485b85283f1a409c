import { useSyncExternalStore } from 'react';
import { isLanguage, type Language } from './locale.js';

export type Theme = 'light' | 'dark' | 'system';

/** What somebody chose for this browser; both in its local storage. */
interface Preferences {
  /** `null` = as the browser says. */
  readonly language: Language | null;
  readonly theme: Theme;
}

const listeners = new Set<() => void>();
let preferences = stored();

/** Where the browser keeps nothing (a private window may not), what is chosen holds until the page is left. */
function stored(): Preferences {
  try {
    const language = localStorage.getItem('language');
    const theme = localStorage.getItem('theme');
    return {
      language: isLanguage(language) ? language : null,
      theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    };
  } catch {
    return { language: null, theme: 'system' };
  }
}

export function prefer(chosen: Partial<Preferences>): void {
  preferences = { ...preferences, ...chosen };
  try {
    if (preferences.language !== null) localStorage.setItem('language', preferences.language);
    localStorage.setItem('theme', preferences.theme);
  } catch {
    // It holds until the page is left.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, () => preferences);
}
