import {
  type Credential,
  type Day,
  daysThatCount,
  type FactsIndex,
  type Holding,
  type Requirement,
  withParts,
} from '@app/domain';

/** Something that a recorded fact says, and what it bears upon. */
export interface Happening {
  readonly revision: number;
  readonly type: string;
  /** What comes first where there is much to tell. */
  readonly weight: number;
  /** What it does on days to a requirement that it bears upon; nothing where it does not. */
  readonly effectsOn: (requirement: Requirement) => readonly Effect[];
}

/** A day on which a fact changes what counts, and how. NOTE: the words are stored. */
export interface Effect {
  readonly day: Day;
  readonly effect:
    | 'took-effect'
    | 'entered-the-window'
    | 'left-the-window'
    | 'joined'
    | 'left'
    | 'expired'
    | 'no-longer-accepted';
}

const NOTHING: readonly Effect[] = [];

/** Every fact of an organization that may bear upon a requirement, live or not; retractions apart, which bear upon what they name. */
export function happeningsOf(index: FactsIndex): Happening[] {
  return [
    ...aboutTheOrganization(index),
    ...aboutPeople(index),
    ...aboutCustomers(index),
    ...reports(index),
    ...bookings(index),
  ];
}

function aboutTheOrganization({ content }: FactsIndex): Happening[] {
  const { enrolment, corrections, marketMarks, attributeMarks } = content;
  const always = (day: Day) => () => [{ day, effect: 'took-effect' as const }];
  return [
    ...(enrolment === null
      ? []
      : [happening(0, 'OrganizationEnrolled', always(enrolment.effectiveOn))]),
    ...corrections.map(({ revision, effectiveOn }) =>
      happening(revision, 'OrganizationCorrected', always(effectiveOn ?? -Infinity)),
    ),
    ...marketMarks.map(({ revision, effectiveOn }) =>
      happening(revision, 'MarketReassigned', always(effectiveOn)),
    ),
    ...attributeMarks.map(({ revision, effectiveOn, attribute }) =>
      happening(revision, 'AttributeAssigned', (requirement) =>
        requirement.kind === 'organization-attribute' && requirement.attribute === attribute
          ? [{ day: effectiveOn, effect: 'took-effect' }]
          : NOTHING,
      ),
    ),
  ];
}

function aboutPeople({ content }: FactsIndex): Happening[] {
  return [...content.individuals.values()].flatMap(({ marks, passes }) => [
    ...marks.map(({ revision, effectiveOn, member }) =>
      happening(revision, member ? 'IndividualJoined' : 'IndividualLeft', ({ kind }) =>
        kind === 'qualified-individuals'
          ? [{ day: effectiveOn, effect: member ? 'joined' : 'left' }]
          : NOTHING,
      ),
    ),
    ...passes.map(({ revision, type, credential, from, to }) =>
      happening(revision, type === 'exam' ? 'ExamPassed' : 'CertificationEarned', (requirement) =>
        credentialsAsked(requirement)
          .filter((asked) => asked.type === type && asked.id === credential)
          .flatMap(({ acceptedUntil }) => [
            { day: from, effect: 'took-effect' },
            { day: to, effect: 'expired' },
            { day: acceptedUntil ?? Infinity, effect: 'no-longer-accepted' },
          ]),
      ),
    ),
  ]);
}

function credentialsAsked(requirement: Requirement): Credential[] {
  return requirement.kind === 'qualified-individuals'
    ? requirement.alternatives.flat().flatMap(({ holds }) => credentialsIn(holds))
    : [];
}

function credentialsIn(holding: Holding): readonly Credential[] {
  return 'of' in holding ? holding.of.flatMap(credentialsIn) : [holding];
}

function aboutCustomers({ content }: FactsIndex): Happening[] {
  return content.associations.toArray().map(({ revision, effectiveOn, kind, associated }) => {
    const isPartnerOfRecord = kind === 'partner-of-record';
    const type = associated
      ? isPartnerOfRecord
        ? 'PartnerOfRecordAssociated'
        : 'AssociationRegistered'
      : isPartnerOfRecord
        ? 'PartnerOfRecordDissociated'
        : 'AssociationEnded';
    return happening(revision, type, (requirement) =>
      'associationKinds' in requirement && requirement.associationKinds.includes(kind)
        ? [{ day: effectiveOn, effect: 'took-effect' }]
        : NOTHING,
    );
  });
}

function reports({ content }: FactsIndex): Happening[] {
  return content.measureMarks.map(({ revision, effectiveOn, measure }) =>
    happening(revision, 'MeasureReported', (requirement) => {
      if (requirement.kind !== 'reported-measure' || requirement.measure !== measure) {
        return NOTHING;
      }
      if (requirement.counts === 'latest') return [{ day: effectiveOn, effect: 'took-effect' }];
      return throughTheWindow(effectiveOn, requirement);
    }),
  );
}

function bookings(index: FactsIndex): Happening[] {
  const { content } = index;
  const found: Happening[] = [];
  content.bookings.forEachKnown(
    index.revision,
    ({ revision, day, cents, product, revenueType }) => {
      const productId = content.products[product] ?? '';
      found.push({
        revision,
        type: 'RevenueBooked',
        weight: Math.abs(cents),
        effectsOn: (requirement) => {
          if (requirement.kind !== 'rolling-revenue' && requirement.kind !== 'customer-count') {
            return NOTHING;
          }
          const { products, revenueTypes } = requirement;
          const fits =
            products.includes(productId) &&
            (revenueTypes.length === 0 || revenueTypes.includes(revenueType));
          return fits ? throughTheWindow(day, requirement) : NOTHING;
        },
      });
    },
  );
  return found;
}

function throughTheWindow(
  day: Day,
  { window }: Extract<Requirement, { readonly window: unknown }>,
): Effect[] {
  return daysThatCount(day, window).flatMap(({ from, to }) => [
    { day: from, effect: 'entered-the-window' },
    { day: to, effect: 'left-the-window' },
  ]);
}

function happening(revision: number, type: string, effectsOn: Happening['effectsOn']): Happening {
  return { revision, type, weight: 0, effectsOn };
}

/** The requirements that are no compositions: facts bear upon those. */
export function leavesOf(requirements: readonly Requirement[]): Requirement[] {
  return withParts(requirements).filter(({ kind }) => kind !== 'all-of' && kind !== 'any-of');
}
