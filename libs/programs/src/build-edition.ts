import { createHash } from 'node:crypto';
import { dayOf, type Edition, type NamedCredential, TIERS } from '@app/domain';
import { daysOf, RequirementBuilder } from './build-requirement.js';
import type { CredentialDocument, EditionDocument, NamedDocument } from './edition-document.js';

/** The edition that a checked document says. */
export function buildEdition(document: EditionDocument): Edition {
  const titleOf = (name: string) => document.documents[name] ?? name;
  const requirements = new RequirementBuilder(document);
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
    products: namedIn(document.products),
    exams: document.exams.map(credentialNamed),
    certifications: (document.certifications ?? []).map(credentialNamed),
    measures: namedIn(document.measures),
    attributes: namedIn(document.attributes),
    options: document.options.map((option) => ({
      competency: option.competency,
      option: option.option,
      name: option.name,
      // A tier that nothing is asked of is none that could be attained.
      tiers: TIERS.map((tier) => ({
        tier,
        requirements: requirements.ofTier(option.requirements, tier, titleOf(option.document)),
      })).filter(({ requirements: asked }) => asked.length > 0),
    })),
  };
}

function namedIn(list: readonly NamedDocument[] = []): { id: string; name: string }[] {
  return list.map(({ id, name }) => ({ id, name }));
}

function credentialNamed(document: CredentialDocument): NamedCredential {
  const { id, name, replacedBy } = document;
  return { id, name, ...daysOf(document), replacedBy: replacedBy ?? null };
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
