import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import Sqlite from 'better-sqlite3';
import { assay as assayOf, type Ran } from '../../support/command.js';
import { ADMIN_KEY, RunningService } from '../../support/service.js';

let folder: string;
let data: string;
/** What was kept of the decisions of the import; a rebuild throws it away. */
let decisions: DecisionsRow;

interface DecisionsRow {
  readonly organization_id: string;
  readonly revision: number;
  readonly bytes: Buffer;
  readonly sha256: string;
}

function storedDecisions(): DecisionsRow {
  const db = new Sqlite(join(data, 'read-models.db'), { readonly: true });
  const row = db
    .prepare('SELECT * FROM snapshots WHERE organization_id = ?')
    .get('decisions/contoso');
  db.close();
  return row as DecisionsRow;
}

function keepDecisions(db: Sqlite.Database, row: DecisionsRow): void {
  db.prepare(
    `INSERT OR REPLACE INTO snapshots (organization_id, revision, bytes, sha256)
     VALUES (@organization_id, @revision, @bytes, @sha256)`,
  ).run(row);
}

function flipped(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy[copy.length - 5] = (copy[copy.length - 5] ?? 0) ^ 1;
  return copy;
}

const assay = (args: readonly string[], environment: Readonly<Record<string, string>> = {}) =>
  assayOf(args, { ASSAY_DATA_DIR: data, ...environment });

const event = (type: string, id: string, fields: object) =>
  JSON.stringify({
    specversion: '1.0',
    id,
    source: 'test',
    type,
    data: { organizationId: 'contoso', ...fields },
  });

