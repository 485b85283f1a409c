import type { Schemas } from '../api/client.js';
import type { Finding } from '../parts/requirement-bar.js';
import type { Tier } from '../parts/tier-badge.js';

type Programs = Schemas['Programs']['programs'];
type Requirement = Schemas['Requirement'];
type PeopleRequirement = Schemas['PeopleRequirement'];
export type PeopleFinding = Schemas['PeopleFinding'];
export type Holding = Schemas['Holding'];
export type Credential = Extract<Holding, { readonly id: string }>;

/** Exams and certifications are apart, whatever their ids. */
export function keyOf({ type, id }: Pick<Credential, 'type' | 'id'>): string {
  return `${type}/${id}`;
}

/** What one tier asks of people for a requirement, and how far that is filled. */
export interface AskedTier {
  readonly tier: Tier;
  readonly requirement: PeopleRequirement;
  readonly finding: PeopleFinding;
}

/** A requirement of people of an option, in all of the option's tiers. */
export interface AskedRequirement {
  /** `competency/option/requirement`. */
  readonly key: string;
  /** `competency/option`. */
  readonly option: string;
  readonly requirement: string;
  readonly tiers: readonly AskedTier[];
  /** Each once, in the order in which the rules name them. */
  readonly credentials: readonly Credential[];
}

/** The requirements of people that the editions in force on the day have, with their findings. */
export function askedRequirements(
  programs: Programs,
  standings: readonly Schemas['Standing'][],
): AskedRequirement[] {
  return standings.flatMap(({ competency, option: name, edition, requirements }) => {
    const option = `${competency}/${name}`;
    const rules = programs
      .flatMap(({ editions }) => editions)
      .find(({ contentHash }) => contentHash === edition.contentHash)
      ?.options.find((each) => each.competency === competency && each.option === name);
    const findings = requirements.flatMap(peopleFindings);
    const byId = new Map<string, AskedTier[]>();
    for (const { tier, requirements: asked } of rules?.tiers ?? []) {
      for (const requirement of asked.flatMap(peopleRequirements)) {
        const finding = findings.find((each) => each.tier === tier && each.id === requirement.id);
        if (finding === undefined) continue;
        const tiers = byId.get(requirement.id) ?? [];
        byId.set(requirement.id, [...tiers, { tier, requirement, finding }]);
      }
    }
    return [...byId].map(([requirement, tiers]) => ({
      key: `${option}/${requirement}`,
      option,
      requirement,
      tiers,
      credentials: credentialsOf(tiers),
    }));
  });
}

function peopleRequirements(requirement: Requirement): PeopleRequirement[] {
  if ('of' in requirement) return requirement.of.flatMap(peopleRequirements);
  return requirement.kind === 'qualified-individuals' ? [requirement] : [];
}

function peopleFindings(finding: Finding): PeopleFinding[] {
  if ('requirements' in finding) return finding.requirements.flatMap(peopleFindings);
  return finding.kind === 'qualified-individuals' ? [finding] : [];
}

function credentialsOf(tiers: readonly AskedTier[]): Credential[] {
  const named = tiers
    .flatMap(({ requirement }) => requirement.alternatives.flat())
    .flatMap(({ holds }) => credentialsIn(holds));
  return [...new Map(named.map((credential) => [keyOf(credential), credential])).values()];
}

function credentialsIn(holding: Holding): Credential[] {
  return 'id' in holding ? [holding] : holding.of.flatMap(credentialsIn);
}

/** Whether somebody who has the credentials that `has` says holds what is asked. */
export function isHeld(holding: Holding, has: (key: string) => boolean): boolean {
  if ('id' in holding) return has(keyOf(holding));
  return holding.of.filter((part) => isHeld(part, has)).length >= holding.atLeast;
}

/** A place that somebody fills. */
export interface FilledPlace {
  readonly tier: Tier;
  /** Which of the requirement's groups of places, from 1; `null` where there is but one. */
  readonly group: number | null;
  readonly holds: Holding | undefined;
}

/** By individual: which places of the requirement they fill. */
export function placesOf({ tiers }: AskedRequirement): ReadonlyMap<string, FilledPlace[]> {
  const places = new Map<string, FilledPlace[]>();
  for (const { tier, requirement, finding } of tiers) {
    const groups = requirement.alternatives[finding.alternative ?? 0] ?? [];
    for (const { individualId, group } of finding.assignment) {
      const place = {
        tier,
        group: groups.length > 1 ? group + 1 : null,
        holds: groups[group]?.holds,
      };
      places.set(individualId, [...(places.get(individualId) ?? []), place]);
    }
  }
  return places;
}
