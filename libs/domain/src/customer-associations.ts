import type { AssociationMark } from './facts-index.js';
import { type DayIntervals, daysOn, union } from './intervals.js';
import type { RevenueFilter } from './program.js';

export type AssociationFilter = Pick<RevenueFilter, 'associationKinds' | 'associationProducts'>;

/** The days on which the organization is associated with its customers, each worked out once. */
export class CustomerAssociations {
  readonly #marksOf: (customer: number) => readonly AssociationMark[];
  readonly #days = new Map<string, DayIntervals[]>();

  /** `marksOf` returns the known, live marks of a customer's code. */
  constructor(marksOf: (customer: number) => readonly AssociationMark[]) {
    this.#marksOf = marksOf;
  }

  /** Of a customer's code, the days of at least one of the filter's kinds of association for at least one of its products. */
  under(filter: AssociationFilter): (customer: number) => DayIntervals {
    const key = `${filter.associationKinds.join()} ${filter.associationProducts.join()}`;
    const kept = this.#days.get(key) ?? [];
    this.#days.set(key, kept);
    return (customer) => (kept[customer] ??= associationDays(this.#marksOf(customer), filter));
  }
}

/** A mark that names products speaks of those alone; one that names none speaks of every product. */
function associationDays(
  marks: readonly AssociationMark[],
  { associationKinds, associationProducts }: AssociationFilter,
): DayIntervals {
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
        (mark) => mark.associated,
      ),
    ),
  );
}
