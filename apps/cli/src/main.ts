import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { Command, Option } from 'commander';
import { LANGUAGES, TIERS, type Tier } from '@app/domain';
import { alertCommands } from './commands/alerts.js';
import { backup } from './commands/backup.js';
import { checkProgramsCommand } from './commands/check-programs.js';
import { demo } from './commands/demo.js';
import { dependenciesCommand, type DependenciesOptions } from './commands/dependencies.js';
import { type DiffOptions, diffProgramsCommand } from './commands/diff-programs.js';
import { evidenceCommand, type EvidenceOptions } from './commands/evidence.js';
import { explainCommand, type ExplainOptions } from './commands/explain.js';
import { EXPORT_FORMATS, exportFacts, type ExportOptions } from './commands/export.js';
import { history, type HistoryOptions } from './commands/history.js';
import { importCommands } from './commands/import-any.js';
import { keyCommands } from './commands/keys.js';
import { pathCommand, type PathOptions } from './commands/path.js';
import { quarantineCommand, type QuarantineOptions } from './commands/quarantine.js';
import { rebuild } from './commands/rebuild.js';
import { receiverCommands } from './commands/receivers.js';
import { restore } from './commands/restore.js';
import { serve } from './commands/serve.js';
import { standing, type StandingOptions } from './commands/standing.js';
import { verify } from './commands/verify.js';
import { whatIf, type WhatIfOptions } from './commands/what-if.js';
import { ExitCode } from './exit-codes.js';
import { failureOf, writeFailure } from './failure.js';
import type { Output } from './output.js';
import type { Work } from './run.js';
import { settingsFrom, UsageError } from './settings.js';

/** Known before the words of the command are: what is wrong with those is told as JSON, too. */
const isJson = process.argv.includes('--json');
const toStandardError = (text: string) => process.stderr.write(text);
const { version } = JSON.parse(
  readFileSync(findPackageJSON(import.meta.url) ?? 'package.json', 'utf8'),
) as { readonly version: string };

const program = new Command('assay')
  .description(
    'Which partner competency tiers a company attains, since when, until when, and what was known when',
  )
  .version(version, '--version', 'which version of Assay this is')
  .option('--data-dir <folder>', 'the embedded data (default: ASSAY_DATA_DIR, else ./data)')
  .option('--json', 'write JSON')
  .option('--quiet', 'no progress')
  .addHelpText(
    'after',
    `
Reading commands open the files beside a running service. Writing ones go through ASSAY_URL (with ASSAY_API_KEY), or work on the files
while no service holds them.

ASSAY_PROGRAMS names a folder of editions of your own, <program>/<edition>.yaml with .cases.yaml beside; they count beside the built-in programs,
or in the place of one with the same id. Without it the built-in programs count alone.

Exit codes: 0 good, 1 findings (rejects, differences, a tier not attained), 2 usage, 3 could not run. With --json the reason of 2 and 3 is the last line
of the standard error: {"error":{"code","detail"}}.`,
  )
  .configureOutput({
    outputError: () => undefined, // `writeFailure` does
    writeErr: (text) => isJson || toStandardError(text),
  })
  .exitOverride();

const knownAt = new Option(
  '--known-at <revision or instant>',
  'as known at a revision or an RFC 3339 instant',
);
const edition = new Option('--edition <content hash>', 'under this edition alone');

program
  .command('serve')
  .description('run the service')
  .action(() => run((settings) => serve(settings)));

program
  .command('standing <organization>')
  .description('the tier in every option on a day, and why')
  .option('--as-of <day>', 'YYYY-MM-DD (default: today)')
  .option('--option <competency/option>', 'this option alone')
  .addOption(knownAt)
  .addOption(edition)
  .addOption(
    new Option('--require <tier>', 'exit with 1 unless this tier is attained').choices(TIERS),
  )
  .action((organization: string, options: StandingOptions & { require?: Tier }) =>
    run((settings, output) => standing(organization, options, settings, output)),
  );

program
  .command('history <organization>')
  .description('the tier of every day, past and forecast')
  .requiredOption('--option <competency/option>', 'the option')
  .option('--from <day>', 'inclusive (default: the enrolment)')
  .option('--to <day>', 'exclusive (default: no end)')
  .addOption(knownAt)
  .addOption(edition)
  .action((organization: string, options: HistoryOptions) =>
    run((settings, output) => history(organization, options, settings, output)),
  );

const language = new Option('--language <language>', 'of the sentences')
  .choices(LANGUAGES)
  .default('en');
const ofTier = (description: string) => new Option('--tier <tier>', description).choices(TIERS);

program
  .command('explain <organization>')
  .description('the standing in an option in sentences, in English or French')
  .requiredOption('--option <competency/option>', 'the option')
  .option('--requirement <id>', 'this requirement alone')
  .addOption(ofTier('the requirements of this tier alone'))
  .option('--as-of <day>', 'YYYY-MM-DD (default: today)')
  .addOption(knownAt)
  .addOption(edition)
  .addOption(language)
  .action((organization: string, options: ExplainOptions) =>
    run((settings, output) => explainCommand(organization, options, settings, output)),
  );

program
  .command('evidence <organization>')
  .description('what a finding rests on: what counts, what does not, and why')
  .requiredOption('--option <competency/option>', 'the option')
  .requiredOption('--requirement <id>', 'the requirement')
  .addOption(ofTier('of this tier (default: the highest that has the requirement)'))
  .option('--as-of <day>', 'YYYY-MM-DD (default: today)')
  .addOption(knownAt)
  .addOption(edition)
  .addOption(language)
  .action((organization: string, options: EvidenceOptions) =>
    run((settings, output) => evidenceCommand(organization, options, settings, output)),
  );

