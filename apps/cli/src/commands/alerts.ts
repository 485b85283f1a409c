import { RECEIVABLE_TYPES, type ShownAlert } from '@app/alerting';
import { type Command, Option } from 'commander';
import { ExitCode } from '../exit-codes.js';
import { type Output, print, table } from '../output.js';
import type { Run } from '../run.js';
import { callService, expectService } from '../service-client.js';
import type { Settings } from '../settings.js';

interface ListOptions {
  readonly organization?: string;
  readonly type?: string;
  readonly acknowledged?: 'yes' | 'no';
  readonly limit: number;
}

interface Alerts {
  readonly alerts: readonly ShownAlert[];
  /** With those beyond the limit. */
  readonly total: number;
}

/** `assay alerts`. */
export function alertCommands(
  program: Command,
  run: Run,
  wholeNumber: (text: string) => number,
): void {
  const alerts = program
    .command('alerts')
    .description('list what the service announced of standings, and say that it was seen');
  alerts
    .command('list')
    .description('the newest first')
    .option('--organization <id>', 'of this organization alone')
    .addOption(
      new Option('--type <type>', 'of this type (default: all about standings)').choices(
        RECEIVABLE_TYPES,
      ),
    )
    .addOption(
      new Option('--acknowledged <yes or no>', 'only what somebody has seen, or nobody').choices([
        'yes',
        'no',
      ]),
    )
    .option('--limit <count>', 'how many at most, up to 1000', wholeNumber, 100)
    .action((options: ListOptions) =>
      run((settings, output) => listAlerts(options, settings, output)),
    );
  alerts
    .command('acknowledge <id>')
    .description('say that an alert was seen; the first one to say so is kept')
    .action((id: string) => run((settings, output) => acknowledge(id, settings, output)));
}

async function listAlerts(
  { organization, type, acknowledged, limit }: ListOptions,
  settings: Settings,
  output: Output,
): Promise<ExitCode> {
  expectService(settings, 'alerts');
  const query = new URLSearchParams({
    order: 'newest',
    limit: String(limit),
    ...(organization === undefined ? {} : { organizationId: organization }),
    ...(type === undefined ? {} : { type }),
    ...(acknowledged === undefined ? {} : { acknowledged: String(acknowledged === 'yes') }),
  });
  const { alerts, total } = await callService<Alerts>(settings, 'GET', `/v1/alerts?${query}`);
  print(output, { alerts, total }, renderAlerts);
  return ExitCode.good;
}

async function acknowledge(id: string, settings: Settings, output: Output): Promise<ExitCode> {
  expectService(settings, 'alerts');
  const path = `/v1/alerts/${encodeURIComponent(id)}/acknowledgement`;
  const alert = await callService<ShownAlert>(settings, 'POST', path);
  print(
    output,
    alert,
    ({ acknowledged }) =>
      `${id} was seen by ${acknowledged?.by ?? ''} at ${acknowledged?.at ?? ''}`,
  );
  return ExitCode.good;
}

function renderAlerts({ alerts, total }: Alerts): string {
  if (alerts.length === 0) return 'no alerts';
  const rows = [['alert', 'raised', 'type', 'of', 'says', 'acknowledged by'], ...alerts.map(cells)];
  const others = total - alerts.length;
  return [table(rows), ...(others === 0 ? [] : [`and ${others} older ones`])].join('\n');
}

function cells(alert: ShownAlert): string[] {
  const [of, says] =
    'organizationId' in alert
      ? [alert.organizationId, saidOf(alert)]
      : [alert.receiverId, alert.reason];
  const { id, raisedAt, type, acknowledged } = alert;
  return [id, raisedAt.slice(0, 19), type, of, says, acknowledged?.by ?? ''];
}

function saidOf(alert: Extract<ShownAlert, { organizationId: string }>): string {
  const { competency, option, fromTier, toTier, effectiveOn } = alert;
  return `${competency}/${option}: ${fromTier ?? 'no tier'} to ${toTier ?? 'no tier'} on ${effectiveOn}`;
}
