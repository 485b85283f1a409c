import { FACT_TYPES } from './types.js';
import type en from './words.en.js';
import { useFactsText } from './words.js';

/** Names a type of fact for people; one that there are no words for by its own name. */
export function useFactTypeName(): (type: string) => string {
  const text = useFactsText();
  return (type) =>
    (FACT_TYPES as readonly string[]).includes(type)
      ? text(`facts.type.${type}` as keyof typeof en)
      : type;
}
