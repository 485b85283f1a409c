import { FactsIndex, type KnownFacts } from '@app/domain';
import { readLedger } from '../../libs/programs/src/ledger.js';

/** What is known of a company in developed markets, enrolled on 1990-01-01, from the lines of a ledger. */
export function knownFrom(ledger: string): KnownFacts {
  const { facts, problems } = readLedger(ledger, 'developed');
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  const index = new FactsIndex();
  for (const fact of facts) index.apply(fact);
  return index.knownAt();
}
