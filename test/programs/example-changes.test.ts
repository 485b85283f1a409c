import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { type CasesDocument, casesFileOf, loadPrograms } from '@app/programs';
import { parse } from 'yaml';
import { EXAMPLES } from './editions-copy.js';
import { changesOf, isNoticed } from './rule-changes.js';

const editions = loadPrograms(EXAMPLES).flatMap((program) =>
  program.editions.map((edition) => ({ id: edition.id, program, edition })),
);

test.each(editions)(
  'the cases beside $id notice every change of a rule, however small',
  ({ id, program, edition }) => {
    const { cases, unknownProducts } = parse(
      readFileSync(casesFileOf(join(EXAMPLES, `${id}.yaml`)), 'utf8'),
    ) as CasesDocument;
    const unnoticed = changesOf(edition, unknownProducts).filter(
      (change) => !isNoticed(change, program, cases),
    );
    expect(unnoticed.map(({ change }) => change)).toEqual([]);
  },
);

test('there are many such changes', () => {
  const changes = editions.flatMap(({ edition }) => changesOf(edition));
  expect(changes.length).toBeGreaterThanOrEqual(1470);
});
