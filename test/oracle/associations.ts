import type { AssociationKind, RecordedFact } from '@app/domain';
import type { IsoDay } from './days.js';
import { markOn, ofType } from './known-facts.js';

/** A customer is associated on some day, in one of these ways, for one of these products. */
export interface Associating {
  readonly associationKinds: readonly AssociationKind[];
  readonly associationProducts: readonly string[];
}

export function isAssociated(
  live: readonly RecordedFact[],
  { associationKinds, associationProducts }: Associating,
  customerId: string,
  day: IsoDay,
): boolean {
  return associationKinds.some((kind) =>
    associationProducts.some((product) =>
      isAssociatedFor(live, { kind, product, customerId }, day),
    ),
  );
}

interface Association {
  readonly kind: AssociationKind;
  readonly product: string;
  readonly customerId: string;
}

/** Whether a customer is associated on a day does not depend on the day asked about: looked up once, then kept. */
const answers = new WeakMap<readonly RecordedFact[], Map<string, boolean>>();

function isAssociatedFor(
  live: readonly RecordedFact[],
  association: Association,
  day: IsoDay,
): boolean {
  const kept = answers.get(live) ?? new Map<string, boolean>();
  answers.set(live, kept);
  const { kind, product, customerId } = association;
  const question = `${day} ${kind} ${product} ${customerId}`;
  const known = kept.get(question);
  if (known !== undefined) return known;
  const marks = marksOf(live, kind).filter(
    ({ data }) =>
      data.customerId === customerId &&
      (data.products === undefined || data.products.includes(product)),
  );
  const holds = markOn(marks, day)?.begins ?? false;
  kept.set(question, holds);
  return holds;
}

interface AssociationMark {
  readonly revision: number;
  /** Or else it ends the association. */
  readonly begins: boolean;
  readonly data: {
    readonly customerId: string;
    readonly effectiveOn: IsoDay;
    readonly products?: readonly string[];
  };
}

function marksOf(live: readonly RecordedFact[], kind: AssociationKind): AssociationMark[] {
  if (kind === 'partner-of-record')
    return ofType(live, 'PartnerOfRecordAssociated', 'PartnerOfRecordDissociated').map(
      ({ revision, type, data }) => ({
        revision,
        begins: type === 'PartnerOfRecordAssociated',
        data,
      }),
    );
  return ofType(live, 'AssociationRegistered', 'AssociationEnded')
    .filter(({ data }) => data.kind === kind)
    .map(({ revision, type, data }) => ({
      revision,
      begins: type === 'AssociationRegistered',
      data,
    }));
}
