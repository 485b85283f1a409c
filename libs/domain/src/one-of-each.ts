import { FIRST_DAY } from './business-day.js';
import { emptyContent } from './facts-index.js';
import { KnownFacts } from './known-facts.js';
import type { RollingRevenue } from './program.js';
import { rollingRevenue } from './requirements/rolling-revenue.js';
import { StepsBuilder } from './steps.js';

const RULE: RollingRevenue = {
  kind: 'rolling-revenue',
  id: 'none',
  products: [],
  revenueTypes: [],
  associationKinds: [],
  associationProducts: [],
  window: 'by-day',
  attribution: 'prospective',
  threshold: { developed: 1, developing: 1 },
  citations: [],
};

/**
 * One of each object that a question about tiers makes, never let go. V8 throws away what it compiled for objects of a kind when a collection
 * finds none of that kind alive, as between two rounds over many organizations each of which is forgotten: the first five hundred of a
 * round then took four times as long as the others.
 */
export const ONE_OF_EACH: readonly object[] = [askedOnce(), new StepsBuilder<null>()];

function askedOnce(): KnownFacts {
  const enrolment = {
    organizationId: 'nobody',
    name: 'nobody',
    market: 'developed' as const,
    effectiveOn: FIRST_DAY,
  };
  const known = new KnownFacts({ ...emptyContent(), enrolment }, -1);
  rollingRevenue.metOn(RULE, known);
  return known;
}