program
  .command('path <organization>')
  .description('the cheapest way to a tier: who passes which exam, and the revenue still needed')
  .requiredOption('--option <competency/option>', 'the option')
  .addOption(ofTier('the tier').makeOptionMandatory())
  .option('--as-of <day>', 'the day it is to be attained on, YYYY-MM-DD (default: today)')
  .addOption(knownAt)
  .addOption(edition)
  .action((organization: string, options: PathOptions) =>
    run((settings, output) => pathCommand(organization, options, settings, output)),
  );

program
  .command('dependencies <organization>')
  .description('which member or customer breaks which tier by leaving, and what expires soon')
  .option('--as-of <day>', 'the day of leaving, YYYY-MM-DD (default: today)')
  .option('--until <day>', 'what expires before this day (default: 90 days on)')
  .addOption(knownAt)
  .addOption(edition)
  .action((organization: string, options: DependenciesOptions) =>
    run((settings, output) => dependenciesCommand(organization, options, settings, output)),
  );

program
  .command('what-if <organization> <files...>')
  .description(
    'the standings as they are and with the CloudEvents of NDJSON files, which are not recorded',
  )
  .option('--as-of <day>', 'YYYY-MM-DD (default: today)')
  .addOption(knownAt)
  .action((organization: string, files: string[], options: WhatIfOptions) =>
    run((settings, output) => whatIf(organization, files, options, settings, output)),
  );

importCommands(program, run);

program
  .command('export')
  .description('every recorded fact, as NDJSON of CloudEvents or as CSV')
  .addOption(
    new Option('--format <format>', 'what to write').choices(EXPORT_FORMATS).default('ndjson'),
  )
  .option('--organization <id>', 'this organization alone')
  .option('--out <file>', 'write to a file')
  .action((options: ExportOptions) =>
    run((settings, output) => exportFacts(options, settings, output)),
  );

program
  .command('verify')
  .description(
    'compare the log, the snapshots and the standings with a naive evaluation of the raw facts',
  )
  .option('--days <count>', 'on how many days each organization is evaluated', wholeNumber, 24)
  .action((options: { days: number }) =>
    run((settings, output) => verify(options, settings, output)),
  );

program
  .command('rebuild')
  .description('make the standings and snapshots again from the log')
  .action(() => run(rebuild));

program
  .command('backup <folder>')
  .description('copy the data into a new folder, while the service runs, and check the copy')
  .action((folder: string) => run((settings, output) => backup(folder, settings, output)));

program
  .command('restore <folder>')
  .description('put a backup into an empty data folder and compare the standings')
  .action((folder: string) => run((settings, output) => restore(folder, settings, output)));

program
  .command('demo')
  .description('record a company made from real records, and print its history')
  .action(() => run(demo));

const programs = program.command('programs').description('the editions of the rules');
programs
  .command('check [folder]')
  .description('read the editions of a folder (default: the built-in ones) and run their cases')
  .action((folder: string | undefined) =>
    run((_settings, output) => Promise.resolve(checkProgramsCommand(folder, output))),
  );
programs
  .command('diff <old> <new>')
  .description(
    'what changes from one text of the rules to another, or what that means for organizations, before it counts',
  )
  .option('--organization <id>', 'what it means for this one (may be repeated)', everyOne)
  .option('--all-organizations', 'what it means for each')
  .option('--as-of <day>', 'YYYY-MM-DD (default: today)')
  .addOption(knownAt)
  .addHelpText(
    'after',
    `
<old> and <new> are each an edition's file, which is taken as if it were its program's only edition; or a folder of programs, with the
built-in ones beside as ASSAY_PROGRAMS would have them; or the word in-force.

Exit codes: 0 no difference, 1 differences (of organizations: another tier on the day or on a later one, as known), 2 usage,
3 could not run: among others, the editions are refused.`,
  )
  .action((old: string, present: string, options: DiffOptions) =>
    run((settings, output) => diffProgramsCommand(old, present, options, settings, output)),
  );

program
  .command('quarantine <organization>')
  .description('go on without a fact that cannot be handled, or list those')
  .option('--revision <revision>', 'the fact it stops at', revisionOf)
  .option('--reason <text>', 'why')
  .option('--by <name>', 'who decides it, where no service is named')
  .action((organization: string, options: QuarantineOptions) =>
    run((settings, output) => quarantineCommand(organization, options, settings, output)),
  );

keyCommands(program, run);
alertCommands(program, run, wholeNumber);
receiverCommands(program, run, wholeNumber);

async function run(work: Work): Promise<void> {
  const { dataDir, json, quiet } = program.opts<{
    dataDir?: string;
    json?: boolean;
    quiet?: boolean;
  }>();
  const output: Output = {
    json: json === true,
    out: (text) => process.stdout.write(`${text}\n`),
    log: (text) => quiet === true || process.stderr.write(`${text}\n`),
  };
  process.exitCode = await work(settingsFrom(process.env, dataDir), output);
}

/** The values of an option that may be repeated. */
function everyOne(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new UsageError(`expected a whole number above 0, not ${text}`);
}

function revisionOf(text: string): number {
  return text === '0' ? 0 : wholeNumber(text);
}

// Whoever reads the output may stop reading: `assay export | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? ExitCode.good : ExitCode.couldNotRun);
});

try {
  await program.parseAsync();
} catch (error) {
  const failure = failureOf(error);
  if (failure !== null) writeFailure(failure, isJson, toStandardError);
  process.exitCode = failure?.exitCode ?? ExitCode.good;
}