function ledger(bookings: number): string {
  const lines = [
    event('OrganizationEnrolled', 'e', {
      name: '=1+1',
      market: 'developed',
      effectiveOn: '2017-01-01',
    }),
    event('PartnerOfRecordAssociated', 'a', { customerId: 'c-1', effectiveOn: '2017-01-01' }),
    event('IndividualJoined', 'j', {
      individualId: 'p1',
      effectiveOn: '2017-01-01',
      name: 'Unmentionable',
    }),
  ];
  for (let n = 0; n < bookings; n += 1) {
    lines.push(
      event('RevenueBooked', `b-${n}`, {
        bookingId: `b-${n}`,
        customerId: `c-${n % 3}`,
        product: 'crm-online',
        revenueType: 'net-new',
        amount: '10.00',
        currency: 'USD',
        bookedOn: `2017-${String(1 + (n % 12)).padStart(2, '0')}-15`,
      }),
    );
  }
  return `${lines.join('\n')}\n`;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-cli-'));
  data = join(folder, 'data');
  writeFileSync(join(folder, 'facts.ndjson'), ledger(10_500));
  const { code, out } = await assay(['import', join(folder, 'facts.ndjson'), '--quiet', '--json']);
  expect({ code, ...(JSON.parse(out) as object) }).toMatchObject({ code: 0, accepted: 10_503 });
  decisions = storedDecisions();
  expect((await assay(['rebuild', '--quiet'])).out).toContain('1 organizations from 10503 facts');
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the command', () => {
  test('says what it is asked, as text and as JSON', async () => {
    const text = await assay(['standing', 'contoso', '--as-of', '2017-12-31']);
    expect(text.code).toBe(0);
    expect(text.out).toContain('silver  net-new-revenue        35000.00 of 100000.00 USD');
    const json = await assay([
      '--json',
      'standing',
      'contoso',
      '--as-of',
      '2017-12-31',
      '--known-at',
      '2',
    ]);
    expect(JSON.parse(json.out)).toMatchObject({ asOf: '2017-12-31', knownAt: { revision: 2 } });
    const history = await assay([
      '--json',
      'history',
      'contoso',
      '--option',
      'cloud-customer-relationship-management/cloud-crm-reseller',
    ]);
    expect(JSON.parse(history.out)).toEqual({
      intervals: [{ from: '2017-01-01', to: null, tier: null }],
    });
  });

  test.each([
    ['findings', 1, ['standing', 'contoso', '--require', 'gold'], ''],
    ['a usage error', 2, ['standing', 'contoso', '--on', '2017-01-01'], "unknown option '--on'"],
    ['help', 0, ['--help'], ''],
  ])('ends with the exit code of %s (%i)', async (_what, code, args, said) => {
    const ran = await assay(args);
    expect({ args, code: ran.code }).toEqual({ args, code });
    expect(ran.err).toContain(said);
  });

  test('says which version it is', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(await assay(['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' });
  });

  test.each([
    ['no such command', 2, ['stand'], 'usage', "unknown command 'stand'"],
    ['an argument that is missing', 2, ['standing'], 'usage', 'organization'],
    ['no day', 2, ['standing', 'contoso', '--as-of', '2017-02-30'], 'usage', '2017-02-30'],
    [
      'no such revision',
      2,
      ['standing', 'contoso', '--known-at', '99999'],
      'revision-unknown',
      '99999',
    ],
    ['no such organization', 2, ['standing', 'nobody'], 'organization-unknown', 'nobody'],
    [
      'nothing to export',
      2,
      ['export', '--organization', 'nobody'],
      'organization-unknown',
      'nobody',
    ],
    ['no such file', 2, ['import', 'not-there.ndjson'], 'file-not-found', 'not-there.ndjson'],
    [
      'no such file to suppose',
      2,
      ['what-if', 'contoso', 'not-there.ndjson'],
      'file-not-found',
      'not-there.ndjson',
    ],
    ['no log', 3, ['standing', 'x', '--data-dir', 'nowhere'], 'store-unavailable', 'nowhere'],
  ])(
    'says why it could not as JSON where that is asked for: %s',
    async (_what, code, args, error, detail) => {
      const ran = await assay([...args, '--json']);
      const last = ran.err.trimEnd().split('\n').at(-1) ?? '';
      expect({ code: ran.code, out: ran.out }).toEqual({ code, out: '' });
      expect(JSON.parse(last)).toEqual({
        error: { code: error, detail: expect.stringContaining(detail) },
      });
    },
  );

  test.each([[['standing', 'contoso']], [['keys', 'list']], [['imports']], [['rebuild']]])(
    'ends with 3 where there is nothing to open, and makes nothing: %j',
    async (args) => {
      const none = join(folder, 'none');
      const ran = await assay(args, { ASSAY_DATA_DIR: none });
      expect(ran.code).toBe(3);
      expect(ran.err).toContain(none);
      expect(existsSync(none)).toBe(false);
    },
  );

  test('ends with 3 where a variable is not what it must be', async () => {
    const ran = await assay(['standing', 'contoso'], { ASSAY_TIMEZONE: 'Mars/Olympus' });
    expect(ran).toMatchObject({ code: 3, err: expect.stringContaining('ASSAY_TIMEZONE') });
  });

  test('takes a variable that is empty for one that is not set', async () => {
    const unset = { ASSAY_DATA_DIR: '' };
    expect((await assayOf(['standing', 'contoso'], unset, dirname(data))).code).toBe(0);
  });

  test('imports what is good and tells what is not, with its line', async () => {
    const file = join(folder, 'mixed.ndjson');
    writeFileSync(
      file,
      `${ledger(1)}\n{"specversion":"1.0"\n${event('ExamPassed', 'x', { individualId: 'p1' })}\n`,
    );
    const ran = await assay(['import', file, '--quiet']);
    expect(ran.code).toBe(1);
    expect(ran.out).toContain(`${file}:6: malformed-json`);
    expect(ran.out).toContain(`${file}:7: invalid-data`);
    expect(ran.out).toContain('0 accepted, 4 duplicates, 2 rejected');
  });

  test('exports what can be imported again, and CSV in which nothing is a formula', async () => {
    const exported = join(folder, 'exported.ndjson');
    expect((await assay(['export', '--out', exported, '--quiet'])).code).toBe(0);
    const again = await assay(['import', exported, '--quiet', '--json']);
    expect(JSON.parse(again.out)).toMatchObject({ accepted: 0, duplicates: 10_503, rejected: 0 });
    const elsewhere = await assay(['import', exported, '--quiet', '--json'], {
      ASSAY_DATA_DIR: join(folder, 'elsewhere'),
    });
    expect(JSON.parse(elsewhere.out)).toMatchObject({ accepted: 10_503 });
    const csv = await assay(['export', '--format', 'csv', '--quiet']);
    expect(csv.out).toContain("'=1+1");
    expect(csv.out).not.toMatch(/(^|,)=/m);
    expect(csv.out + readFileSync(exported, 'utf8')).not.toContain('Unmentionable');
  });

  test('checks the editions of a folder, with their cases', async () => {
    const builtIn = await assay(['programs', 'check']);
    expect(builtIn.code).toBe(0);
    expect(builtIn.out).toMatch(/1 editions good, \d+ cases run, 0 problems/);
    const copy = join(folder, 'editions');
    cpSync('libs/programs/editions', copy, { recursive: true });
    const edition = join(copy, 'microsoft-partner-network/2017-09-15.yaml');
    writeFileSync(
      edition,
      readFileSync(edition, 'utf8').replace('window: by-day', 'window: by-week'),
    );
    const wrong = await assay(['--json', 'programs', 'check', copy]);
    expect(wrong.code).toBe(1);
    expect(JSON.parse(wrong.out)).toMatchObject({ editions: [], problems: [{ line: 14 }] });
    expect((await assay(['programs', 'check', join(folder, 'nowhere')])).code).not.toBe(0);
  });

  test('makes, lists and revokes keys in the files', async () => {
    const made = await assay(['keys', 'create', '--name', 'hr', '--role', 'ingest', '--json']);
    const { id, key } = JSON.parse(made.out) as { id: string; key: string };
    expect(key).toMatch(/^assay_/);
    const listed = await assay(['keys', 'list']);
    expect(listed.out).toContain(id);
    expect(listed.out).not.toContain(key);
    expect((await assay(['keys', 'revoke', id])).code).toBe(0);
    expect((await assay(['keys', 'revoke', id])).code).toBe(2);
    // An administrator can make keys: a limit would be none.
    const limited = ['--name', 'x', '--role', 'admin', '--organizations', 'contoso'];
    const refused = await assay(['keys', 'create', ...limited]);
    expect(refused.err).toContain("an administrator's key cannot be limited");
    expect(refused.code).toBe(2);
  });
});

