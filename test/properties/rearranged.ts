import fc from 'fast-check';
import { enrolled, said } from './facts.js';
import { storyInOrder, type Said, type Story } from './stories.js';
import { EVERYBODY } from './vocabulary.js';

/** Facts of which none depends on when it arrives: one mark of a subject and day, one content of a key, their own rates. */
const independentFacts: fc.Arbitrary<Said[]> = fc
  .array(said(40), { minLength: 10, maxLength: 40, size: 'max' })
  .map((facts) => {
    const first = new Map<string, Said>();
    for (const fact of [...EVERYBODY, ...facts]) {
      const inEuros = fact.type === 'RevenueBooked' && fact.data.currency === 'EUR';
      const subject = subjectOf(fact);
      if (!inEuros && !first.has(subject)) first.set(subject, fact);
    }
    return [...first.values()];
  });

/** What two facts must not share if the order of their arrival is to be without effect. */
function subjectOf({ type, data }: Said): string {
  switch (type) {
    case 'RevenueBooked':
      return `booking ${data.bookingId}`;
    case 'ExamPassed':
      return `pass ${data.individualId} ${data.exam} ${data.passedOn}`;
    case 'IndividualJoined':
    case 'IndividualLeft':
      return `membership ${data.individualId} ${data.effectiveOn}`;
    case 'PartnerOfRecordAssociated':
    case 'PartnerOfRecordDissociated':
      return `customer ${data.customerId} ${data.effectiveOn}`;
    case 'MarketReassigned':
      return `market ${data.effectiveOn}`;
    case 'AssociationRegistered':
    case 'AssociationEnded':
      return `${data.kind} ${data.customerId} ${data.effectiveOn}`;
    case 'CertificationEarned':
      return `certification ${data.individualId} ${data.certification} ${data.earnedOn}`;
    case 'MeasureReported':
      return `${data.measure} ${data.customerId} ${data.product} ${data.effectiveOn}`;
    case 'AttributeAssigned':
      return `${data.attribute} ${data.effectiveOn}`;
    case 'MembershipPurchased':
      return `purchase ${data.competency} ${data.purchasedOn}`;
    default:
      return type;
  }
}

/** The same facts in two orders, the enrolment first, and what is retracted before its retraction. */
export const rearranged: fc.Arbitrary<[Story, Story]> = fc
  .record({ enrolment: enrolled, facts: independentFacts })
  .chain(({ enrolment, facts }) => {
    const numbered = facts.map((says, index) => ({ says, index }));
    const inSomeOrder = fc.shuffledSubarray(numbered, { minLength: numbered.length });
    const retracted = fc.subarray(numbered, { maxLength: 4 });
    return fc
      .tuple(inSomeOrder, inSomeOrder, retracted)
      .map(([one, other, gone]): [Story, Story] => [
        storyInOrder(enrolment, one, gone),
        storyInOrder(enrolment, other, [...gone].reverse()),
      ]);
  });
