import { createKey, type Key, listKeys, NewKey, revokeKey, type Role, ROLES } from '@app/database';
import { validateSync } from 'class-validator';
import { type Command, Option } from 'commander';
import { ExitCode } from '../exit-codes.js';
import { type Output, print, table } from '../output.js';
import { whileReadModels, whileWritingReadModels } from '../read-models.js';
import type { Run } from '../run.js';
import { callService } from '../service-client.js';
import { type Settings, UsageError } from '../settings.js';

type ShownKey = Key & { readonly key: string };

/** `assay keys`. */
export function keyCommands(program: Command, run: Run): void {
  const keys = program.command('keys').description('make, list and revoke keys');
  keys
    .command('create')
    .requiredOption('--name <name>', 'what it is for')
    .addOption(new Option('--role <role>', 'what it may do').choices(ROLES).makeOptionMandatory())
    .option('--organizations <ids...>', 'only for these (default: all)')
    .option('--expires-on <day>', 'first day it no longer works')
    .action((options: { name: string; role: Role; organizations?: string[]; expiresOn?: string }) =>
      run((settings, output) => createKeyCommand(options, settings, output)),
    );
  keys.command('list').action(() => run(listKeysCommand));
  keys
    .command('revoke <id>')
    .action((id: string) => run((settings, output) => revokeKeyCommand(id, settings, output)));
}

/** Makes a key, through the service where one is named, else in the files; its secret is shown this once. */
async function createKeyCommand(
  wanted: NewKey,
  settings: Settings,
  output: Output,
): Promise<ExitCode> {
  expectGood(wanted);
  const created =
    settings.serviceUrl === undefined
      ? await whileWritingReadModels(settings, async (database) => {
          const { key, secret } = await createKey(database, wanted, new Date());
          return { ...key, key: secret };
        })
      : await callService<ShownKey>(settings, 'POST', '/v1/keys', wanted);
  print(output, created, ({ key, name, role }) =>
    [`The key of ${name} (${role}), shown this once:`, '', `  ${key}`].join('\n'),
  );
  return ExitCode.good;
}

/** Throws `UsageError` where a service would not make it either. */
function expectGood(wanted: NewKey): void {
  const [wrong] = validateSync(Object.assign(new NewKey(), wanted));
  if (wrong === undefined) return;
  const [why = `${wrong.property} is not valid`] = Object.values(wrong.constraints ?? {});
  throw new UsageError(why);
}

async function listKeysCommand(settings: Settings, output: Output): Promise<ExitCode> {
  const keys =
    settings.serviceUrl === undefined
      ? await whileReadModels(settings, listKeys)
      : (await callService<{ keys: Key[] }>(settings, 'GET', '/v1/keys')).keys;
  print(output, { keys }, renderKeys);
  return ExitCode.good;
}

async function revokeKeyCommand(id: string, settings: Settings, output: Output): Promise<ExitCode> {
  if (settings.serviceUrl === undefined) {
    const revoked = await whileWritingReadModels(settings, (database) => revokeKey(database, id));
    if (!revoked) throw new UsageError(`there is no key ${id}; \`assay keys list\` shows them`);
  } else {
    await callService(settings, 'DELETE', `/v1/keys/${encodeURIComponent(id)}`);
  }
  print(output, { revoked: id }, () => `${id} is revoked`);
  return ExitCode.good;
}

function renderKeys({ keys }: { readonly keys: readonly Key[] }): string {
  return table([
    ['id', 'role', 'name', 'organizations', 'expires on'],
    ...keys.map(({ id, role, name, organizations, expiresOn }) => [
      id,
      role,
      name,
      organizations?.join(', ') ?? 'all',
      expiresOn ?? 'never',
    ]),
  ]);
}