describe('beside a running service', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await RunningService.start({ dataDirectory: data });
  });
  afterAll(async () => {
    expect(await service.stop()).toBe(0);
  });

  test('reading works, and writing to its files is refused by name', async () => {
    expect((await assay(['standing', 'contoso'])).code).toBe(0);
    const refused = await assay(['import', join(folder, 'facts.ndjson')]);
    expect(refused.code).toBe(3);
    expect(refused.err).toMatch(/events\.db|another process/i);
    const told = await assay(['import', join(folder, 'facts.ndjson'), '--quiet', '--json']);
    expect(JSON.parse(told.err)).toMatchObject({ error: { code: 'store-locked' } });
  });

  test('keys are listed, and made through the service alone', async () => {
    expect((await assay(['keys', 'list'])).code).toBe(0);
    expect((await assay(['imports'])).code).toBe(0);
    expect((await assay(['quarantine', 'contoso'])).code).toBe(0);
    const made = await assay(['keys', 'create', '--name', 'hr', '--role', 'read', '--json']);
    expect(made.code).toBe(3);
    expect(JSON.parse(made.err)).toMatchObject({ error: { code: 'store-locked' } });
  });

  test('writing goes through it', async () => {
    const through = { ASSAY_URL: service.url, ASSAY_API_KEY: ADMIN_KEY };
    const without = await assay(['keys', 'list', '--json'], { ASSAY_URL: service.url });
    expect(JSON.parse(without.err)).toMatchObject({ error: { code: 'credentials-missing' } });
    const imported = await assay(
      ['import', join(folder, 'facts.ndjson'), '--quiet', '--json'],
      through,
    );
    expect(JSON.parse(imported.out)).toMatchObject({ accepted: 0, duplicates: 10_503 });
    const made = await assay(
      ['keys', 'create', '--name', 'hr', '--role', 'read', '--json'],
      through,
    );
    const { id } = JSON.parse(made.out) as { id: string };
    expect((await assay(['keys', 'list'], through)).out).toContain(id);
    expect((await assay(['keys', 'revoke', id], through)).code).toBe(0);
    const denied = await assay(['keys', 'list'], { ...through, ASSAY_API_KEY: 'wrong' });
    expect(denied).toMatchObject({ code: 3 });
    expect(denied.err).toContain('ASSAY_API_KEY');
  });

  test('a backup is taken while facts come in, and restored with equal standings', async () => {
    let pouring = true;
    let sent = 0;
    const pour = (async () => {
      for (; pouring; sent += 1) {
        await service.fetch('/v1/events', {
          method: 'POST',
          headers: { 'content-type': 'application/cloudevents+json' },
          body: event('RevenueBooked', `live-${sent}`, {
            bookingId: `live-${sent}`,
            customerId: 'c-1',
            product: 'crm-online',
            revenueType: 'net-new',
            amount: '10.00',
            currency: 'USD',
            bookedOn: '2018-01-15',
          }),
        });
      }
    })();
    const saved = await assay(['backup', join(folder, 'backup'), '--quiet']);
    pouring = false;
    await pour;
    expect(saved).toMatchObject({ code: 0 });
    expect(sent).toBeGreaterThan(0);
    expect((await assay(['backup', join(folder, 'backup')])).code).toBe(2);
    const restored = { ASSAY_DATA_DIR: join(folder, 'restored') };
    const put = await assay(['restore', join(folder, 'backup'), '--quiet'], restored);
    expect(put).toMatchObject({ code: 0 });
    expect(put.out).toContain('are those of the backup');
    expect((await assay(['restore', join(folder, 'backup')], restored)).code).toBe(2);
    expect((await assay(['verify', '--quiet'], restored)).code).toBe(0);
  });
});

