import { describe, expect, test } from '@jest/globals';
import type { Evidence, EvidencePiece, EvidenceReason } from '../evidence/pieces.js';
import type { Requirement } from '../program.js';
import type { Finding } from '../standing.js';
import { explain, explainFinding } from './explain.js';
import type { Language } from './words.js';

const PEOPLE: Finding = {
  tier: 'gold',
  id: 'certified-individuals',
  kind: 'qualified-individuals',
  met: false,
  required: 9,
  actual: 0,
  shortBy: 9,
  assignment: [],
};
const REPORTS: Finding = {
  tier: 'gold',
  id: 'seats',
  kind: 'reported-measure',
  met: false,
  required: 9,
  actual: 0,
  shortBy: 9,
};
const VALUES: Finding = {
  tier: 'gold',
  id: 'region',
  kind: 'organization-attribute',
  met: false,
  required: ['emea'],
  actual: null,
};

const individual = (individualId: string, ...lacks: string[]): EvidencePiece => ({
  revision: 1,
  individualId,
  group: 0,
  passes: [],
  ...(lacks.length === 0 ? {} : { lacks }),
});
const report = (effectiveOn: string, fields: object = {}): EvidencePiece => ({
  revision: 17,
  measure: 'seats',
  value: 120,
  effectiveOn,
  ...fields,
});
const value = (text: string): EvidencePiece => ({
  revision: 3,
  attribute: 'region',
  value: text,
  effectiveOn: '2018-01-01',
});

/** The lines of a finding that rests on these pieces and nothing else. */
function explained(
  finding: Finding,
  pieces: readonly (readonly [EvidencePiece, EvidenceReason | null])[],
  language: Language = 'en',
): string[] {
  const counts = new Map(
    [...Map.groupBy(pieces, ([, reason]) => reason)].map(([reason, all]) => [reason, all.length]),
  );
  const judged = pieces.map(([piece, reason]) => ({ piece, reason }));
  const evidence: Evidence = {
    pieces: judged,
    piecesWith: (reasons) => judged.filter(({ reason }) => reasons.has(reason)),
    counts,
    totals: [...counts].flatMap(([reason, count]) => (reason === null ? [] : [{ reason, count }])),
  };
  const requirement = { kind: finding.kind, citations: [] } as unknown as Requirement;
  return explainFinding({ requirement, finding, evidence }, language);
}

describe('A sentence about what does not count', () => {
  test.each<[Finding, EvidencePiece, EvidenceReason, english: string, french: string]>([
    [
      PEOPLE,
      individual('p1', 'E1'),
      'incomplete',
      'Not counted: 1 individual: without some of what is asked.',
      'Non pris en compte : 1 personne : sans une partie de ce qui est demandé.',
    ],
    [
      PEOPLE,
      individual('p1'),
      'retracted',
      'Not counted: 1 individual: would count, had no exam or certification been taken back.',
      'Non pris en compte : 1 personne : compterait si aucun examen ni aucune certification n’avait été retiré.',
    ],
    [
      PEOPLE,
      individual('p1'),
      'not-yet',
      'Not counted: 1 individual: would count, had everything been earned by that day.',
      'Non pris en compte : 1 personne : compterait si tout avait été obtenu ce jour-là.',
    ],
    [
      REPORTS,
      report('2018-01-01'),
      'expired',
      'Not counted: 1 report: replaced by a later report.',
      'Non pris en compte : 1 relevé : remplacé par un relevé plus récent.',
    ],
    [
      VALUES,
      value('apac'),
      'expired',
      'Not counted: 1 value: replaced by a later value.',
      'Non pris en compte : 1 valeur : remplacée par une valeur plus récente.',
    ],
  ])('%# is about what it is about', (finding, piece, reason, english, french) => {
    expect(explained(finding, [[piece, reason]])).toContain(english);
    expect(explained(finding, [[piece, reason]], 'fr')).toContain(french);
  });

  test('agrees in number in French', () => {
    const two = [individual('p1'), individual('p2')].map((one) => [one, 'expired'] as const);
    expect(explained(PEOPLE, two, 'fr')).toContain(
      'Non pris en compte : 2 personnes : compteraient si rien n’avait expiré.',
    );
  });
});

test('a report is named by its customer, or by its day where it has none', () => {
  const pieces = [report('2018-03-01'), report('2018-04-01', { customerId: 'acme' })];
  expect(
    explained(
      REPORTS,
      pieces.map((piece) => [piece, null]),
    ),
  ).toContain('Counted: 2 reports: March 1, 2018, acme.');
});

describe('Who lacks something', () => {
  const lacking = (count: number) =>
    Array.from({ length: count }, (_, n) => [individual(`p${n}`, 'E1'), 'incomplete'] as const);

  test('is named where they are with the company', () => {
    const lines = explained(PEOPLE, [
      [individual('p1', 'E1', 'E2'), 'incomplete'],
      [individual('gone', 'E1'), 'not-a-member'],
    ]);
    expect(lines).toContain('p1 lacks E1 and E2.');
    expect(lines.join()).not.toContain('gone');
  });

  test('is counted beyond the fifth', () => {
    expect(explained(PEOPLE, lacking(5)).join()).not.toContain('more');
    expect(explained(PEOPLE, lacking(6))).toContain('1 more member lacks something.');
    expect(explained(PEOPLE, lacking(12))).toContain('7 more members lack something.');
    expect(explained(PEOPLE, lacking(12), 'fr')).toContain(
      'Il manque quelque chose à 7 autres membres.',
    );
  });
});

test('by retroactive attribution, the association of the day asked about decides, whenever that is', () => {
  const explainedIn = (language: Language) =>
    explain(
      {
        organization: 'Contoso',
        option: { competency: 'c', option: 'o', name: 'O', tiers: [] },
        edition: {
          id: 'e',
          policies: { window: 'by-day', attribution: 'retroactive', newEdition: 'at-once' },
          readings: [],
        },
        asOf: 17_000,
        knownAt: { revision: 0, recordedAt: '2018-01-01T00:00:00.000Z' },
        standing: { tier: null, since: null, lapsesOn: null },
        proven: [],
      } as unknown as Parameters<typeof explain>[0],
      language,
    ).flat();
  expect(explainedIn('en').join()).toContain('the association on the day asked about decides');
  expect(explainedIn('fr').join()).toContain('l’association au jour demandé est déterminante');
});
