import { builtInEditions, type CheckedPrograms, checkPrograms, renderProblem } from '@app/programs';
import { ExitCode } from '../exit-codes.js';
import { type Output, print } from '../output.js';

/** Reads a folder of editions (default: the built-in ones), runs their cases, and says everything that is wrong. */
export function checkProgramsCommand(folder: string | undefined, output: Output): ExitCode {
  const checked = checkPrograms(folder ?? builtInEditions());
  print(output, summaryOf(checked), () => render(checked));
  return checked.problems.length === 0 ? ExitCode.good : ExitCode.findings;
}

function summaryOf({ programs, problems, casesRun }: CheckedPrograms): object {
  return {
    editions: programs.flatMap(({ editions }) =>
      editions.map(({ id, contentHash }) => ({ id, contentHash })),
    ),
    casesRun,
    problems,
  };
}

function render({ programs, problems, casesRun }: CheckedPrograms): string {
  const editions = programs.flatMap((program) => program.editions);
  return [
    ...problems.map(renderProblem),
    ...editions.map(({ id, contentHash }) => `${id} ${contentHash}`),
    `${editions.length} editions good, ${casesRun} cases run, ${problems.length} problems`,
  ].join('\n');
}
