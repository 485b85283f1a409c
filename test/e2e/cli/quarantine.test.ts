import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openEventStore } from '@app/event-store';
import { assay as assayOf, type Ran } from '../../support/command.js';

let folder: string;
let data: string;

const assay = (...args: string[]) => assayOf(args, { ASSAY_DATA_DIR: data });

const joined = (organizationId: string, individualId: string) => ({
  specversion: '1.0',
  id: individualId,
  source: 'hr',
  type: 'IndividualJoined',
  data: { organizationId, individualId, effectiveOn: '2020-01-01' },
});

const enrolled = (organizationId: string) => ({
  specversion: '1.0',
  id: 'e',
  source: 'hr',
  type: 'OrganizationEnrolled',
  data: { organizationId, name: organizationId, market: 'developed', effectiveOn: '2020-01-01' },
});

async function imported(...events: object[]): Promise<Ran> {
  const file = join(folder, 'facts.ndjson');
  writeFileSync(file, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  return await assay('import', file, '--quiet', '--json');
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-cli-quarantine-'));
  data = join(folder, 'data');
  const facts = ['contoso', 'fabrikam'].flatMap((id) => [enrolled(id), joined(id, 'p1')]);
  expect((await imported(...facts)).code).toBe(0);
  const store = await openEventStore({ directory: data });
  await store.append('organization-contoso', 1, [
    {
      eventId: '00000000-0000-4000-8000-000000000001',
      type: 'ExamPassed',
      data: '{"of":"a version to come"}',
      metadata:
        '{"schemaVersion":99,"source":"s","id":"i","recordedAt":"2020-01-01T00:00:00.000Z"}',
    },
  ]);
  await store.close();
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function backedUpAndRestored(name: string): Promise<unknown> {
  const backup = join(folder, name);
  expect((await assay('backup', backup, '--quiet')).code).toBe(0);
  const target = join(folder, `${name}-restored`);
  return JSON.parse(
    (await assay('restore', backup, '--data-dir', target, '--quiet', '--json')).out,
  );
}

describe('an organization that stops at a fact', () => {
  test('stops no command for the others, and each tells of it', async () => {
    expect(await assay('standing', 'contoso')).toMatchObject({
      code: 3,
      err: expect.stringContaining('revision 2'),
    });
    expect((await assay('standing', 'fabrikam')).code).toBe(0);
    const sent = JSON.parse(
      (await imported(joined('contoso', 'p2'), joined('fabrikam', 'p2'))).out,
    ) as object;
    expect(sent).toMatchObject({
      accepted: 1,
      rejected: 1,
      rejects: [{ code: 'facts-unreadable' }],
    });
    const exported = await assay('export');
    expect(exported.code).toBe(1);
    expect(exported.err).toContain('revision 2 of organization-contoso');
    expect(exported.out.trim().split('\n')).toHaveLength(3);
    const rebuilt = await assay('rebuild');
    expect(rebuilt).toMatchObject({ code: 1, out: expect.stringContaining('1 organizations') });
    expect(rebuilt.err).toContain('revision 2 of organization-contoso');
    expect(await assay('verify')).toMatchObject({
      code: 1,
      out: expect.stringContaining('contoso: the event at revision 2'),
    });
    expect(await backedUpAndRestored('halted')).toMatchObject({
      organizations: 2,
      unreadable: 1,
      equal: true,
    });
  });

  test('goes on without it once somebody has decided so, everywhere', async () => {
    const listed = await assay('quarantine', 'contoso', '--json');
    expect(listed.code).toBe(1);
    expect(JSON.parse(listed.out)).toMatchObject({ quarantined: [], unreadable: { revision: 2 } });
    const wrong = ['quarantine', 'contoso', '--revision', '1', '--reason', 'x', '--json'];
    const refused = await assay(...wrong);
    expect(refused.code).toBe(2);
    expect(JSON.parse(refused.err)).toMatchObject({ error: { code: 'fact-readable' } });

    const decided = await assay(
      ...['quarantine', 'contoso', '--revision', '2', '--reason', 'rolled back'],
      ...['--by', 'operations'],
    );
    expect(decided).toMatchObject({ code: 0, out: expect.stringContaining('operations') });
    expect((await assay('standing', 'contoso')).code).toBe(0);
    expect((await imported(joined('contoso', 'p2'))).code).toBe(0);
    expect((await assay('rebuild')).out).toContain('2 organizations');
    const exported = await assay('export', '--organization', 'contoso');
    expect(exported.code).toBe(0);
    expect(exported.out.trim().split('\n')).toHaveLength(3);
    const verified = await assay('verify', '--quiet');
    expect(verified).toMatchObject({ code: 0, out: expect.stringContaining('no differences') });
    expect(verified.out).toContain('contoso goes on without revision 2: rolled back (operations');
    const restored = await backedUpAndRestored('going-on');
    expect(restored).toMatchObject({ organizations: 2, equal: true });
    expect(restored).not.toHaveProperty('unreadable');
  });
});
