import { useCommonText } from '../language/common.js';
import { useLocale, type Values } from '../language/text.js';
import { day, money } from '../language/written.js';
import type { Recorded } from './asked.js';
import en from './words.en.js';
import { useChangedText } from './words.js';

type FactWord = Extract<keyof typeof en, `changed.fact.${string}`>;

const DAY = /^\d{4}-\d\d-\d\d$/;

/** Says a fact in a sentence; a type that there are no words for by its name. */
export function useFactSaid(): (recorded: Recorded) => string {
  const text = useChangedText();
  const common = useCommonText();
  const locale = useLocale();
  return ({ event }) => {
    const word = `changed.fact.${event.type}`;
    if (!Object.hasOwn(en, word)) return event.type;
    const data = event.data as Readonly<Record<string, unknown>>;
    const shown = Object.entries(data).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number'
        ? [[name, written(name, String(value))]]
        : [],
    );
    return text(word as FactWord, { ...(Object.fromEntries(shown) as Values), ...moneyOf(data) });
  };

  function written(name: string, value: string): string {
    if (DAY.test(value)) return day(locale, value);
    return name === 'market' ? common(`market.${value as 'developed' | 'developing'}`) : value;
  }

  function moneyOf({ amount, currency }: Readonly<Record<string, unknown>>): Values {
    if (typeof amount !== 'string' || typeof currency !== 'string') return {};
    return { money: money(locale, amount, currency) };
  }
}
