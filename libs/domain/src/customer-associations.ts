import type { AssociationMark } from './facts-index.js';
import { type DayIntervals, daysOn, union } from './intervals.js';
import { keyOfAssociation } from './key-of.js';
import type { AssociationFilter } from './program.js';

/** The days on which the organization is associated with its customers, each worked out once. */
export class CustomerAssociations {
  readonly #days = new Map<string, DayIntervals[]>();

  /** `marks` are those of every customer, by its code; only those that are known count. */
  constructor(
    private readonly marks: readonly (readonly AssociationMark[])[],
    private readonly isKnown: (mark: AssociationMark) => boolean,
  ) {}

  /** Of a customer's code, the days of at least one of the filter's kinds of association for at least one of its products. */
  under(filter: AssociationFilter): (customer: number) => DayIntervals {
    const key = keyOfAssociation(filter);
    // As long as the list of customers, which are asked about in no order.
    const kept = this.#days.get(key) ?? new Array<DayIntervals>(this.marks.length);
    this.#days.set(key, kept);
    return (customer) => (kept[customer] ??= this.#daysOf(customer, filter));
  }

  #daysOf(customer: number, filter: AssociationFilter): DayIntervals {
    const marks = this.marks[customer] ?? [];
    const isToldBy = (mark: AssociationMark) => speaksOf(mark, filter) && this.isKnown(mark);
    // As a rule all of them, which then need no array of their own.
    return associationDays(marks.every(isToldBy) ? marks : marks.filter(isToldBy), filter);
  }
}

/** A mark that names products speaks of those alone; one that names none speaks of every product. */
function speaksOf(
  { kind, products }: AssociationMark,
  { associationKinds, associationProducts }: AssociationFilter,
): boolean {
  const isOfProduct =
    products === null
      ? associationProducts.length > 0
      : products.some((product) => associationProducts.includes(product));
  return isOfProduct && associationKinds.includes(kind);
}

function associationDays(
  marks: readonly AssociationMark[],
  { associationKinds, associationProducts }: AssociationFilter,
): DayIntervals {
  const [first] = marks;
  if (first === undefined) return [];
  // As a rule marks are all of one kind and of every product: then so is each subject.
  if (marks.every(({ kind, products }) => kind === first.kind && products === null))
    return daysOn(marks, isAssociated);
  const subjects = associationKinds.flatMap((kind) =>
    associationProducts.map((product) => ({ kind, product })),
  );
  return union(
    subjects.flatMap(({ kind, product }) =>
      daysOn(
        marks.filter(
          (mark) =>
            mark.kind === kind && (mark.products === null || mark.products.includes(product)),
        ),
        isAssociated,
      ),
    ),
  );
}

function isAssociated({ associated }: AssociationMark): boolean {
  return associated;
}
