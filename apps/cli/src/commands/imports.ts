import { type ImportRecord, ImportUnknown, listImports, type Undone } from '@app/importing';
import { ExitCode } from '../exit-codes.js';
import { type Output, print, table } from '../output.js';
import { whileReadModels } from '../read-models.js';
import { callService } from '../service-client.js';
import { type Settings, UsageError } from '../settings.js';
import { whileImporting } from '../while-importing.js';

const MOST_LISTED = 100;

/** Prints the imports, the newest first. */
export async function listImportsCommand(settings: Settings, output: Output): Promise<ExitCode> {
  const answer =
    settings.serviceUrl === undefined
      ? {
          imports: await whileReadModels(settings, (database) =>
            listImports(database, { limit: MOST_LISTED }),
          ),
        }
      : await callService<{ imports: ImportRecord[] }>(settings, 'GET', '/v1/imports');
  print(output, answer, ({ imports }) =>
    imports.length === 0
      ? 'no imports'
      : table([
          ['import', 'status', 'began', 'by', 'source', 'accepted', 'changed', 'rejected', 'file'],
          ...imports.map(({ id, status, beganAt, recordedBy, file, summary }) => [
            String(id),
            status,
            beganAt.slice(0, 19),
            recordedBy,
            file.source,
            String(summary?.accepted ?? '-'),
            String(summary?.changed ?? '-'),
            String(summary?.rejected ?? '-'),
            file.names.join(' '),
          ]),
        ]),
  );
  return ExitCode.good;
}

/** Takes back what an import alone brought. */
export async function undoImportCommand(
  id: string,
  settings: Settings,
  output: Output,
): Promise<ExitCode> {
  const undone =
    settings.serviceUrl === undefined
      ? await whileImporting(settings, (imports) => imports.undo(id, 'cli')).catch(unknownId)
      : await callService<Undone>(settings, 'POST', `/v1/imports/${encodeURIComponent(id)}/undo`);
  print(output, undone, ({ undo: { retracted, reinstated, shared, kept } }) =>
    [
      `import ${id} is undone: ${retracted} facts are retracted, ${reinstated} that it had changed are back`,
      ...(shared === 0 ? [] : [`${shared} stay, for another import says them too`]),
      ...(kept === 0 ? [] : [`${kept} cannot be taken back`]),
    ].join('\n'),
  );
  return undone.undo.kept > 0 ? ExitCode.findings : ExitCode.good;
}

/** Whoever names what is not there is told as the other commands tell it. */
function unknownId(error: unknown): never {
  if (!(error instanceof ImportUnknown)) throw error;
  throw new UsageError(`${error.message}; \`assay imports\` lists them`, 'import-unknown');
}