describe('verify', () => {
  /** A copy of the data, which nobody writes any more, whose database `file` was changed by `damage`. */
  async function verifyDamaged(file: string, damage: (db: Sqlite.Database) => void): Promise<Ran> {
    const copy = mkdtempSync(join(folder, 'damaged-'));
    cpSync(data, copy, { recursive: true });
    const db = new Sqlite(join(copy, file));
    damage(db);
    db.close();
    return await assay(['verify', '--quiet'], { ASSAY_DATA_DIR: copy });
  }

  test('finds nothing in what is sound', async () => {
    const ran = await assay(['verify', '--quiet']);
    expect(ran).toMatchObject({ code: 0 });
    expect(ran.out).toContain('1 organizations verified: no differences');
  });

  test('finds nothing in what decisions rest on where it is sound', async () => {
    const ran = await verifyDamaged('read-models.db', (db) => {
      keepDecisions(db, decisions);
    });
    expect(ran).toMatchObject({ code: 0 });
  });

  test.each([
    [
      'an event',
      'events.db',
      (db: Sqlite.Database) => {
        db.prepare(
          `UPDATE events SET data = replace(data, '"10.00"', '"10.01"') WHERE revision = 100`,
        ).run();
      },
      /revision 100 of organization-contoso/,
    ],
    [
      'a snapshot',
      'read-models.db',
      (db: Sqlite.Database) => {
        const row = db.prepare('SELECT bytes FROM snapshots').get() as { bytes: Buffer };
        row.bytes[row.bytes.length - 5] = (row.bytes[row.bytes.length - 5] ?? 0) ^ 1;
        db.prepare('UPDATE snapshots SET bytes = ?').run(row.bytes);
      },
      /snapshot of contoso/,
    ],
    [
      'an index that was stored with its hash but is not what the facts make',
      'read-models.db',
      (db: Sqlite.Database) => {
        const row = db.prepare('SELECT bytes FROM snapshots').get() as { bytes: Buffer };
        row.bytes[row.bytes.length - 5] = (row.bytes[row.bytes.length - 5] ?? 0) ^ 1;
        const digest = createHash('sha256').update(row.bytes).digest('hex');
        db.prepare('UPDATE snapshots SET bytes = ?, sha256 = ?').run(row.bytes, digest);
      },
      /index of contoso/,
    ],
    [
      'what decisions rest on',
      'read-models.db',
      (db: Sqlite.Database) => {
        keepDecisions(db, { ...decisions, bytes: flipped(decisions.bytes) });
      },
      /decisions about contoso rest on: its checksum differs/,
    ],
    [
      'what decisions rest on, stored with its hash',
      'read-models.db',
      (db: Sqlite.Database) => {
        const bytes = flipped(decisions.bytes);
        const sha256 = createHash('sha256').update(bytes).digest('hex');
        keepDecisions(db, { ...decisions, bytes, sha256 });
      },
      /decisions about contoso rest on: it is not what the facts/,
    ],
    [
      'a standing',
      'read-models.db',
      (db: Sqlite.Database) => {
        db.prepare(`UPDATE standings SET tier = 'gold' WHERE place = 0`).run();
      },
      /standing of contoso in cloud-business-applications/,
    ],
  ])('finds a changed byte in %s', async (_what, file, damage, message) => {
    const ran = await verifyDamaged(file, damage);
    expect(ran.code).toBe(1);
    expect(ran.out).toMatch(message);
  });
});
