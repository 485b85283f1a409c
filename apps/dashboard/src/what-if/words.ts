import { textOf } from '../language/text.js';
import en from './words.en.js';
import fr from './words.fr.js';

export const useWhatIfText = textOf({ en, fr });

/** The word for a field of a fact. */
export function wordOf(field: string): keyof typeof en {
  const word = `what-if.${field}`;
  return Object.hasOwn(en, word) ? (word as keyof typeof en) : 'what-if.what';
}
