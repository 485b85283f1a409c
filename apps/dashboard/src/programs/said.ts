import { useMemo } from 'react';
import type { Schemas } from '../api/client.js';
import { useLocale } from '../language/text.js';
import { money, wholeNumber } from '../language/written.js';
import { useProgramsText } from './words.js';

export type Edition = Schemas['Edition'];
type Holding = Schemas['Holding'];
type Sentenced =
  | Schemas['RevenueRequirement']
  | Schemas['CustomerRequirement']
  | Schemas['MeasureRequirement']
  | Schemas['AttributeRequirement'];
type Counting = Exclude<Sentenced, Schemas['AttributeRequirement']>;

interface Said {
  /** What a requirement asks for. */
  readonly sentences: (requirement: Sentenced) => readonly string[];
  /** What an individual has to hold. */
  readonly holding: (holding: Holding) => string;
}

type List = (items: readonly string[], type: Intl.ListFormatType) => string;

/** All of some, one of some, or so many of some; what is within another stands in brackets. */
function held(holds: Holding, list: List, text: ReturnType<typeof useProgramsText>): string {
  if ('id' in holds) return holds.id;
  const { atLeast, of } = holds;
  const parts = of.map((part) => ('id' in part ? part.id : `(${held(part, list, text)})`));
  if (atLeast === of.length) return list(parts, 'conjunction');
  if (atLeast === 1) return list(parts, 'disjunction');
  return text('programs.atLeast', { count: atLeast, of: list(parts, 'disjunction') });
}

/** Says rules with the names that an edition has for products, exams, measures and attributes. */
export function useSaidInEdition(edition: Edition): Said {
  const text = useProgramsText();
  const locale = useLocale();
  return useMemo(() => {
    const named = (entries: readonly { id: string; name: string }[], id: string) =>
      entries.find((entry) => entry.id === id)?.name ?? id;
    const list: List = (items, type) => new Intl.ListFormat(locale, { type }).format(items);
    const products = (ids: readonly string[]) =>
      ids.length === 0
        ? text('programs.everything')
        : list(
            ids.map((id) => named(edition.products, id)),
            'disjunction',
          );
    const numbers = ({ developed, developing }: Record<'developed' | 'developing', number>) =>
      text('programs.markets', {
        developed: wholeNumber(locale, developed),
        developing: wholeNumber(locale, developing),
      });
    const dollars = (amount: string) => money(locale, amount, 'USD');

    function asked(requirement: Counting): string {
      switch (requirement.kind) {
        case 'rolling-revenue': {
          const { developed, developing } = requirement.threshold;
          const each = { developed: dollars(developed), developing: dollars(developing) };
          return text('programs.revenue', { threshold: text('programs.markets', each) });
        }
        case 'customer-count':
          return text(requirement.netNew ? 'programs.customersNetNew' : 'programs.customers', {
            threshold: numbers(requirement.threshold),
            amount: dollars(requirement.atLeast),
          });
        case 'reported-measure':
          return text(`programs.measure.${requirement.counts}`, {
            measure: named(edition.measures, requirement.measure),
            threshold: numbers(requirement.threshold),
          });
      }
    }

    function counts(requirement: Counting): string[] {
      if (requirement.kind === 'reported-measure') return [];
      const of = products(requirement.products);
      const types = requirement.revenueTypes.map((type) => text(`programs.revenueType.${type}`));
      return types.length === 0
        ? [text('programs.from', { products: of })]
        : [text('programs.fromTypes', { products: of, types: list(types, 'disjunction') })];
    }

    function associated({ associationKinds, associationProducts }: Counting): string[] {
      if (associationKinds.length === 0) return [];
      const kinds = associationKinds.map((kind) => text(`programs.kind.${kind}`));
      const asked = { kinds: list(kinds, 'disjunction'), products: products(associationProducts) };
      return [text('programs.associated', asked)];
    }

    function sentences(requirement: Sentenced): readonly string[] {
      if (requirement.kind === 'organization-attribute') {
        const attribute = named(edition.attributes, requirement.attribute);
        const values = list(requirement.values, 'disjunction');
        return [text('programs.attribute', { attribute, values })];
      }
      return [asked(requirement), ...counts(requirement), ...associated(requirement)];
    }

    return { sentences, holding: (holds) => held(holds, list, text) };
  }, [edition, text, locale]);
}
