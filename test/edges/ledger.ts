import {
  decide,
  type Decision,
  evolve,
  ExchangeRates,
  FactsIndex,
  initialOrganization,
  type OrganizationFact,
  type RecordedFact,
} from '@app/domain';
import { DAY, factSaid, SOURCE } from './ledger-lines.js';
import { oracleDecide, type OracleDecision, type Rate } from '../oracle/decision.js';

/**
 * Facts in the domain's own words, a line a fact, recorded from the top; the first line is fact 1.
 *
 *     2016-01-01 enrolled in developed
 *     2016-01-01 associated with customer for alpha, beta
 *     2016-02-29 booked B1 100.00 USD of alpha from customer
 *     2016-02-29 booked B2 1000 JPY of alpha from customer, recurring, at 0.0085
 *     2016-01-01 ann passed E1 until 2017-01-01
 *     2016-01-01 ann earned C1
 *     2016-01-01 registered transacting-partner of customer for alpha
 *     2016-01-01 reported seats 5 of alpha for customer
 *     2016-01-01 assigned region east
 *     2016-01-01 bought silver until 2016-12-31
 *     retracted 3
 *
 * `as 3` at the end of a line sends it under the id of fact 3. A line `2016-01-01 published EUR 1.1` is a rate and no fact of the
 * organization.
 */
export interface Ledger {
  /** What became of the last line, as the product and as the oracle decide it. */
  readonly last: { readonly decision: Decision; readonly oracle: OracleDecision };
  readonly recorded: readonly RecordedFact[];
  readonly index: FactsIndex;
}

/** Records the lines of `text`, decided by the product and by the oracle; all but the last one must be accepted by both. */
export function ledgerOf(text: string): Ledger {
  const state = initialOrganization();
  const rates = new ExchangeRates();
  const published: Rate[] = [];
  const recorded: RecordedFact[] = [];
  const index = new FactsIndex();
  let last: Ledger['last'] | null = null;
  for (const line of text.split('\n').map((written) => written.trim())) {
    if (line === '') continue;
    const rate = rateIn(line, published.length);
    if (rate !== null) {
      rates.evolve({ ...rate, ...recording(published.length) });
      published.push(rate);
      continue;
    }
    if (last !== null && last.decision.outcome !== 'accepted')
      throw new Error(`not recorded before the last line: ${JSON.stringify(last.decision)}`);
    const fact = factIn(line, recorded.length + 1);
    const decision = decide(fact, state, { rates: rates.lookup });
    last = { decision, oracle: oracleDecide(recorded, fact, published) };
    if (decision.outcome !== 'accepted') continue;
    const { rate: convertedAt } = decision;
    const next: RecordedFact = {
      ...decision.fact,
      ...recording(recorded.length),
      ...(convertedAt === undefined ? {} : { rate: convertedAt }),
    };
    recorded.push(next);
    evolve(state, next);
    index.apply(next as Parameters<FactsIndex['apply']>[0]);
  }
  if (last === null) throw new Error('a ledger has at least one line');
  return { last, recorded, index };
}

function recording(revision: number): { revision: number; recordedAt: number; recordedBy: string } {
  return { revision, recordedAt: Date.UTC(2018, 0, 1) + revision, recordedBy: 'key-1' };
}

function factIn(line: string, number: number): OrganizationFact {
  const [, said = line, under] = /^(.*?)(?: as (\d+))?$/.exec(line) ?? [];
  const says = factSaid(said);
  if (says !== null)
    return { source: SOURCE, id: under ?? String(number), ...says } as OrganizationFact;
  throw new Error(`no ledger line: ${line}`);
}

function rateIn(line: string, number: number): Rate | null {
  const match = new RegExp(`^${DAY} published (?<currency>\\w+) (?<rate>\\S+)$`).exec(line);
  if (match === null) return null;
  const { day: publishedOn = '', currency = '', rate: usdPerUnit = '' } = match.groups ?? {};
  return {
    type: 'ExchangeRatePublished',
    source: 'rates',
    id: `rate ${number}`,
    data: { currency, usdPerUnit, publishedOn },
  };
}
