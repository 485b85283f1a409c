import {
  ASSOCIATION_KINDS,
  type AtLeast,
  type Credential,
  type Edition,
  formatDay,
  type Holding,
  MARKETS,
  optionIdOf,
  type PeopleGroup,
  type Program,
  type QualifiedIndividuals,
  type ReportedMeasure,
  type Requirement,
  REVENUE_TYPES,
  type RevenueFilter,
  withParts,
} from '@app/domain';
import { type CaseDocument, runCases } from '@app/programs';

/** An edition with one of its rules changed. */
export interface Change {
  /** `competency/option`, the one with the rule. */
  readonly option: string;
  readonly change: string;
  readonly edition: Edition;
}

/**
 * Every small change of a rule of the edition, those that change nothing by construction left out. `unknownProducts` are such as
 * the edition does not declare and a rule might take by mistake.
 */
export function changesOf(edition: Edition, unknownProducts: readonly string[] = []): Change[] {
  const changes = new RuleChanges(edition, unknownProducts);
  return edition.options.flatMap((option, optionPlace) =>
    option.tiers.flatMap((rules, tierPlace) =>
      changes.ofList(rules.requirements, 0).map(([what, requirements]): Change => {
        const tiers = option.tiers.with(tierPlace, { ...rules, requirements });
        return {
          option: optionIdOf(option),
          change: `${option.option} ${rules.tier} ${what}`,
          edition: {
            ...edition,
            options: edition.options.with(optionPlace, { ...option, tiers }),
          },
        };
      }),
    ),
  );
}

/** Whether a case of the changed edition has another answer in the program with the change. */
export function isNoticed(
  { option, edition }: Change,
  { editions, ...program }: Program,
  cases: readonly CaseDocument[],
): boolean {
  // Options of other competencies have no say in what a case expects, and take time.
  const [competency] = option.split('/');
  const changed = editions
    .map((other) => (other.id === edition.id ? edition : other))
    .map((one) => ({
      ...one,
      options: one.options.filter((other) => other.competency === competency),
    }));
  return cases
    .filter((one) => one.option === option)
    .some((one) =>
      runCases([{ ...program, editions: changed }], [one]).some(
        ({ actual, expected }) => actual !== expected,
      ),
    );
}

type Changed<T> = readonly [what: string, changed: T];

class RuleChanges {
  readonly #products: readonly string[];
  readonly #credentials: readonly Credential[];
  readonly #requirements: readonly Requirement[];

