import { ASSOCIATION_KINDS, ATTRIBUTIONS, REVENUE_TYPES, WINDOWS } from '@app/domain';
import { COUNT, DAY, FLAG, list, MONEY, object, orNull, ref, TEXT, TIER } from './schema-words.js';

const byMarket = (value: object): object => object({ developed: value, developing: value });

const NAMED = { id: TEXT, name: TEXT };
const CREDENTIAL_DAYS = {
  availableFrom: orNull(DAY),
  retiredOn: orNull(DAY),
  acceptedUntil: orNull(DAY),
};
const WINDOW = { enum: WINDOWS };
const ATTRIBUTION = { enum: ATTRIBUTIONS };
const ASSOCIATION = {
  associationKinds: list({ enum: ASSOCIATION_KINDS }),
  associationProducts: list(TEXT),
};
const REVENUE = {
  products: list(TEXT),
  revenueTypes: { ...list({ enum: REVENUE_TYPES }), description: 'none = every one' },
  ...ASSOCIATION,
  window: WINDOW,
  attribution: ATTRIBUTION,
};

/** The schemas of programs, their editions and the requirements of these, by kind. */
export function programSchemas(): Record<string, object> {
  const kinds = requirementSchemas();
  return {
    Programs: object({ programs: list(object({ ...NAMED, editions: list(ref('Edition')) })) }),
    Edition: EDITION,
    Citation: object({ document: TEXT, heading: TEXT, says: TEXT }, ['says']),
    Requirement: { oneOf: Object.keys(kinds).map(ref) },
    ...kinds,
    Holding: {
      description: 'an exam or a certification, or some of several',
      anyOf: [
        object({ ...{ id: TEXT, type: { enum: ['exam', 'certification'] } }, ...CREDENTIAL_DAYS }),
        object({ atLeast: COUNT, of: list(ref('Holding')) }),
      ],
    },
  };
}

const CREDENTIALS = list(object({ ...NAMED, ...CREDENTIAL_DAYS, replacedBy: orNull(TEXT) }));

const EDITION = object({
  id: TEXT,
  program: TEXT,
  effectiveFrom: orNull(DAY),
  publishedOn: DAY,
  contentHash: TEXT,
  policies: object({
    window: WINDOW,
    attribution: ATTRIBUTION,
    alternatives: { enum: ['mixed', 'unmixed'] },
    newEdition: { const: 'at-once' },
    anniversary: { enum: ['from-anniversary', 'from-purchase'] },
  }),
  readings: list(object({ about: TEXT, reading: TEXT, citations: list(ref('Citation')) })),
  products: list(object(NAMED)),
  exams: CREDENTIALS,
  certifications: CREDENTIALS,
  measures: list(object(NAMED)),
  attributes: list(object(NAMED)),
  options: list(
    object({
      competency: TEXT,
      option: TEXT,
      name: TEXT,
      tiers: list(object({ tier: TIER, requirements: list(ref('Requirement')) })),
    }),
  ),
});

function requirementSchemas(): Record<string, object> {
  const cited = { id: TEXT, citations: list(ref('Citation')) };
  const USD = { const: 'USD' };
  return {
    RevenueRequirement: object({
      ...{ kind: { const: 'rolling-revenue' }, ...cited, ...REVENUE },
      ...{ threshold: byMarket(MONEY), currency: USD },
    }),
    CustomerRequirement: object({
      ...{ kind: { const: 'customer-count' }, ...cited, ...REVENUE },
      ...{ atLeast: MONEY, currency: USD, netNew: FLAG, threshold: byMarket(COUNT) },
    }),
    MeasureRequirement: object({
      ...{ kind: { const: 'reported-measure' }, ...cited, ...ASSOCIATION },
      ...{ measure: TEXT, counts: { enum: ['latest', 'sum'] }, products: list(TEXT) },
      ...{ window: WINDOW, attribution: ATTRIBUTION, threshold: byMarket({ type: 'number' }) },
    }),
    AttributeRequirement: object({
      ...{ kind: { const: 'organization-attribute' }, ...cited },
      ...{ attribute: TEXT, values: list(TEXT) },
    }),
    PeopleRequirement: object({
      ...{ kind: { const: 'qualified-individuals' }, ...cited },
      alternatives: list(
        list(
          object({
            places: COUNT,
            holds: ref('Holding'),
            individuals: { enum: ['others', 'either'] },
          }),
        ),
      ),
    }),
    CompositionRequirement: object({
      ...{ kind: { enum: ['all-of', 'any-of'] }, ...cited },
      of: list(ref('Requirement')),
    }),
  };
}
