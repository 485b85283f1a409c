import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dryRunOf, type ImportSummary } from '@app/importing';
import { FileRefused, openFile } from '@app/ingestion';
import { Shares } from '../properties/check.js';
import { Desk, mapping, partOf, sumOf } from './desk.js';
import { hostileFile, type HostileFile } from './hostile-files.js';

const OURS = mapping(`
extends: partner-center-nce
maps:
  organizations: { p-1: contoso, p-2: fabrikam }
  products: { X: dynamics-365-plan-2, "X:1": dynamics-365-plan-1 }
`);

let desk: Desk;
beforeAll(async () => {
  desk = await Desk.open('contoso');
});
afterAll(async () => {
  await desk.close();
});

/** Holds `law` against `runs` files; the seed is printed, and `FC_SEED` sets it. */
async function held(law: (file: HostileFile) => Promise<void>, runs: number): Promise<void> {
  const seed = Number(process.env['FC_SEED'] ?? Math.floor(Math.random() * 0x7fff_ffff));
  const numRuns = Math.ceil(runs * Number(process.env['FC_RUNS'] ?? 1));
  console.info(`seed ${seed}, ${numRuns} runs`);
  await fc.assert(fc.asyncProperty(hostileFile, law), { seed, numRuns });
}

const open = async ({ bytes }: HostileFile) =>
  await openFile([partOf(bytes, 'file.csv')], { mapping: OURS });

function expectNothingLost(summary: ImportSummary, { rows }: HostileFile): void {
  const { accepted, duplicates, changed, rejected } = summary;
  expect(accepted + duplicates + changed + rejected).toBe(summary.rows);
  expect(summary.mends.reduce((sum, mend) => sum + mend.rows, 0)).toBe(rejected);
  if (rows !== null) expect(summary.rows).toBe(rows);
}

describe('whatever is sent as a file', () => {
  test('is refused as a whole with a reason, or every row of it is accounted for', async () => {
    const shares = new Shares();
    const where = { store: desk.store, now: () => 0 };
    await held(async (file) => {
      try {
        const opened = await open(file);
        const { summary } = await dryRunOf(opened, { recordedBy: 'test' }, where);
        if (summary === null) throw new Error('a dry run has a summary');
        expectNothingLost(summary, file);
        shares.saw({
          refused: false,
          table: file.kind === 'table',
          damaged: file.kind === 'damaged table',
          accepted: summary.accepted > 0,
          rejected: summary.rejected > 0,
        });
      } catch (error) {
        if (!(error instanceof FileRefused)) throw error;
        shares.saw({ refused: true, table: file.kind === 'table', accepted: false });
      }
    }, 10_000);
    const { refused = 0, accepted = 0, rejected = 0 } = shares.report();
    expect(refused).toBeGreaterThan(0.05);
    expect(refused).toBeLessThan(0.6);
    expect(accepted).toBeGreaterThan(0.12);
    expect(rejected).toBeGreaterThan(0.3);
  }, 240_000);

  test('is recorded once: again it changes nothing, undone it leaves nothing behind', async () => {
    const shares = new Shares();
    await held(async (file) => {
      let opened;
      try {
        opened = await open(file);
        const request = { recordedBy: 'test', dryRun: false };
        const before = sumOf(await desk.amounts('contoso'));
        const first = await desk.imports.import(opened, request);
        const between = sumOf(await desk.amounts('contoso'));
        const again = await desk.imports.import(await open(file), request);
        expectNothingLost(first.summary as ImportSummary, file);
        expect(again.summary).toMatchObject({ accepted: 0, changed: 0 });
        expect(again.summary?.rejected).toBe(first.summary?.rejected);
        expect(sumOf(await desk.amounts('contoso'))).toBe(between);
        for (const { id } of [again, first]) await desk.imports.undo(id ?? '', 'test');
        expect(sumOf(await desk.amounts('contoso'))).toBe(before);
        shares.saw({ recorded: (first.summary?.accepted ?? 0) > 0 });
      } catch (error) {
        if (!(error instanceof FileRefused)) throw error;
        shares.saw({ recorded: false });
      }
    }, 100);
    expect(shares.report()['recorded']).toBeGreaterThan(0.02);
  }, 240_000);
});
