import {
  type ByMarket,
  centsOf,
  type Citation,
  type Credential,
  dayOf,
  type Holding,
  MARKETS,
  type PeopleGroup,
  type Requirement,
  type Tier,
} from '@app/domain';
import type {
  CountDocument,
  CredentialDocument,
  EditionDocument,
  GroupDocument,
  HoldsDocument,
  MeasureDocument,
  PeopleDocument,
  RequirementDocument,
} from './edition-document.js';

/** Makes the requirements of a checked document: policies and the days of credentials become a part of each. */
export class RequirementBuilder {
  readonly #policies: EditionDocument['policies'];
  /** What somebody holds who is asked for a credential: it, or what replaced it. */
  readonly #holdings = new Map<string, Holding>();

  constructor(document: EditionDocument) {
    this.#policies = document.policies;
    const declared = [
      ...document.exams.map((exam) => ({ ...exam, type: 'exam' as const })),
      ...(document.certifications ?? []).map((one) => ({ ...one, type: 'certification' as const })),
    ];
    const byId = new Map(declared.map((credential) => [credential.id, credential]));
    for (const { id } of declared) {
      const chain: Credential[] = [];
      let next = byId.get(id);
      while (next !== undefined) {
        chain.push({ id: next.id, type: next.type, ...daysOf(next) });
        next = next.replacedBy === undefined ? undefined : byId.get(next.replacedBy);
      }
      this.#holdings.set(id, atLeast(1, chain));
    }
  }

  /** What a tier asks for; requirements that ask nothing of it are left out. */
  ofTier(
    requirements: readonly RequirementDocument[],
    tier: Tier,
    document: string,
  ): Requirement[] {
    return requirements.flatMap((requirement) => this.#build(requirement, tier, document));
  }

  #build(requirement: RequirementDocument, tier: Tier, document: string): Requirement[] {
    const cited = citedIn(document);
    if (requirement.kind === 'qualified-individuals') {
      return this.#people(requirement, tier, cited);
    }
    const { id } = requirement;
    const { window, attribution } = this.#policies;
    switch (requirement.kind) {
      case 'rolling-revenue': {
        const asked = requirement.tiers[tier];
        if (asked === undefined) return [];
        const { developed, developing, heading } = asked;
        return [
          {
            kind: requirement.kind,
            id,
            ...filterOf(requirement),
            window,
            attribution,
            threshold: { developed: centsOf(developed.usd), developing: centsOf(developing.usd) },
            citations: cited(heading, [developed.says, developing.says, ...requirement.conditions]),
          },
        ];
      }
      case 'customer-count': {
        const asked = requirement.tiers[tier];
        if (asked === undefined) return [];
        const { eachAtLeast, netNew, conditions } = requirement;
        return [
          {
            kind: requirement.kind,
            id,
            ...filterOf(requirement),
            window,
            attribution,
            atLeast: centsOf(eachAtLeast.usd),
            netNew,
            threshold: countsOf(asked),
            citations: cited(asked.heading, [...saidOf(asked), eachAtLeast.says, ...conditions]),
          },
        ];
      }
      case 'reported-measure':
        return this.#measure(requirement, tier, cited);
      case 'organization-attribute': {
        const asked = requirement.tiers[tier];
        if (asked === undefined) return [];
        const { values, heading, says } = asked;
        const { kind, attribute } = requirement;
        return [{ kind, id, attribute, values, citations: cited(heading, [says]) }];
      }
      case 'all-of':
      case 'any-of': {
        const of = this.ofTier(requirement.of, tier, document);
        const asked = requirement.tiers[tier];
        if (of.length === 0 || asked === undefined) return [];
        const { kind } = requirement;
        return [{ kind, id, of, citations: cited(asked.heading, [asked.says]) }];
      }
    }
  }