  constructor(
    private readonly edition: Edition,
    unknownProducts: readonly string[],
  ) {
    this.#products = [...edition.products.map(({ id }) => id), ...unknownProducts];
    this.#credentials = [
      ...edition.exams.map((exam) => ({ ...exam, type: 'exam' as const })),
      ...edition.certifications.map((one) => ({ ...one, type: 'certification' as const })),
    ].map(({ id, type, availableFrom, retiredOn, acceptedUntil }) => ({
      id,
      type,
      availableFrom,
      retiredOn,
      acceptedUntil,
    }));
    this.#requirements = withParts(
      edition.options.flatMap(({ tiers }) => tiers.flatMap(({ requirements }) => requirements)),
    );
  }

  /** `atLeast`: how many requirements stay. */
  ofList(requirements: readonly Requirement[], atLeast: number): Changed<Requirement[]>[] {
    return requirements.flatMap((requirement, place): Changed<Requirement[]>[] => [
      ...(requirements.length > atLeast
        ? [[`${requirement.id}: taken away`, requirements.toSpliced(place, 1)] as const]
        : []),
      ...this.#of(requirement).map(([what, changed]): Changed<Requirement[]> => [
        `${requirement.id}${what.includes(': ') ? '/' : ': '}${what}`,
        requirements.with(place, changed),
      ]),
    ]);
  }

  #of(requirement: Requirement): Changed<Requirement>[] {
    switch (requirement.kind) {
      case 'rolling-revenue':
        return [...thresholds(requirement), ...this.#filter(requirement)];
      case 'customer-count':
        return [
          ...thresholds(requirement),
          ...this.#filter(requirement),
          ...[-1, 1]
            .filter((cent) => requirement.atLeast + cent > 0)
            .map((cent): Changed<Requirement> => [
              `${cent} cent of each`,
              { ...requirement, atLeast: requirement.atLeast + cent },
            ]),
          ['net-new customers flipped', { ...requirement, netNew: !requirement.netNew }],
        ];
      case 'reported-measure':
        return [...thresholds(requirement), ...this.#measure(requirement)];
      case 'organization-attribute': {
        const same = this.#requirements.filter(
          (other) => other.kind === requirement.kind && other.attribute === requirement.attribute,
        );
        const values = same.flatMap((other) => ('values' in other ? other.values : []));
        return [
          ...fieldChanges(requirement, 'values', [...new Set(values)]),
          ['another value', { ...requirement, values: ['another value'] }],
          ...othersOf(this.edition.attributes, requirement.attribute).map(
            (attribute): Changed<Requirement> => [
              `attribute ${attribute}`,
              { ...requirement, attribute },
            ],
          ),
        ];
      }
      case 'qualified-individuals':
        return this.#people(requirement);
      case 'all-of':
      case 'any-of': {
        const kind = requirement.kind === 'all-of' ? 'any-of' : 'all-of';
        return [
          ...(requirement.of.length > 1 ? [[kind, { ...requirement, kind }] as const] : []),
          ...this.ofList(requirement.of, 1).map(([what, of]): Changed<Requirement> => [
            what,
            { ...requirement, of },
          ]),
        ];
      }
    }
  }

  #filter<R extends RevenueFilter & Requirement>(requirement: R): Changed<R>[] {
    return [
      ...fieldChanges(requirement, 'products', this.#products),
      ...(requirement.revenueTypes.length === 0
        ? REVENUE_TYPES.map((type): Changed<R> => [
            `${type} only`,
            { ...requirement, revenueTypes: [type] },
          ])
        : fieldChanges(requirement, 'revenueTypes', REVENUE_TYPES)),
      ...fieldChanges(requirement, 'associationKinds', ASSOCIATION_KINDS),
      ...fieldChanges(requirement, 'associationProducts', this.#products),
      windowFlipped(requirement),
      attributionFlipped(requirement),
    ];
  }

  #measure(requirement: ReportedMeasure): Changed<ReportedMeasure>[] {
    const { counts, measure, products, associationKinds } = requirement;
    const other = counts === 'latest' ? 'sum' : 'latest';
    const asked = associationKinds.length > 0;
    const associationProducts = asked ? requirement.associationProducts : this.#products;
    return [
      [`counts ${other}`, { ...requirement, counts: other }],
      ...othersOf(this.edition.measures, measure).map((id): Changed<ReportedMeasure> => [
        `measure ${id}`,
        { ...requirement, measure: id },
      ]),
      ...(products.length > 0
        ? [['every product', { ...requirement, products: [] }] as const]
        : []),
      ...fieldChanges(requirement, 'products', this.#products),
      ...(asked ? [['no association', { ...requirement, associationKinds: [] }] as const] : []),
      ...fieldChanges(
        { ...requirement, associationProducts },
        'associationKinds',
        ASSOCIATION_KINDS,
      ),
      ...(asked ? fieldChanges(requirement, 'associationProducts', this.#products) : []),
      // The latest value has no window, and its association is always that of the day.
      ...(counts === 'sum' ? [windowFlipped(requirement)] : []),
      ...(counts === 'sum' && asked ? [attributionFlipped(requirement)] : []),
    ];
  }

  #people(requirement: QualifiedIndividuals): Changed<Requirement>[] {
    const { alternatives } = requirement;
    return alternatives.flatMap((groups, place): Changed<Requirement>[] => [
      ...(alternatives.length > 1
        ? [
            [
              `without alternative ${place + 1}`,
              { ...requirement, alternatives: alternatives.toSpliced(place, 1) },
            ] as const,
          ]
        : []),
      ...this.#groups(groups).map(([what, changed]): Changed<Requirement> => [
        alternatives.length > 1 ? `alternative ${place + 1}, ${what}` : what,
        { ...requirement, alternatives: alternatives.with(place, changed) },
      ]),
    ]);
  }

  #groups(groups: readonly PeopleGroup[]): Changed<PeopleGroup[]>[] {
    return groups.flatMap((group, place) => {
      const { places, holds, individuals } = group;
      // Whom a group shares with no other one makes no difference.
      const shares = groups.some((one) => one !== group && one.individuals === 'others');
      const other = individuals === 'others' ? 'either' : 'others';
      const changes: Changed<Partial<PeopleGroup>>[] = [
        ...[-1, 1].map((more) => [`${more} place`, { places: places + more }] as const),
        ...(shares ? [[`individuals ${other}`, { individuals: other }] as const] : []),
        ...holdingChanges(holds, this.#credentials)
          .filter(([, changed]) => !isSame(holds, changed))
          .map(([what, changed]) => [what, { holds: changed }] as const),
      ];
      return changes.map(([what, changed]): Changed<PeopleGroup[]> => [
        `group ${place + 1} ${what}`,
        groups.with(place, { ...group, ...changed }),
      ]);
    });
  }
}

function thresholds<R extends Requirement & { readonly threshold: object }>(
  requirement: R & { readonly threshold: ReportedMeasure['threshold'] },
): Changed<R>[] {
  const { threshold } = requirement;
  return MARKETS.flatMap((market) =>
    [-1, 1].map((more): Changed<R> => [
      `${market} threshold ${more}`,
      { ...requirement, threshold: { ...threshold, [market]: threshold[market] + more } },
    ]),
  );
}

