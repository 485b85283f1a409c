import { centsOf, MARKETS, parseDay, TIERS } from '@app/domain';
import type {
  EditionDocument,
  PeopleDocument,
  RequirementDocument,
  RevenueDocument,
} from './edition-document.js';
import type { Locator, Path, Problem } from './problem.js';

/** What a schema cannot say: that names are declared, days exist, ids are unique and gold asks for no less than silver. */
export function checkEdition(edition: EditionDocument, locator: Locator): Problem[] {
  const check = new EditionCheck(edition, locator);
  check.days();
  check.citations();
  check.examsInUpperCase();
  check.unique(edition.products, ['products']);
  check.unique(edition.exams, ['exams']);
  check.unique(
    edition.options.map(({ competency, option }) => ({ id: `${competency}/${option}` })),
    ['options'],
  );
  for (const [place, { requirements }] of edition.options.entries()) {
    const path = ['options', place, 'requirements'];
    check.unique(requirements, path);
    for (const [index, requirement] of requirements.entries()) {
      check.requirement(requirement, [...path, index]);
    }
  }
  return check.problems;
}

class EditionCheck {
  readonly problems: Problem[] = [];
  readonly #products: ReadonlySet<string>;
  readonly #exams: ReadonlySet<string>;

  constructor(
    private readonly edition: EditionDocument,
    private readonly locator: Locator,
  ) {
    this.#products = new Set(edition.products.map(({ id }) => id));
    this.#exams = new Set(edition.exams.map(({ id }) => id));
  }

  days(): void {
    for (const field of ['publishedOn', 'effectiveFrom'] as const) {
      const day = this.edition[field];
      if (day !== null && parseDay(day) === null) {
        this.#add([field], `${day} is no day from 1990-01-01 to 2100-12-31`);
      }
    }
  }

  citations(): void {
    const cite = (document: string, path: Path) => {
      if (Object.hasOwn(this.edition.documents, document)) return;
      const known = Object.keys(this.edition.documents).join(', ');
      this.#add(path, `document ${document} is not among documents; there are ${known}`);
    };
    for (const list of ['products', 'exams', 'options'] as const) {
      for (const [place, { document }] of this.edition[list].entries()) {
        cite(document, [list, place, 'document']);
      }
    }
    for (const [place, { cite: citation }] of this.edition.readings.entries()) {
      cite(citation.document, ['readings', place, 'cite', 'document']);
    }
  }

  examsInUpperCase(): void {
    for (const [place, { id }] of this.edition.exams.entries()) {
      if (id === id.toUpperCase()) continue;
      this.#add(['exams', place, 'id'], `exam ${id} is not in upper case, as facts have it`);
    }
  }

  unique(items: readonly { readonly id: string }[], path: Path): void {
    for (const [place, { id }] of items.entries()) {
      if (items.findIndex((other) => other.id === id) === place) continue;
      this.#add([...path, place], `${id} stands here twice; ids are unique in a list`);
    }
  }

  requirement(requirement: RequirementDocument, path: Path): void {
    if (requirement.kind === 'rolling-revenue') this.#revenue(requirement, path);
    else this.#people(requirement, path);
  }

  #revenue(requirement: RevenueDocument, path: Path): void {
    for (const list of ['products', 'associationProducts'] as const) {
      for (const [place, product] of requirement[list].entries()) {
        if (this.#products.has(product)) continue;
        this.#add([...path, list, place], `product ${product} is not declared under products`);
      }
    }
    for (const market of MARKETS) {
      const [silver, gold] = TIERS.map((tier) => requirement.tiers[tier][market].usd);
      if (silver === undefined || gold === undefined || centsOf(silver) <= centsOf(gold)) continue;
      const message = `gold asks for ${gold} USD in ${market} markets, less than silver's ${silver}`;
      this.#add([...path, 'tiers', 'gold', market, 'usd'], message);
    }
  }

  #people(requirement: PeopleDocument, path: Path): void {
    for (const [place, group] of requirement.groups.entries()) {
      const groupPath = [...path, 'groups', place];
      for (const [list, exams] of group.exams.entries()) {
        for (const [index, exam] of exams.entries()) {
          if (this.#exams.has(exam)) continue;
          this.#add(
            [...groupPath, 'exams', list, index],
            `exam ${exam} is not declared under exams`,
          );
        }
      }
      if (group.gold.places < group.silver.places) {
        this.#add(
          [...groupPath, 'gold', 'places'],
          `gold asks for ${group.gold.places} individuals, less than silver's ${group.silver.places}`,
        );
      }
    }
  }

  #add(path: Path, message: string): void {
    this.problems.push(this.locator.problem(path, message));
  }
}
