import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { standingsOn, dayOf } from '@app/domain';
import { InMemoryEventStore } from '@app/event-store';
import { loadPrograms } from '@app/programs';
import { FactsCache } from '@app/projections';
import { Recorder } from '@app/recording';
import { DEMONSTRATION_ORGANIZATION, demonstrationFacts } from '../../apps/cli/src/demo/facts.js';
import { renderStanding } from '../../apps/cli/src/commands/standing.js';

const pages = [
  'README.md',
  'ARCHITECTURE.md',
  'demo/README.md',
  ...['docs', 'docs/adr'].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.md'))
      .map((name) => join(folder, name)),
  ),
];

describe('the documents', () => {
  test.each(pages)('%s links only to what is there', (page) => {
    const text = readFileSync(page, 'utf8');
    const links = [...text.matchAll(/\]\(([^)#]+)\)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !/^https?:/.test(target));
    const missing = links.filter((target) => !existsSync(join(dirname(page), target)));
    expect(missing).toEqual([]);
  });

  test('name only scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      scripts: Record<string, string>;
    };
    const named = pages.flatMap((page) =>
      [...readFileSync(page, 'utf8').matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name),
    );
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  test('the README’s answer is what the command says', async () => {
    const store = new InMemoryEventStore();
    const recorder = new Recorder({ store, keepPersonalData: () => Promise.resolve() });
    await recorder.record(demonstrationFacts(), { recordedBy: 'test' });
    const index = await new FactsCache({ store }).factsOf(DEMONSTRATION_ORGANIZATION);
    const known = index!.knownAt();
    const answer = renderStanding({
      organizationId: DEMONSTRATION_ORGANIZATION,
      asOf: '2017-11-13',
      knownAt: { revision: known.revision, recordedAt: '…' },
      standings: standingsOn(
        known,
        loadPrograms(),
        dayOf('2017-11-13'),
        'cloud-business-applications/enterprise-operations',
      ),
    });
    expect(readFileSync('README.md', 'utf8')).toContain(answer);
  });
});
