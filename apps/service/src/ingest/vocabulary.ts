import { Inject, Injectable } from '@nestjs/common';
import type { Fact, Program } from '@app/domain';
import { PROGRAMS } from '../tokens.js';

/** Something odd about a fact that was accepted all the same. */
export interface Warning {
  readonly code: 'product-unknown' | 'exam-unknown';
  readonly detail: string;
  readonly pointer: string;
}

/** The products and exams that the programs' editions name: a fact about another one counts for nothing, and its sender is told. */
@Injectable()
export class Vocabulary {
  readonly #products: ReadonlySet<string>;
  readonly #exams: ReadonlySet<string>;

  constructor(@Inject(PROGRAMS) programs: readonly Program[]) {
    const editions = programs.flatMap((program) => program.editions);
    this.#products = new Set(editions.flatMap(({ products }) => products.map(({ id }) => id)));
    this.#exams = new Set(editions.flatMap(({ exams }) => exams.map(({ id }) => id.toUpperCase())));
  }

  /** What no edition has heard of. */
  warningsFor(fact: Fact): Warning[] {
    switch (fact.type) {
      case 'RevenueBooked':
        return this.#product(fact.data.product, '/data/product');
      case 'PartnerOfRecordAssociated':
      case 'PartnerOfRecordDissociated':
        return (fact.data.products ?? []).flatMap((product, place) =>
          this.#product(product, `/data/products/${place}`),
        );
      case 'ExamPassed':
        if (this.#exams.has(fact.data.exam)) return [];
        return [
          {
            code: 'exam-unknown',
            detail: `no edition names the exam ${fact.data.exam}; it counts for nothing`,
            pointer: '/data/exam',
          },
        ];
      default:
        return [];
    }
  }

  #product(product: string, pointer: string): Warning[] {
    if (this.#products.has(product)) return [];
    const detail = `no edition names the product ${product}; it counts for nothing`;
    return [{ code: 'product-unknown', detail, pointer }];
  }
}
