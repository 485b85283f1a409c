import { useLocale } from '../language/text.js';
import type { Holding } from './asked-for.js';
import { usePeopleText } from './words.js';

/** What is to be held, in words: `MB2-715, MB2-716 and one of …`. */
export function useHolds(): (holding: Holding) => string {
  const text = usePeopleText();
  const locale = useLocale();
  const said = (holding: Holding): string => {
    if ('id' in holding) return holding.id;
    const parts = holding.of.map(said);
    if (holding.atLeast === parts.length) return listed(parts, 'conjunction');
    if (holding.atLeast === 1) return listed(parts, 'disjunction');
    const list = `(${listed(parts, 'disjunction')})`;
    return text('people.holds.of', { count: holding.atLeast, list });
  };
  const listed = (parts: readonly string[], type: 'conjunction' | 'disjunction') =>
    new Intl.ListFormat(locale, { type }).format(parts);
  return said;
}
