import { createHash } from 'node:crypto';
import {
  centsOf,
  type Citation,
  dayOf,
  type Edition,
  type Requirement,
  type Tier,
  TIERS,
} from '@app/domain';
import type { EditionDocument, RequirementDocument } from './edition-document.js';

/** The edition that a checked document says. */
export function buildEdition(document: EditionDocument): Edition {
  const titleOf = (name: string) => document.documents[name] ?? name;
  return {
    id: document.id,
    program: document.program,
    effectiveFrom: document.effectiveFrom === null ? null : dayOf(document.effectiveFrom),
    publishedOn: dayOf(document.publishedOn),
    contentHash: contentHashOf(document),
    policies: document.policies,
    readings: document.readings.map(({ about, reading, cite }) => ({
      about,
      reading,
      citations: [{ document: titleOf(cite.document), heading: cite.heading }],
    })),
    products: document.products.map(({ id, name }) => ({ id, name })),
    exams: document.exams.map(({ id, name }) => ({ id, name })),
    options: document.options.map((option) => ({
      competency: option.competency,
      option: option.option,
      name: option.name,
      tiers: TIERS.map((tier) => ({
        tier,
        requirements: option.requirements.map((requirement) =>
          buildRequirement(requirement, tier, titleOf(option.document)),
        ),
      })),
    })),
  };
}

function buildRequirement(
  requirement: RequirementDocument,
  tier: Tier,
  document: string,
): Requirement {
  if (requirement.kind === 'qualified-individuals') {
    const { id, kind, groups } = requirement;
    return {
      kind,
      id,
      groups: groups.map((group) => ({ places: group[tier].places, exams: group.exams })),
      citations: groups.map((group): Citation => {
        const { heading, says } = group[tier];
        return { document, heading, says };
      }),
    };
  }
  const { id, kind, products, revenueTypes, associationProducts, conditions, tiers } = requirement;
  const { heading, developed, developing } = tiers[tier];
  return {
    kind,
    id,
    products,
    revenueTypes: revenueTypes === 'every' ? [] : revenueTypes,
    associationProducts,
    threshold: { developed: centsOf(developed.usd), developing: centsOf(developing.usd) },
    citations: [developed.says, developing.says, ...conditions].map((says) => ({
      document,
      heading,
      says,
    })),
  };
}

/** The hash of what the document says: comments, layout and the order of keys change nothing. */
export function contentHashOf(document: EditionDocument): string {
  return `sha256:${createHash('sha256').update(canonicalJson(document)).digest('hex')}`;
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
