import { RECEIVABLE_TYPES, RECEIVER_FORMATS } from '@app/alerting';
import { LANGUAGES } from '@app/domain';
import { type Command, Option } from 'commander';
import { ExitCode } from '../exit-codes.js';
import { type Output, print, table } from '../output.js';
import type { Run } from '../run.js';
import { callService, expectService } from '../service-client.js';
import type { Settings } from '../settings.js';

/** What of a receiver is asked for, as the service takes it. */
interface AddOptions {
  readonly types?: readonly string[];
  readonly organizations?: readonly string[];
  readonly options?: readonly string[];
  readonly leadDays?: readonly number[];
  readonly format?: string;
  readonly language?: string;
}

interface Receiver {
  readonly id: string;
  readonly url: string;
  readonly format: string;
  readonly types: readonly string[];
  readonly organizations?: readonly string[];
  readonly enabled: boolean;
}

interface MadeReceiver extends Receiver {
  readonly secret?: string;
  readonly warnings?: readonly { readonly detail: string }[];
}

interface Attempt {
  readonly delivered: boolean;
  readonly status?: number;
  readonly error?: string;
  readonly durationMs: number;
}

const ROOT = '/v1/webhooks';

/** `assay receivers`. */
export function receiverCommands(
  program: Command,
  run: Run,
  wholeNumber: (text: string) => number,
): void {
  const receivers = program
    .command('receivers')
    .description('list, add, remove and test who receives the alerts of the service');
  receivers
    .command('list')
    .description('the oldest first')
    .action(() => run(listReceivers));
  receivers
    .command('add <url>')
    .description('https://…, or mailto: and one address; the secret is shown this once')
    .addOption(
      new Option('--types <types...>', 'only these (default: the four about standings)').choices(
        RECEIVABLE_TYPES,
      ),
    )
    .option('--organizations <ids...>', 'only of these (default: all)')
    .option('--options <competency/option...>', 'only of these (default: all)')
    .option(
      '--lead-days <days...>',
      'of tier.at-risk: only with these days of notice',
      (text: string, before: readonly number[] = []) => [...before, wholeNumber(text)],
    )
    .addOption(new Option('--format <format>', 'how it is sent').choices(RECEIVER_FORMATS))
    .addOption(new Option('--language <language>', 'of what people read').choices(LANGUAGES))
    .action((url: string, options: AddOptions) =>
      run((settings, output) => addReceiver(url, options, settings, output)),
    );
  receivers
    .command('remove <id>')
    .description('what waits to be sent to it is gone, too')
    .action((id: string) => run((settings, output) => removeReceiver(id, settings, output)));
  receivers
    .command('test <id>')
    .description('send a message of the type test, once; exits with 1 where it is not delivered')
    .action((id: string) => run((settings, output) => testReceiver(id, settings, output)));
}

async function listReceivers(settings: Settings, output: Output): Promise<ExitCode> {
  expectService(settings, 'receivers');
  const answer = await callService<{ webhooks: Receiver[] }>(settings, 'GET', ROOT);
  print(output, answer, ({ webhooks }) =>
    webhooks.length === 0
      ? 'no receivers'
      : table([
          ['receiver', 'format', 'state', 'types', 'organizations', 'address'],
          ...webhooks.map(({ id, format, enabled, types, organizations, url }) => [
            id,
            format,
            enabled ? 'on' : 'switched off',
            types.join(', '),
            organizations?.join(', ') ?? 'all',
            url,
          ]),
        ]),
  );
  return ExitCode.good;
}

async function addReceiver(
  url: string,
  options: AddOptions,
  settings: Settings,
  output: Output,
): Promise<ExitCode> {
  expectService(settings, 'receivers');
  const made = await callService<MadeReceiver>(settings, 'POST', ROOT, { url, ...options });
  for (const { detail } of made.warnings ?? []) output.log(`warning: ${detail}`);
  print(output, made, ({ id, secret }) =>
    [
      `The receiver ${id} gets what is announced from now on.`,
      ...(secret === undefined
        ? []
        : ['Its messages are signed with this secret, shown this once:', '', `  ${secret}`]),
    ].join('\n'),
  );
  return ExitCode.good;
}

async function removeReceiver(id: string, settings: Settings, output: Output): Promise<ExitCode> {
  expectService(settings, 'receivers');
  await callService(settings, 'DELETE', `${ROOT}/${encodeURIComponent(id)}`);
  print(output, { removed: id }, () => `${id} receives nothing any more`);
  return ExitCode.good;
}

async function testReceiver(id: string, settings: Settings, output: Output): Promise<ExitCode> {
  expectService(settings, 'receivers');
  const path = `${ROOT}/${encodeURIComponent(id)}/test`;
  const attempt = await callService<Attempt>(settings, 'POST', path);
  print(output, attempt, ({ delivered, status, error, durationMs }) => {
    const came = status === undefined ? (error ?? 'there was no answer') : `status ${status}`;
    return `${delivered ? 'delivered' : 'not delivered'}: ${came}, in ${durationMs} ms`;
  });
  return attempt.delivered ? ExitCode.good : ExitCode.findings;
}
