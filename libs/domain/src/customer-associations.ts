import {
  type AssociationMark,
  type AssociationMarks,
  type AssociationSubject,
  EFFECTIVE_ON,
  MARK,
  MARK_REVISION,
  MARKED_CUSTOMER,
  SUBJECT_AND_STATE,
} from './association-marks.js';
import type { Day } from './business-day.js';
import { type DayIntervals, daysOn, isWithin, union } from './intervals.js';
import { keyOfAssociation } from './key-of.js';
import type { AssociationFilter } from './program.js';

/** For good. */
const FOR_GOOD = 0x3fff_ffff;

/** Which facts count. */
interface Known {
  isKnownRevision(revision: number): boolean;
}

/** The days on which the organization is associated with its customers, worked out once for each kind of association. */
export class CustomerAssociations {
  #under: readonly { readonly key: string; readonly days: AssociationDays }[] = [];

  /** Only marks of revisions that are known count. */
  constructor(
    private readonly marks: AssociationMarks,
    private readonly known: Known,
  ) {}

  /** The days of at least one of the filter's kinds of association for at least one of its products. */
  under(filter: AssociationFilter): AssociationDays {
    const key = keyOfAssociation(filter);
    for (const kept of this.#under) if (kept.key === key) return kept.days;
    const days = AssociationDays.of(this.marks, filter, this.known);
    this.#under = [...this.#under, { key, days }];
    return days;
  }
}

/**
 * The days of each customer. As a rule they are one interval, and the marks that say so come in the order of their days: then the two
 * ends are all there is, side by side for all customers.
 */
export class AssociationDays {
  private constructor(
    /** By the customer's code, the first day and the one behind the last; 0 and 0 where there is none, or `several` has it. */
    private readonly ends: readonly Day[],
    /** Of customers whose marks are not so simple; `null` = there are none. */
    private readonly several: ReadonlyMap<number, DayIntervals> | null,
  ) {}

  /** Only marks of revisions that are known count. */
  static of(marks: AssociationMarks, filter: AssociationFilter, known: Known): AssociationDays {
    const counts = marks.subjects.map((subject) => speaksOf(subject, filter));
    const ends = new Array<Day>(2 * marks.customers).fill(0);
    const others = takenInOrder(ends, marks, counts, known);
    if (others === null) return new AssociationDays(ends, null);
    const several = new Map<number, DayIntervals>();
    for (const [customer, theirs] of marksOf(others, marks, counts, known)) {
      several.set(customer, associationDays(theirs, filter));
    }
    return new AssociationDays(ends, several);
  }

  /** 1 where `isWithin(of(customer), day)`, else 0: asked of every booking, and the two ends are compared without a branch. */
  on(customer: number, day: Day): 0 | 1 {
    const from = this.ends[2 * customer] ?? 0;
    const to = this.ends[2 * customer + 1] ?? 0;
    const isWithinEnds = ((from - day - 1) & (day - to)) >>> 31;
    if (this.several === null || isWithinEnds === 1) return isWithinEnds as 0 | 1;
    return isWithin(this.several.get(customer) ?? [], day) ? 1 : 0;
  }

  of(customer: number): DayIntervals {
    const several = this.several?.get(customer);
    if (several !== undefined) return several;
    const to = this.ends[2 * customer + 1] ?? 0;
    if (to === 0) return [];
    return [
      {
        from: this.ends[2 * customer] ?? 0,
        to: to === FOR_GOOD ? Number.POSITIVE_INFINITY : to,
      },
    ];
  }
}

/** The day of each customer's last mark, and what that spoke of as its code and one more. */
let lastMarks = new Int32Array(0);

/**
 * Fills in `ends` for all customers whose marks, those that count, speak of one subject, come in the order of their days, and begin one
 * interval at most. The others are returned, `null` where there are none; theirs are left at 0.
 */
function takenInOrder(
  ends: Day[],
  { words, length }: AssociationMarks,
  counts: readonly boolean[],
  known: Known,
): Set<number> | null {
  let others: Set<number> | null = null;
  if (lastMarks.length < ends.length) lastMarks = new Int32Array(2 * ends.length);
  lastMarks.fill(0, 0, ends.length);
  for (let at = 0; at < length * MARK; at += MARK) {
    const subject = (words[at + SUBJECT_AND_STATE] ?? 0) >> 1;
    if (counts[subject] !== true || !known.isKnownRevision(words[at + MARK_REVISION] ?? 0))
      continue;
    const associated = ((words[at + SUBJECT_AND_STATE] ?? 0) & 1) === 1;
    const day = words[at + EFFECTIVE_ON] ?? 0;
    const place = 2 * (words[at + MARKED_CUSTOMER] ?? 0);
    const to = ends[place + 1] ?? 0;
    const spokeOf = lastMarks[place + 1] ?? 0;
    const isInOrder = spokeOf === 0 || (spokeOf === subject + 1 && day > (lastMarks[place] ?? 0));
    if (!isInOrder || (associated && to !== 0 && to !== FOR_GOOD))
      (others ??= new Set()).add(place >> 1);
    else if (associated && to === 0) {
      ends[place] = day;
      ends[place + 1] = FOR_GOOD;
    } else if (!associated && to === FOR_GOOD) ends[place + 1] = day;
    lastMarks[place] = day;
    lastMarks[place + 1] = subject + 1;
  }
  for (const customer of others ?? []) ends.fill(0, 2 * customer, 2 * customer + 2);
  return others;
}

/** The marks of these customers that count, by customer. */
function marksOf(
  customers: ReadonlySet<number>,
  marks: AssociationMarks,
  counts: readonly boolean[],
  known: Known,
): Map<number, AssociationMark[]> {
  const found = new Map<number, AssociationMark[]>();
  for (let place = 0; place < marks.length; place += 1) {
    const subject = (marks.words[place * MARK + SUBJECT_AND_STATE] ?? 0) >> 1;
    const customer = marks.words[place * MARK + MARKED_CUSTOMER] ?? 0;
    if (counts[subject] !== true || !customers.has(customer)) continue;
    const mark = marks.at(place);
    if (!known.isKnownRevision(mark.revision)) continue;
    const theirs = found.get(customer);
    if (theirs === undefined) found.set(customer, [mark]);
    else theirs.push(mark);
  }
  return found;
}

/** A mark that names products speaks of those alone; one that names none speaks of every product. */
function speaksOf(
  { kind, products }: AssociationSubject,
  { associationKinds, associationProducts }: AssociationFilter,
): boolean {
  const isOfProduct =
    products === null
      ? associationProducts.length > 0
      : products.some((product) => associationProducts.includes(product));
  return isOfProduct && associationKinds.includes(kind);
}

/** Of marks that speak of something the filter asks for. */
function associationDays(
  marks: readonly AssociationMark[],
  { associationKinds, associationProducts }: AssociationFilter,
): DayIntervals {
  const [first] = marks;
  // As a rule marks are all of one kind and of every product: then so is each subject.
  if (marks.every(({ kind, products }) => kind === first?.kind && products === null))
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
