export * from './assert.js';
export * from './business-day.js';
export * from './competencies.js';
export * from './currencies.js';
export * from './daily-totals.js';
export * from './decider.js';
export * from './decision.js';
export * from './decision-snapshot.js';
export * from './dependencies.js';
export * from './editions.js';
export * from './evaluator.js';
export * from './evidence/evidence.js';
export * from './evidence/pieces.js';
export * from './facts-index.js';
export * from './facts/declarations.js';
export * from './facts/exchange-rates.js';
export * from './facts/fact.js';
export * from './facts/fields.js';
export * from './facts/identity.js';
export * from './holding.js';
export * from './index-snapshot.js';
export { parseInstant } from './instant.js';
export type { Hash, HashKey } from './keyed-hash.js';
export { isWithin } from './intervals.js';
export * from './known-facts.js';
export * from './matching.js';
export * from './money.js';
export * from './naive-evaluator.js';
export * from './path/cheapest-path.js';
export * from './path/fewest-passes.js';
export * from './program.js';
export { findingOf, metOn } from './requirements/evaluate.js';
export { type Form, formOf, RepeatedForm } from './repeated-form.js';
export * from './revenue-steps.js';
export * from './trailing-months.js';
export * from './standing.js';
export {
  always,
  combined,
  HORIZON,
  indexOn,
  type Steps,
  spans,
  StepsBuilder,
  valueOn,
} from './steps.js';
export * from './tiers.js';
export * from './time-zone.js';
export * from './words/explain.js';
export { TIER_NAMES } from './words/tier-names.js';
export { type Language, LANGUAGES } from './words/words.js';
export * from './window-changes.js';
