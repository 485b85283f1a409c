import type { FactsIndex, FactType, IndexContent, RecordedFact } from '@app/domain';
import type { FactsCache } from './facts-cache.js';

/** Which of an organization's facts are asked for. */
export interface FactFilters {
  readonly type?: FactType;
  /** Facts about this individual, and what took them back or had them count again. */
  readonly individualId?: string;
  /** The same about this customer. */
  readonly customerId?: string;
}

export interface FactsQuery extends FactFilters {
  /** Facts behind this revision in the order that is asked for (exclusive); absent = from its beginning. */
  readonly after?: number;
  /** The last revision that is known. */
  readonly upTo: number;
  readonly limit: number;
  /** `newest` = what was recorded last comes first; absent = last. */
  readonly order?: 'newest';
}

/** How many revisions are looked through at a time where each has to be read to know whether it passes. */
const LOOKED_THROUGH = 1_000;

/**
 * A page of an organization's facts, and of the newest the `after` of the next page, where there is one. What passes is known from `index`
 * before anything is read. Rejects as `FactsCache.factsAt` does.
 */
export async function factsPage(
  cache: FactsCache,
  organizationId: string,
  index: FactsIndex,
  query: FactsQuery,
): Promise<{ readonly facts: readonly RecordedFact[]; readonly next?: number }> {
  const { type, limit, order } = query;
  const named = revisionsPassing(index.content, query);
  const asked = named === null ? everyRevision(query) : revisionsOfPage(named, query);
  // One more than asked for tells whether there is a next page.
  const most = order === 'newest' ? limit + 1 : limit;
  const atOnce = named === null && type !== undefined ? LOOKED_THROUGH : most;
  const found: RecordedFact[] = [];
  for (const revisions of inParts(asked, atOnce)) {
    const facts = [...(await cache.factsAt(organizationId, revisions)).values()];
    const passing = facts.filter((fact) => type === undefined || fact.type === type);
    found.push(
      ...passing.sort((a, b) => (a.revision - b.revision) * (order === 'newest' ? -1 : 1)),
    );
    if (found.length >= most) break;
  }
  const facts = found.slice(0, limit);
  const last = facts.at(-1);
  return {
    facts,
    ...(found.length > limit && last !== undefined ? { next: last.revision } : {}),
  };
}

function* everyRevision({ after, upTo, order }: FactsQuery): Generator<number> {
  if (order === 'newest') {
    for (let revision = Math.min(upTo, (after ?? Infinity) - 1); revision >= 0; revision -= 1) {
      yield revision;
    }
    return;
  }
  for (let revision = (after ?? -1) + 1; revision <= upTo; revision += 1) yield revision;
}

function revisionsOfPage(
  named: readonly number[],
  { after, upTo, order }: FactsQuery,
): readonly number[] {
  const known = named.filter((revision) => revision <= upTo);
  if (order !== 'newest') return known.filter((revision) => revision > (after ?? -1));
  return known.filter((revision) => revision < (after ?? Infinity)).reverse();
}

function* inParts(revisions: Iterable<number>, atOnce: number): Generator<number[]> {
  let part: number[] = [];
  for (const revision of revisions) {
    part.push(revision);
    if (part.length < atOnce) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}

/** The revisions that may pass, ascending; `null` = any, since nothing is asked for, or what most of them are. */
function revisionsPassing(
  content: Readonly<IndexContent>,
  { type, individualId, customerId }: FactFilters,
): readonly number[] | null {
  const asked = [
    ...(individualId === undefined ? [] : [aboutIndividual(content, individualId)]),
    ...(customerId === undefined ? [] : [aboutCustomer(content, customerId)]),
  ].map((about) => withDecisions(content, about));
  // Bookings are most of what a large organization has: they are come upon.
  if (type !== undefined && type !== 'RevenueBooked') asked.push(new Set(ofType(content, type)));
  const [first, ...others] = asked;
  if (first === undefined) return null;
  return [...first]
    .filter((revision) => others.every((other) => other.has(revision)))
    .sort((a, b) => a - b);
}

function aboutIndividual({ individuals }: Readonly<IndexContent>, individualId: string): number[] {
  const { marks = [], passes = [] } = individuals.get(individualId) ?? {};
  return [...marks, ...passes].map(({ revision }) => revision);
}

function aboutCustomer(content: Readonly<IndexContent>, customerId: string): number[] {
  const code = content.customers.indexOf(customerId);
  if (code === -1) return [];
  const about: number[] = [];
  content.bookings.forEachKnown(Infinity, ({ customer, revision }) => {
    if (customer === code) about.push(revision);
  });
  const marks = [...content.associations.toArray(), ...content.measureMarks];
  for (const { customer, revision } of marks) if (customer === code) about.push(revision);
  return about;
}

/** With what took these back or had them count again, and what did the same with that. */
function withDecisions(
  { liveness }: Readonly<IndexContent>,
  about: readonly number[],
): ReadonlySet<number> {
  const all = new Set(about);
  for (const { at, target } of liveness.history()) if (all.has(target)) all.add(at);
  return all;
}

function ofType(
  content: Readonly<IndexContent>,
  type: Exclude<FactType, 'RevenueBooked'>,
): number[] {
  const individuals = [...content.individuals.values()];
  const memberships = (member: boolean) =>
    individuals.flatMap(({ marks }) => marks.filter((mark) => mark.member === member));
  const passes = (of: 'exam' | 'certification') =>
    individuals.flatMap((one) => one.passes.filter((pass) => pass.type === of));
  const associations = (isPartnerOfRecord: boolean, associated: boolean) =>
    content.associations
      .toArray()
      .filter(
        (mark) =>
          (mark.kind === 'partner-of-record') === isPartnerOfRecord &&
          mark.associated === associated,
      );
  const decisions = (live: boolean) =>
    content.liveness
      .history()
      .filter((decision) => decision.live === live)
      .map(({ at }) => ({ revision: at }));
  const marks: Readonly<Record<typeof type, () => readonly { readonly revision: number }[]>> = {
    OrganizationEnrolled: () => [{ revision: firstFact(content) }],
    OrganizationCorrected: () => content.corrections,
    MarketReassigned: () => content.marketMarks,
    IndividualJoined: () => memberships(true),
    IndividualLeft: () => memberships(false),
    ExamPassed: () => passes('exam'),
    CertificationEarned: () => passes('certification'),
    PartnerOfRecordAssociated: () => associations(true, true),
    PartnerOfRecordDissociated: () => associations(true, false),
    AssociationRegistered: () => associations(false, true),
    AssociationEnded: () => associations(false, false),
    MeasureReported: () => content.measureMarks,
    AttributeAssigned: () => content.attributeMarks,
    MembershipPurchased: () => content.purchases,
    FactRetracted: () => decisions(false),
    FactReinstated: () => decisions(true),
    ExchangeRatePublished: () => [],
  };
  return marks[type]().map(({ revision }) => revision);
}

/** An organization is enrolled before anything else is recorded for it, and once. */
function firstFact({ ids }: Readonly<IndexContent>): number {
  let revision = 0;
  for (; ; revision += 1) {
    const { low, high } = ids.hashOf(revision);
    if (low !== 0 || high !== 0) return revision;
  }
}
