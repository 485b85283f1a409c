import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { TIERS } from '@app/domain';
import { parse } from 'yaml';
import {
  builtInEditions,
  type CasesDocument,
  casesFileOf,
  loadPrograms,
  checkPrograms,
  runCases,
} from './index.js';
import type { EditionDocument, HoldsDocument, RequirementDocument } from './edition-document.js';

const EDITION = join(builtInEditions(), 'microsoft-partner-network/2017-09-15.yaml');
const programs = loadPrograms();
const document = parse(readFileSync(EDITION, 'utf8')) as EditionDocument;
const { cases } = parse(readFileSync(casesFileOf(EDITION), 'utf8')) as CasesDocument;

describe('the built-in edition', () => {
  test('has the three options in order', () => {
    const [program] = programs;
    expect(programs).toHaveLength(1);
    expect(program?.editions).toHaveLength(1);
    expect(
      program?.editions[0]?.options.map(({ competency, option }) => `${competency}/${option}`),
    ).toEqual([
      'cloud-business-applications/enterprise-customer-engagement',
      'cloud-business-applications/enterprise-operations',
      'cloud-customer-relationship-management/cloud-crm-reseller',
    ]);
  });

  test.each(cases.map((one) => [one.name, one] as const))('%s', (_name, one) => {
    const results = runCases(programs, [one]);
    expect(results.map(({ day, actual }) => `${day}: ${actual}`)).toEqual(
      results.map(({ day, expected }) => `${day}: ${expected}`),
    );
  });

  test('is checked with every case run', () => {
    expect(checkPrograms()).toEqual({ programs, problems: [], casesRun: cases.length });
  });

  const seeds: Readonly<Record<string, string>> = {
    cba: '../shared/seeds/000_fb19462f2b16dfbf.txt',
    crm: '../shared/seeds/002_03016a8604e21e4a.txt',
  };
  const present = Object.values(seeds).every((file) => existsSync(file));
  if (!present)
    console.warn('the program documents are not beside the project: citations unchecked');

  (present ? test : test.skip)(
    'cites what its documents say, under the heading where they say it',
    () => {
      const cited = citations(document);
      expect(cited).toHaveLength(CITED_VALUES);
      for (const { document: name, heading, says } of cited) {
        const sections = sectionsOf(readFileSync(seeds[name] ?? '', 'utf8'));
        const section = sections.get(heading);
        expect({ name, heading, found: section !== undefined }).toMatchObject({ found: true });
        if (says !== undefined) expect(section).toContain(plain(says));
      }
    },
  );
});

/** 8 readings, 6 products, 15 exams; sentences of 4 thresholds and of 4 groups, 2 with "the same", with their exams, in two tiers each. */
const CITED_VALUES = 8 + 6 + 15 + 2 * (4 * 2 + 5) + 2 * (4 + 2 + 15);

interface Cited {
  readonly document: string;
  readonly heading: string;
  readonly says?: string;
}

function citations(edition: EditionDocument): Cited[] {
  return [
    ...edition.readings.map(({ cite }) => cite),
    ...edition.exams.map(({ document: name, heading, id, name: exam }) => ({
      document: name,
      heading,
      says: `${id} ${exam}`,
    })),
    ...edition.products.map(({ document: name, heading }) => ({ document: name, heading })),
    ...edition.options.flatMap(({ document: name, requirements }) =>
      requirements.flatMap((requirement) =>
        sentencesOf(requirement, edition).map((sentence) => ({ document: name, ...sentence })),
      ),
    ),
  ];
}

/** The sentences of a requirement under the headings of its tiers, with the exams that stand below them there. */
function sentencesOf(
  requirement: RequirementDocument,
  edition: EditionDocument,
): { heading: string; says: string }[] {
  const under = (heading: string, all: readonly string[]) => all.map((says) => ({ heading, says }));
  if (requirement.kind === 'rolling-revenue') {
    return Object.values(requirement.tiers).flatMap(({ heading, developed, developing }) =>
      under(heading, [developed.says, developing.says, ...requirement.conditions]),
    );
  }
  if (requirement.kind !== 'qualified-individuals') {
    throw new Error(`no document of the built-in edition asks for ${requirement.kind}`);
  }
  return requirement.groups.flatMap(({ holds, same = [], ...tiers }) =>
    TIERS.flatMap((tier) => {
      const exams = [holds, ...same.map((one) => one.holds)].flatMap(credentialsIn);
      const { heading = '', says = '' } = tiers[tier] ?? {};
      const besides = same.flatMap((one) => one.says[tier] ?? []);
      return under(heading, [says, ...besides, ...exams.map((id) => examAsWritten(edition, id))]);
    }),
  );
}

function credentialsIn(holds: HoldsDocument | undefined): string[] {
  if (holds === undefined) return [];
  if (typeof holds === 'string') return [holds];
  const parts = 'allOf' in holds ? holds.allOf : 'anyOf' in holds ? holds.anyOf : holds.of;
  return parts.flatMap(credentialsIn);
}

/** Each tier lists its exams itself, so each is looked up under every tier that asks for it. */
function examAsWritten({ exams }: EditionDocument, id: string): string {
  return `${id} ${exams.find((exam) => exam.id === id)?.name ?? 'is not declared'}`;
}

/** The text under each heading of level three, by `option > tier`. */
function sectionsOf(text: string): Map<string, string> {
  const sections = new Map<string, string>();
  let option = '';
  let heading = '';
  for (const line of text.split('\n')) {
    const match = /^(#+)\s*(?:<a [^>]*><\/a>)?\s*(.+?)\s*$/.exec(line);
    if (match?.[1] === '##') option = match[2] ?? '';
    if (match?.[1] === '###') heading = `${option} > ${match[2] ?? ''}`;
    else if (heading !== '') sections.set(heading, `${sections.get(heading) ?? ''} ${line}`);
  }
  return new Map([...sections].map(([name, body]) => [name, plain(body)]));
}

/** Without links, and with one space for any white space. */
function plain(text: string): string {
  return text
    .replace(/\[(?:Exam )?([^\]]*)\]\([^)]*\):?/g, '$1')
    .replace(/[\s\u00a0]+/g, ' ')
    .trim();
}
