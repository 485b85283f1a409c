import { describe, expect, it } from '@jest/globals';
import {
  explain,
  type ExplainedStanding,
  type Finding,
  LANGUAGES,
  type ProvenFinding,
} from '@app/domain';
import fc from 'fast-check';
import { plusDays } from '../oracle/days.js';
import { check, Shares } from './check.js';
import { expectAllToHappen } from './evidence-cases.js';
import { explainedIn, given } from './explanations-cases.js';
import { type Writing, WRITINGS } from './explanations-languages.js';

const REASONS = [
  'retracted',
  'outside-window',
  'product',
  'revenue-type',
  'not-partner-of-record',
  'not-a-member',
  'place-filled',
  'expired',
  'not-yet',
  'incomplete',
];

describe.each(LANGUAGES)('An explanation in %s', (language) => {
  const writing = WRITINGS[language];

  it('says every figure, every sum of what does not count, and what is cited', () => {
    const shares = new Shares();
    check(
      fc.property(given, (asked) => {
        for (const one of explainedIn(asked)) {
          const paragraphs = explain(one, language);
          expect(paragraphs).toHaveLength(one.proven.length + 2);
          one.proven.forEach((proven, place) => {
            expectToSay(paragraphs[place + 1] ?? [], proven, writing);
            shares.saw(kindsOf(proven));
          });
          for (const line of paragraphs.flat())
            expect(line).not.toMatch(/undefined|NaN|\bnull\b|\[object|Infinity|Invalid/);
        }
      }),
      70,
    );
    expectAllToHappen(shares);
  });

  it('names each reason, and each reading of what the text leaves open, in words of its own', () => {
    /** By what is counted and whether it is one: one or several, and of another kind, may be spoken of otherwise. */
    const reasons = new Map<string, Map<string, Set<string>>>();
    const readings = new Map<string, Set<string>>();
    check(
      fc.property(given, (asked) => {
        for (const one of explainedIn(asked)) {
          const paragraphs = explain(one, language);
          one.proven.forEach(({ finding, evidence }, place) => {
            const lines = linesOfTotals(paragraphs[place + 1] ?? [], writing);
            evidence?.totals.forEach(({ reason }, n) => {
              const pieces = evidence.pieces.filter((piece) => piece.reason === reason);
              const of = `${finding.kind} ${pieces.length === 1 ? 'one' : 'several'}`;
              reasons.set(of, reasons.get(of) ?? new Map());
              add(reasons.get(of)!, reason, /: ([^:]*)$/.exec(lines[n] ?? '')?.[1] ?? '');
            });
          });
          const { window, attribution } = one.edition.policies;
          add(readings, `${window} ${attribution}`, withoutAlternatives(paragraphs, one));
        }
      }),
      100,
    );
    const met = [...reasons.values()].flatMap((said) => [...said.keys()]);
    expect([...new Set(met)].sort()).toEqual([...REASONS].sort());
    expect(readings.size).toBe(4);
    for (const said of [...reasons.values(), readings]) expectOneWordingEach(said);
  });
});

describe('An explanation', () => {
  it('has as many lines in every language', () => {
    check(
      fc.property(given, (asked) => {
        for (const one of explainedIn(asked)) {
          const [english, french] = LANGUAGES.map((language) =>
            explain(one, language).map(({ length }) => length),
          );
          expect(french).toEqual(english);
        }
      }),
      40,
    );
  });
});

function expectToSay(
  paragraph: readonly string[],
  { requirement, finding, evidence }: ProvenFinding,
  writing: Writing,
): void {
  const [first = ''] = paragraph;
  expect(first).toContain(finding.id);
  const { actual, required, shortBy } = figuresOf(finding, writing);
  expect(first).toContain(`: ${actual}${writing.of}${required}`);
  if (shortBy !== null && !finding.met) expect(first).toContain(writing.shortBy + shortBy);
  const text = paragraph.join('\n');
  if ('window' in finding && finding.window !== undefined)
    expectWindow(text, finding.window, writing);
  const lines = linesOfTotals(paragraph, writing);
  expect(lines).toHaveLength(evidence?.totals.length ?? 0);
  evidence?.totals.forEach((total, place) => {
    const pieces = evidence.pieces.filter(({ reason }) => reason === total.reason);
    expect(lines[place]).toContain(writing.number(pieces.length));
    expect(lines[place]).toContain(
      'amount' in total ? writing.money(total.amount) : writing.number(total.count),
    );
  });
  for (const { document, heading, says } of requirement.citations)
    for (const cited of [document, heading, says ?? '']) expect(text).toContain(cited);
}

/** Both days inclusive. */
function expectWindow(
  text: string,
  window: { readonly from: string; readonly to: string },
  { day, windowWords: [from, to] }: Writing,
): void {
  expect(text).toContain(`${from}${day(window.from)}${to}${day(plusDays(window.to, -1))}`);
}

interface Figures {
  readonly actual: string;
  readonly required: string;
  readonly shortBy: string | null;
}

function figuresOf(finding: Finding, { money, number }: Writing): Figures {
  switch (finding.kind) {
    case 'rolling-revenue':
      return {
        actual: money(finding.actual),
        required: money(finding.required),
        shortBy: money(finding.shortBy),
      };
    case 'organization-attribute':
      return { actual: finding.actual ?? '—', required: finding.required[0] ?? '', shortBy: null };
    default:
      return {
        actual: number(finding.actual),
        required: number(finding.required),
        shortBy: 'shortBy' in finding ? number(finding.shortBy) : null,
      };
  }
}

function linesOfTotals(paragraph: readonly string[], { notCounted }: Writing): string[] {
  return paragraph.filter((line) => line.startsWith(notCounted));
}

/** The sentence about the readings, up to what it says of alternatives, which not every option has. */
function withoutAlternatives(paragraphs: readonly (readonly string[])[], one: ExplainedStanding) {
  const line = paragraphs.at(-1)?.[1] ?? '';
  const [window = '', attribution = ''] = line.split(';');
  expect(paragraphs.at(-1)?.[0]).toContain(one.edition.id);
  // The edition's own readings stand behind ours, each with what it is about.
  for (const { about, reading } of one.edition.readings) {
    expect(paragraphs.at(-1)).toContainEqual(expect.stringContaining(about));
    expect(paragraphs.at(-1)).toContainEqual(expect.stringContaining(reading));
  }
  return `${window};${attribution.replace(/\.$/, '').trimEnd()}`;
}

function add(said: Map<string, Set<string>>, of: string, words: string): void {
  said.set(of, (said.get(of) ?? new Set()).add(words));
}

function expectOneWordingEach(said: ReadonlyMap<string, ReadonlySet<string>>): void {
  for (const [of, words] of said) expect({ of, wordings: words.size }).toEqual({ of, wordings: 1 });
  const all = [...said.values()].flatMap((words) => [...words]);
  expect(all).not.toContain('');
  expect(new Set(all).size).toBe(all.length);
}

const KINDS = [
  'rolling-revenue',
  'customer-count',
  'reported-measure',
  'organization-attribute',
  'qualified-individuals',
  'all-of',
  'any-of',
];

function kindsOf({ finding, evidence }: ProvenFinding): Record<string, boolean> {
  const amounts = [
    ...(finding.kind === 'rolling-revenue' ? [finding.actual] : []),
    ...(evidence?.totals ?? []).flatMap((total) => ('amount' in total ? total.amount : [])),
  ];
  return {
    ...Object.fromEntries(KINDS.map((kind) => [kind, kind === finding.kind])),
    'is met': finding.met,
    'sums of what does not count': (evidence?.totals.length ?? 0) > 1,
    // As a binary float it would be off by a cent.
    'ten trillions and some cents': amounts.some((one) => /^-?[0-9]{14}\.(?!00)/.test(one)),
  };
}
