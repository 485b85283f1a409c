import { openSync, readSync, closeSync } from 'node:fs';
import { Option, type Command } from 'commander';
import { DAY_ORDERS, DECIMAL_MARKS, DELIMITER_NAMES, ENCODINGS } from '@app/ingestion';
import type { ExitCode } from '../exit-codes.js';
import { expectReadable } from '../named-files.js';
import type { Output } from '../output.js';
import type { Run } from '../run.js';
import { type Settings, UsageError } from '../settings.js';
import { guessMapping } from './guess-mapping.js';
import { importFiles } from './import.js';
import { type ImportOptions, importTables } from './import-tables.js';
import { listImportsCommand, undoImportCommand } from './imports.js';

/** `assay import`, `assay import undo` and `assay imports`. */
export function importCommands(program: Command, run: Run): void {
  const importCommand = program
    .command('import')
    .argument('<files...>')
    .description(
      'record the facts of files: CloudEvents (NDJSON), tables (CSV, TSV) of known sources or by a mapping, invoice line items (JSON)',
    )
    .option('--source <name>', 'whose file it is (default: recognised by its columns)')
    .option('--map <file>', 'a mapping: what the columns mean (YAML)')
    .option('--guess', 'write a first mapping for the file, to edit, and record nothing')
    .addOption(new Option('--dates <order>', 'how days are written').choices(DAY_ORDERS))
    .addOption(
      new Option('--decimals <mark>', 'what stands before decimals').choices(DECIMAL_MARKS),
    )
    .addOption(
      new Option('--delimiter <name>', 'what stands between cells').choices(DELIMITER_NAMES),
    )
    .addOption(new Option('--encoding <name>', 'how its text is encoded').choices(ENCODINGS))
    .option('--dry-run', 'do everything but record')
    .option('--rejects <file>', 'write the rejected rows to a file, to mend and import')
    .action((files: string[], options: ImportOptions & { readonly guess?: boolean }) =>
      run((settings, output) => importAny(files, options, settings, output)),
    );
  importCommand
    .command('undo <id>')
    .description('take back what an import alone brought')
    .action((id: string) => run((settings, output) => undoImportCommand(id, settings, output)));
  program
    .command('imports')
    .description('the imports of tables and invoices, the newest first')
    .action(() => run(listImportsCommand));
}

async function importAny(
  files: readonly string[],
  options: ImportOptions & { readonly guess?: boolean },
  settings: Settings,
  output: Output,
): Promise<ExitCode> {
  expectReadable(options.map === undefined ? files : [...files, options.map]);
  if (options.guess === true) return await guessMapping(files, options, output);
  const kinds = Map.groupBy(files, (file) => kindOf(file, options));
  const events = kinds.get('cloudevents') ?? [];
  const groups = [...(kinds.get('table') ?? []).map((file) => [file])];
  const pages = kinds.get('invoice');
  if (pages !== undefined) groups.push(pages);
  if (events.length === 0) return await importTables(groups, options, settings, output);
  if (groups.length > 0) {
    throw new UsageError('import CloudEvents and other files apart: they are recorded differently');
  }
  if (options.dryRun === true || options.map !== undefined || options.rejects !== undefined) {
    throw new UsageError(
      '--dry-run, --map and --rejects are for tables; these files are CloudEvents',
    );
  }
  return await importFiles(files, settings, output);
}

const HEAD_BYTES = 65_536;

/** What a file holds, by how it begins: what is refused as a table is said by those who read tables. */
function kindOf(file: string, { source }: ImportOptions): 'cloudevents' | 'invoice' | 'table' {
  if (source === 'cloudevents') return 'cloudevents';
  if (source !== undefined) return source === 'partner-center-invoice' ? 'invoice' : 'table';
  const head = headOf(file).trimStart();
  if (!/^[[{]/.test(head)) return 'table';
  if (!/"specversion"\s*:/.test(head)) return 'invoice';
  if (head.startsWith('{')) return 'cloudevents';
  throw new UsageError(
    `${file} is a list of CloudEvents; they are imported one a line: jq -c '.[]' ${file} > events.ndjson`,
  );
}

function headOf(file: string): string {
  const opened = openSync(file, 'r');
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    const read = readSync(opened, head);
    return head.toString('utf8', 0, read).replace(/^\ufeff/, '');
  } finally {
    closeSync(opened);
  }
}
