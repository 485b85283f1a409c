import { existsSync, statSync } from 'node:fs';
import { type Day, type Edition, formatDay, type Program } from '@app/domain';
import {
  counterpartOf,
  programOfEditionFile,
  programsWith,
  standingDifferences,
  textChanges,
} from '@app/programs';
import { revisionKnownAt } from '@app/projections';
import { UndecodableFact } from '@app/recording';
import {
  type OrganizationDifference,
  renderOrganizations,
  renderTextChanges,
} from '../difference-shown.js';
import { ExitCode } from '../exit-codes.js';
import { type Output, print } from '../output.js';
import { type Reading, whileReading } from '../reading.js';
import { dayOption, type Settings, today, UsageError } from '../settings.js';
import { organizationsIn } from './organizations.js';
import { organizationUnknown, refused } from './refused.js';

export interface DiffOptions {
  readonly organization?: readonly string[];
  readonly allOrganizations?: boolean;
  readonly asOf?: string;
  readonly knownAt?: string;
}

/** What changes from `old` to `present` in the text or, where organizations are named, for them. */
export async function diffProgramsCommand(
  old: string,
  present: string,
  options: DiffOptions,
  settings: Settings,
  output: Output,
): Promise<ExitCode> {
  const asOf = dayOption('as-of', options.asOf) ?? today(settings);
  const sides: Sides = [sideOf(old, settings), sideOf(present, settings)];
  if (options.allOrganizations !== true && options.organization === undefined) {
    for (const option of ['asOf', 'knownAt'] as const) {
      if (options[option] === undefined) continue;
      throw new UsageError(
        `--${option === 'asOf' ? 'as-of' : 'known-at'} is of an organization; name one with --organization, or --all-organizations`,
      );
    }
    return diffTexts(sides, output);
  }
  return await whileReading(settings, (reading) =>
    diffOrganizations(reading, comparable(sides), asOf, options, output),
  );
}

/** A set of programs or, where a file was named, one edition. */
interface Side {
  readonly programs: readonly Program[];
  readonly edition?: Edition | undefined;
}

type Sides = readonly [old: Side, present: Side];
type ProgramSets = readonly [old: readonly Program[], present: readonly Program[]];

function sideOf(name: string, { programsFolder }: Settings): Side {
  if (name === 'in-force') return { programs: programsWith(programsFolder) };
  if (!existsSync(name)) {
    throw new UsageError(
      `${name} is not there; expected an edition's file, a folder of programs, or the word in-force`,
    );
  }
  if (statSync(name).isDirectory()) return { programs: programsWith(name) };
  const program = programOfEditionFile(name);
  return { programs: [program], edition: program.editions[0] };
}

/** An edition is compared with its own program alone. */
function comparable([old, present]: Sides): ProgramSets {
  return [programsBeside(old, present), programsBeside(present, old)];
}

function programsBeside({ programs, edition }: Side, other: Side): readonly Program[] {
  if (edition !== undefined || other.edition === undefined) return programs;
  return programs.filter(({ id }) => id === other.edition?.program);
}

function diffTexts([old, present]: Sides, output: Output): ExitCode {
  const changes = textChanges(editionsBeside(old, present), editionsBeside(present, old));
  print(output, { changes }, () => renderTextChanges(changes));
  return changes.length === 0 ? ExitCode.good : ExitCode.findings;
}

/** As `programsBeside`, and of that program the one edition that the other one would follow or replace. */
function editionsBeside(side: Side, other: Side): readonly Program[] {
  const { edition } = other;
  if (side.edition !== undefined || edition === undefined) return side.programs;
  return programsBeside(side, other).map((program) => ({
    ...program,
    editions: [counterpartOf(program, edition)],
  }));
}

async function diffOrganizations(
  reading: Reading,
  programs: ProgramSets,
  asOf: Day,
  options: DiffOptions,
  output: Output,
): Promise<ExitCode> {
  const all = options.allOrganizations === true;
  const organizations: OrganizationDifference[] = [];
  const unreadable: string[] = [];
  for await (const id of all ? organizationsIn(reading.store) : new Set(options.organization)) {
    try {
      const difference = await differenceOf(reading, programs, id, asOf, options);
      if (difference !== null) organizations.push(difference);
    } catch (error) {
      if (!all || !(error instanceof UndecodableFact)) throw error;
      unreadable.push(id);
      output.log(error.message);
    }
  }
  const changed = organizations.filter(({ changes }) => changes);
  const summary = { organizations: organizations.length, changed: changed.length };
  const shown = all ? changed : organizations;
  print(output, { asOf: formatDay(asOf), summary, unreadable, organizations: shown }, () =>
    renderOrganizations(shown, summary, unreadable),
  );
  if (changed.length > 0) return ExitCode.findings;
  return unreadable.length > 0 ? ExitCode.couldNotRun : ExitCode.good;
}

/** `null` = of all organizations, one of which nothing was known yet. */
async function differenceOf(
  { facts }: Reading,
  [old, present]: ProgramSets,
  organizationId: string,
  asOf: Day,
  { allOrganizations, knownAt }: DiffOptions,
): Promise<OrganizationDifference | null> {
  const index = await facts.factsOf(organizationId);
  if (index === null) return organizationUnknown(organizationId);
  const { answer: revision, refusal } = revisionKnownAt(index, knownAt);
  if (refusal !== undefined) {
    if (allOrganizations === true && refusal.code === 'not-known-yet') return null;
    return refused(refusal);
  }
  const options = standingDifferences(index.knownAt(revision), old, present, asOf);
  return {
    organizationId,
    asOf: formatDay(asOf),
    knownAt: { revision, recordedAt: new Date(index.recordedAt(revision)).toISOString() },
    changes: options.some(({ differsFrom }) => differsFrom !== null),
    options,
  };
}