function windowFlipped<R extends Pick<RevenueFilter, 'window'>>(requirement: R): Changed<R> {
  const window = requirement.window === 'by-day' ? 'by-month' : 'by-day';
  return [`window ${window}`, { ...requirement, window }];
}

function attributionFlipped<R extends Pick<RevenueFilter, 'attribution'>>(
  requirement: R,
): Changed<R> {
  const attribution = requirement.attribution === 'prospective' ? 'retroactive' : 'prospective';
  return [`attribution ${attribution}`, { ...requirement, attribution }];
}

/** With the list less each of its entries, unless it is the only one, and with each other one of `all`. */
function fieldChanges<R extends object>(
  requirement: R,
  field: keyof R & string,
  all: readonly string[],
): Changed<R>[] {
  const list = requirement[field] as readonly string[];
  const less = list.length === 1 ? [] : list;
  return [
    ...less.map((id) => [`less ${id}`, list.filter((other) => other !== id)] as const),
    ...all
      .filter((id) => !list.includes(id))
      .map((id) => [list.length === 0 ? `only ${id}` : `and ${id}`, [...list, id]] as const),
  ].map(([what, changed]) => [`${field} ${what}`, { ...requirement, [field]: changed }]);
}

function othersOf(declared: readonly { readonly id: string }[], one: string): string[] {
  return declared.map(({ id }) => id).filter((id) => id !== one);
}

function holdingChanges(holding: Holding, credentials: readonly Credential[]): Changed<Holding>[] {
  if (!('of' in holding)) {
    return [
      ...credentials.flatMap((other): Changed<Holding>[] => [
        [`${other.id} for ${holding.id}`, other],
        [`${holding.id} or ${other.id}`, { atLeast: 1, of: [holding, other] }],
      ]),
      ...dayChanges(holding),
    ];
  }
  const { atLeast, of } = holding;
  const isAll = atLeast === of.length;
  const shown = `${atLeast} of ${of.length}`;
  return [
    ...of.flatMap((part, place): Changed<Holding>[] => [
      [`${shown} less ${nameOf(part)}`, lessOne(holding, place)],
      ...holdingChanges(part, credentials).map(([what, changed]): Changed<Holding> => [
        what,
        { atLeast, of: of.with(place, changed) },
      ]),
    ]),
    ...[atLeast - 1, atLeast + 1]
      .filter((count) => count >= 1 && count <= of.length)
      .map((count): Changed<Holding> => [`${count} instead of ${shown}`, { atLeast: count, of }]),
    ...credentials.map((other): Changed<Holding> => [
      `${shown} and ${other.id}`,
      { atLeast: isAll ? atLeast + 1 : atLeast, of: [...of, other] },
    ]),
  ];
}

/** Of all of its parts all that stay are asked for, of one of them one. */
function lessOne({ atLeast, of }: AtLeast, place: number): Holding {
  const left = of.toSpliced(place, 1);
  return { atLeast: atLeast === of.length ? left.length : atLeast, of: left };
}

function dayChanges(credential: Credential): Changed<Credential>[] {
  return (['availableFrom', 'retiredOn', 'acceptedUntil'] as const).flatMap((field) => {
    const day = credential[field];
    if (day === null) return [];
    return [day - 1, day + 1].map((other): Changed<Credential> => [
      `${credential.id} ${field} ${formatDay(other)}`,
      { ...credential, [field]: other },
    ]);
  });
}

function nameOf(holding: Holding): string {
  return 'of' in holding ? `(${holding.of.map(nameOf).join(', ')})` : holding.id;
}

/** Whether the same people have the one and the other, whatever they hold. */
function isSame(one: Holding, other: Holding): boolean {
  const leaves = [...new Set([...leavesOf(one), ...leavesOf(other)])];
  return Array.from({ length: 2 ** leaves.length }, (_, held) => held).every((held) => {
    const isHeld = (leaf: string) => (held & (1 << leaves.indexOf(leaf))) !== 0;
    return isTrue(one, isHeld) === isTrue(other, isHeld);
  });
}

function isTrue(holding: Holding, isHeld: (leaf: string) => boolean): boolean {
  if (!('of' in holding)) return isHeld(leafOf(holding));
  return holding.of.filter((part) => isTrue(part, isHeld)).length >= holding.atLeast;
}

function leavesOf(holding: Holding): string[] {
  return 'of' in holding ? holding.of.flatMap(leavesOf) : [leafOf(holding)];
}

/** The same exam with other days is another one: who passed it may hold only one of the two. */
function leafOf(credential: Credential): string {
  return JSON.stringify(credential);
}
