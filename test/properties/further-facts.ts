import fc from 'fast-check';
import {
  ATTRIBUTES,
  CERTIFICATIONS,
  CUSTOMERS,
  day,
  MEASURES,
  PEOPLE,
  purchaseDay,
  type Vocabulary,
} from './vocabulary.js';
import { ORGANIZATION, type Said } from './stories.js';

/** The facts that other rules than those of the first program ask for. */

const organizationId = ORGANIZATION;

const associated = ({ products }: Vocabulary): fc.Arbitrary<Said> =>
  fc
    .record({
      type: fc.constantFrom('AssociationRegistered' as const, 'AssociationEnded' as const),
      kind: fc.constantFrom(
        'transacting-partner' as const,
        'transacting-partner' as const,
        'delegated-administrator' as const,
      ),
      customerId: fc.constantFrom(...CUSTOMERS),
      effectiveOn: day,
      products: fc.option(
        fc.uniqueArray(fc.constantFrom(...products), { minLength: 1, maxLength: 2 }),
        { nil: undefined, freq: 2 },
      ),
    })
    .map(({ type, products: some, ...rest }) => ({
      type,
      data: { organizationId, ...rest, ...(some === undefined ? {} : { products: some }) },
    }));

const certificationEarned: fc.Arbitrary<Said> = fc
  .record({
    individualId: fc.constantFrom(...PEOPLE),
    certification: fc.constantFrom(...CERTIFICATIONS),
    earnedOn: day,
    expiresOn: fc.option(day, { nil: undefined, freq: 2 }),
  })
  .map(({ expiresOn, ...rest }) => ({
    type: 'CertificationEarned',
    data: { organizationId, ...rest, ...(expiresOn === undefined ? {} : { expiresOn }) },
  }));

const measureReported = ({ products }: Vocabulary): fc.Arbitrary<Said> =>
  fc
    .record({
      measure: fc.constantFrom(...MEASURES),
      value: fc.constantFrom(1, 2, 3, 5, 10, 0, -3),
      effectiveOn: day,
      customerId: fc.option(fc.constantFrom(...CUSTOMERS), { nil: undefined }),
      product: fc.option(fc.constantFrom(...products), { nil: undefined, freq: 2 }),
    })
    .map(({ customerId, product, ...rest }) => ({
      type: 'MeasureReported',
      data: {
        organizationId,
        ...rest,
        ...(customerId === undefined ? {} : { customerId }),
        ...(product === undefined ? {} : { product }),
      },
    }));

const attributeAssigned: fc.Arbitrary<Said> = fc
  .constantFrom(
    ...Object.entries(ATTRIBUTES).flatMap(([attribute, values]) =>
      values.map((value) => ({ attribute, value })),
    ),
  )
  .chain((assigned) => day.map((effectiveOn) => ({ ...assigned, effectiveOn })))
  .map((data) => ({ type: 'AttributeAssigned', data: { organizationId, ...data } }));

const purchased = ({ competencies }: Vocabulary): fc.Arbitrary<Said> =>
  fc
    .record({
      competency: fc.constantFrom(...competencies),
      tier: fc.constantFrom('silver' as const, 'gold' as const),
      purchasedOn: purchaseDay,
      anniversaryOn: fc.option(purchaseDay, { nil: undefined, freq: 4 }),
    })
    .map(({ anniversaryOn, ...rest }) => ({
      type: 'MembershipPurchased',
      data: { organizationId, ...rest, ...(anniversaryOn === undefined ? {} : { anniversaryOn }) },
    }));

/** What there is less of without effect stands here twice. */
export const furtherFacts = (vocabulary: Vocabulary): fc.Arbitrary<Said>[] => [
  associated(vocabulary),
  associated(vocabulary),
  certificationEarned,
  certificationEarned,
  measureReported(vocabulary),
  measureReported(vocabulary),
  attributeAssigned,
  purchased(vocabulary),
];
