import { Inject, Injectable } from '@nestjs/common';
import type { Edition, Fact, Program } from '@app/domain';
import { PROGRAMS } from '../tokens.js';

/** What a fact may name that an edition declares. */
const NOUNS = ['product', 'exam', 'certification', 'measure', 'attribute', 'competency'] as const;
type Noun = (typeof NOUNS)[number];

export const WARNING_CODES = NOUNS.map((noun) => `${noun}-unknown` as const);

/** Something odd about a fact that was accepted all the same. */
export interface Warning {
  readonly code: (typeof WARNING_CODES)[number];
  readonly detail: string;
  readonly pointer: string;
}

/** What the programs' editions name: a fact about another product or exam counts for nothing, and its sender is told. */
@Injectable()
export class Vocabulary {
  #of: readonly Program[] | null = null;
  #words: Readonly<Record<Noun, ReadonlySet<string>>> | null = null;

  constructor(@Inject(PROGRAMS) private readonly programs: () => readonly Program[]) {}

  /** What no edition has heard of. */
  warningsFor(fact: Fact): Warning[] {
    switch (fact.type) {
      case 'RevenueBooked':
        return this.#unlessKnown('product', fact.data.product);
      case 'PartnerOfRecordAssociated':
      case 'PartnerOfRecordDissociated':
      case 'AssociationRegistered':
      case 'AssociationEnded':
        return (fact.data.products ?? []).flatMap((product, place) =>
          this.#unlessKnown('product', product, `/data/products/${place}`),
        );
      case 'ExamPassed':
        return this.#unlessKnown('exam', fact.data.exam);
      case 'CertificationEarned':
        return this.#unlessKnown('certification', fact.data.certification);
      case 'MeasureReported':
        return [
          ...this.#unlessKnown('measure', fact.data.measure),
          ...(fact.data.product === undefined
            ? []
            : this.#unlessKnown('product', fact.data.product)),
        ];
      case 'AttributeAssigned':
        return this.#unlessKnown('attribute', fact.data.attribute);
      case 'MembershipPurchased':
        return this.#unlessKnown('competency', fact.data.competency);
      default:
        return [];
    }
  }

  #unlessKnown(noun: Noun, id: string, pointer = `/data/${noun}`): Warning[] {
    if (this.#known()[noun].has(id)) return [];
    const detail = `no edition names the ${noun} ${id}; it counts for nothing`;
    return [{ code: `${noun}-unknown`, detail, pointer }];
  }

  /** Editions may change while the service runs. */
  #known(): Readonly<Record<Noun, ReadonlySet<string>>> {
    const programs = this.programs();
    if (this.#words === null || this.#of !== programs) {
      this.#of = programs;
      this.#words = wordsOf(programs.flatMap(({ editions }) => editions));
    }
    return this.#words;
  }
}

function wordsOf(editions: readonly Edition[]): Readonly<Record<Noun, ReadonlySet<string>>> {
  const idsOf = (list: (edition: Edition) => readonly { readonly id: string }[]) =>
    new Set(editions.flatMap(list).map(({ id }) => id));
  return {
    product: idsOf(({ products }) => products),
    exam: idsOf(({ exams }) => exams),
    certification: idsOf(({ certifications }) => certifications),
    measure: idsOf(({ measures }) => measures),
    attribute: idsOf(({ attributes }) => attributes),
    competency: idsOf(({ options }) => options.map(({ competency }) => ({ id: competency }))),
  };
}
