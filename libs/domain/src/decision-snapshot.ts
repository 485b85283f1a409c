import type { OrganizationState } from './decider.js';
import type { RecordedFact } from './facts/fact.js';
import { RevenueTotals, type RevenueTotalsContent } from './facts/revenue.js';
import type { HashArrays } from './hash-index.js';
import { Packed, packed } from './packed-columns.js';
import { type RecordedContent, RecordedFacts } from './recorded-facts.js';

/**
 * A snapshot of another format is not read; the state is folded from the stream again. NOTE: it is to be raised too where `idKeyOf`,
 * `naturalKeyOf` or `contentOf` spell anything otherwise, for hashes of what they say are kept.
 */
export const DECISIONS_FORMAT = 1;

/** What is not a column. */
interface Header
  extends
    Pick<RecordedContent, 'key' | 'types' | 'liveness'>,
    Pick<RevenueTotalsContent, 'liveCents' | 'large'> {
  readonly format: number;
  readonly revision: number;
  readonly recordedAt: number;
}

/**
 * What decisions rest on as bytes, the key of its hashes among them: whoever may read them could make ids that hash alike, so they are
 * kept where the data itself is. No text of a fact is in it.
 */
export function encodeDecisions({
  recorded,
  totals,
  revision,
  recordedAt,
}: OrganizationState): Uint8Array {
  const length = revision + 1;
  const { key, types, liveness, ids, naturalKeys, contents, kinds } = recorded.toContent(length);
  const { liveCents, large, absoluteCents } = totals.toContent(length);
  const header: Header = {
    ...{ format: DECISIONS_FORMAT, revision, recordedAt },
    ...{ key, types, liveness, liveCents, large },
  };
  return packed(header, [
    ...[ids.low, ids.high, naturalKeys.low, naturalKeys.high, contents.low, contents.high],
    ...[absoluteCents, kinds],
  ]);
}

/** The state that `encodeDecisions` wrote, or `null` where the format is another one. The caller has checked that the bytes are whole. */
export function decodeDecisions(bytes: Uint8Array): OrganizationState | null {
  const content = new Packed(bytes);
  const header = content.header as Header;
  if (header.format !== DECISIONS_FORMAT) return null;
  const { key, types, liveness, liveCents, large, revision, recordedAt } = header;
  const length = revision + 1;
  const hashes = (): HashArrays => ({
    low: content.words(length),
    high: content.words(length),
  });
  const [ids, naturalKeys, contents] = [hashes(), hashes(), hashes()];
  const absoluteCents = content.words(length);
  const kinds = content.bytes(length);
  content.end();
  return {
    recorded: RecordedFacts.of({ key, types, liveness, ids, naturalKeys, contents, kinds }),
    totals: RevenueTotals.of({ liveCents, large, absoluteCents }),
    revision,
    recordedAt,
  };
}

/** Whether `fact`, read from the stream at the state's revision, is the one that the state ends with. */
export function endsWith(state: OrganizationState, fact: RecordedFact): boolean {
  const { recorded, revision, recordedAt } = state;
  if (fact.revision !== revision || fact.recordedAt !== recordedAt) return false;
  return recorded.underIdOf(fact) === revision && recorded.saysTheSame(revision, fact);
}