  #measure(requirement: MeasureDocument, tier: Tier, cited: Cite): Requirement[] {
    const asked = requirement.tiers[tier];
    if (asked === undefined) return [];
    const { kind, id, measure, counts, products, conditions } = requirement;
    const { associationKinds, associationProducts } = requirement;
    const { window, attribution } = this.#policies;
    return [
      {
        kind,
        id,
        measure,
        counts,
        products: products === 'every' ? [] : products,
        associationKinds: associationKinds === 'none' ? [] : associationKinds,
        associationProducts: associationProducts ?? [],
        window,
        attribution,
        threshold: countsOf(asked),
        citations: cited(asked.heading, [...saidOf(asked), ...conditions]),
      },
    ];
  }

  #people({ id, kind, groups }: PeopleDocument, tier: Tier, cited: Cite): Requirement[] {
    const asked = groups.flatMap((group) => {
      const places = group[tier];
      return places === undefined ? [] : [{ group, places }];
    });
    if (asked.length === 0) return [];
    return [
      {
        kind,
        id,
        alternatives: everyWay(
          asked.map(({ group, places }) =>
            this.#waysOf(group).map((holds): PeopleGroup => ({
              places: places.places,
              holds,
              individuals: group.individuals ?? 'others',
            })),
          ),
        ),
        citations: asked.flatMap(({ group, places: { heading, says } }) =>
          cited(heading, [says, ...(group.same ?? []).flatMap((same) => same.says[tier] ?? [])]),
        ),
      },
    ];
  }

  /** What the people of a group hold: one holding, or, unmixed, one of several for all of them. */
  #waysOf({ holds, alternatives, same = [] }: GroupDocument): Holding[] {
    const also = same.map((one) => this.#holding(one.holds));
    const ways = (alternatives ?? (holds === undefined ? [] : [holds])).map((way) =>
      this.#holding(way),
    );
    const conjoined = (way: Holding) => atLeast(1 + also.length, [way, ...also]);
    return this.#policies.alternatives === 'mixed'
      ? [conjoined(atLeast(1, ways))]
      : ways.map(conjoined);
  }

  #holding(holds: HoldsDocument): Holding {
    if (typeof holds === 'string') return this.#holdings.get(holds) ?? atLeast(1, []);
    if ('allOf' in holds) {
      return atLeast(
        holds.allOf.length,
        holds.allOf.map((part) => this.#holding(part)),
      );
    }
    if ('anyOf' in holds) {
      return atLeast(
        1,
        holds.anyOf.map((part) => this.#holding(part)),
      );
    }
    return atLeast(
      holds.atLeast,
      holds.of.map((part) => this.#holding(part)),
    );
  }
}

/** The citations of sentences under a heading of a document. */
type Cite = (heading: string, says: readonly string[]) => Citation[];

function citedIn(document: string): Cite {
  return (heading, says) => says.map((sentence) => ({ document, heading, says: sentence }));
}

function atLeast(count: number, of: readonly Holding[]): Holding {
  const [only] = of;
  return of.length === 1 && only !== undefined ? only : { atLeast: count, of };
}

/** One of each list, in every way. */
function everyWay<T>(lists: readonly (readonly T[])[]): T[][] {
  return lists.reduce<T[][]>(
    (ways, list) => ways.flatMap((way) => list.map((one) => [...way, one])),
    [[]],
  );
}

function filterOf({
  products,
  revenueTypes,
  associationKinds,
  associationProducts,
}: Extract<RequirementDocument, { kind: 'rolling-revenue' | 'customer-count' }>) {
  return {
    products,
    revenueTypes: revenueTypes === 'every' ? [] : revenueTypes,
    associationKinds,
    associationProducts,
  };
}

function countsOf({ developed, developing }: ByMarket<CountDocument>): ByMarket<number> {
  return { developed: developed.count, developing: developing.count };
}

function saidOf(asked: ByMarket<CountDocument>): string[] {
  return MARKETS.map((market) => asked[market].says);
}

/** The days on which a credential can be earned and counts; `null` = without bound. */
export function daysOf({ availableFrom, retiredOn, acceptedUntil }: CredentialDocument) {
  const day = (text: string | undefined) => (text === undefined ? null : dayOf(text));
  return {
    availableFrom: day(availableFrom),
    retiredOn: day(retiredOn),
    acceptedUntil: day(acceptedUntil),
  };
}
