import { expect, it } from '@jest/globals';
import { FACT_TYPES, type RecordedFact } from '@app/domain';
import { type FactFilters, FactsCache, factsPage } from '@app/projections';
import { readFacts, streamOfOrganization } from '@app/recording';
import fc from 'fast-check';
import { v7 as uuidV7 } from 'uuid';
import { story } from './arbitraries.js';
import { checkAsync, Shares } from './check.js';
import { expectAllToHappen } from './evidence-cases.js';
import { asSent, ORGANIZATION, shown } from './stories.js';
import { CUSTOMERS, PEOPLE } from './vocabulary.js';
import { storeOf } from './what-if-cases.js';

const type = fc.constantFrom(...FACT_TYPES);
const individualId = fc.constantFrom(...PEOPLE, 'nobody');
const customerId = fc.constantFrom(...CUSTOMERS, 'nobody');
const asked: fc.Arbitrary<FactFilters> = fc.oneof(
  fc.constant({}),
  fc.record({ type }),
  fc.record({ individualId }),
  fc.record({ customerId }),
  fc.record({ type, individualId }),
  fc.record({ type, customerId, individualId }, { requiredKeys: ['customerId'] }),
);

it('Facts that are asked for come in pages of either order, each once, whatever they are asked for by', async () => {
  const shares = new Shares();
  await checkAsync(
    fc.asyncProperty(
      story,
      asked,
      fc.constantFrom('newest' as const, undefined),
      fc.integer({ min: 1, max: 9 }),
      fc.constantFrom(0, 0.5, 0.9, 1, 1, 1),
      async ({ recorded }, filters, order, limit, share) => {
        // An event of another's lies between them.
        const half = Math.ceil(recorded.length / 2);
        const { store, record } = await storeOf(shown(recorded.slice(0, half)));
        const foreign = { eventId: uuidV7(), type: 'Foreign', data: '{}', metadata: '{}' };
        const stream = streamOfOrganization(ORGANIZATION);
        const head = (await store.head(stream))!.revision;
        await store.append(stream, head, [foreign]);
        await record(recorded.slice(half).map((fact) => asSent(fact, false)));

        const all = await readFacts(store, ORGANIZATION, { after: -1, limit: 1_000 });
        const cache = new FactsCache({ store });
        const index = (await cache.factsOf(ORGANIZATION))!;
        const upTo = Math.floor(share * index.revision);
        const expected = all.filter((fact) => fact.revision <= upTo && passes(fact, filters, all));
        if (order === 'newest') expected.reverse();

        const found: RecordedFact[] = [];
        let after: number | undefined;
        do {
          const place = after === undefined ? {} : { after };
          const query = {
            ...filters,
            ...place,
            ...(order === undefined ? {} : { order }),
            upTo,
            limit,
          };
          const page = await factsPage(cache, ORGANIZATION, index, query);
          expect(page.facts.length).toBeLessThanOrEqual(limit);
          found.push(...page.facts);
          const isFull = page.facts.length === limit;
          after = order === 'newest' ? page.next : isFull ? found.at(-1)?.revision : undefined;
        } while (after !== undefined);
        expect(found).toEqual(expected);
        shares.saw({
          'of a type': filters.type !== undefined && found.length > 0,
          'about an individual': filters.individualId !== undefined && found.length > 0,
          'about a customer': filters.customerId !== undefined && found.length > 0,
          'with a decision on what is about somebody':
            (filters.individualId ?? filters.customerId) !== undefined &&
            found.some(({ type }) => type === 'FactRetracted'),
          none: found.length === 0,
          'several pages': found.length > limit,
        });
      },
    ),
    600,
  );
  expectAllToHappen(shares);
});

function passes(
  fact: RecordedFact,
  { type, individualId, customerId }: FactFilters,
  all: readonly RecordedFact[],
): boolean {
  return (
    (type === undefined || fact.type === type) &&
    (individualId === undefined || isAbout(fact, { individualId }, all)) &&
    (customerId === undefined || isAbout(fact, { customerId }, all))
  );
}

/** Whether a fact names them, or decides on one that is about them. */
function isAbout(fact: RecordedFact, whom: object, all: readonly RecordedFact[]): boolean {
  if (fact.type !== 'FactRetracted' && fact.type !== 'FactReinstated') {
    return Object.entries(whom).every(([field, id]) => (fact.data as never)[field] === id);
  }
  const { factSource, factId } = fact.data;
  const about = all.find(({ source, id }) => source === factSource && id === factId);
  return about !== undefined && isAbout(about, whom, all);
}
