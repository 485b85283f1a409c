import type { ImportRecord, ImportSummary } from '@app/importing';
import { table } from './output.js';

const REJECTS_SHOWN = 20;
const CHANGES_SHOWN = 20;
const DELIMITER_NAMES: Readonly<Record<string, string>> = { '\t': 'tab' };

/** An import in words. */
export function importRendered(record: ImportRecord): string {
  const { file, summary, status, id } = record;
  const lines = [`${file.names.join(', ')}: ${file.title} (${file.source})`, `  ${formOf(record)}`];
  for (const note of file.notes) lines.push(`  ${note}`);
  const counts = summary === null ? 'not finished' : countsOf(summary);
  lines.push(
    `  ${status === 'dry-run' ? 'dry run' : `import ${String(id)}, ${status}`}: ${counts}`,
  );
  if (summary !== null) lines.push(...detailsOf(summary));
  if (status === 'recorded') lines.push(`  to take it back: assay import undo ${String(id)}`);
  return lines.join('\n');
}

function formOf({ file: { form, dates, decimals } }: ImportRecord): string {
  if (form.kind === 'json') return 'JSON';
  const { encoding, bom, delimiter } = form;
  return [
    `${encoding.toUpperCase()}${bom ? ' with a byte order mark' : ''}`,
    `columns apart by ${DELIMITER_NAMES[delimiter] ?? delimiter}`,
    ...(dates.basis === 'none' ? [] : [`days ${dates.is} (${dates.basis})`]),
    ...(decimals.basis === 'none' ? [] : [`decimal ${decimals.is} (${decimals.basis})`]),
  ].join(', ');
}

function countsOf({ rows, accepted, duplicates, changed, rejected }: ImportSummary): string {
  return `${rows} rows: ${accepted} accepted, ${duplicates} duplicates, ${changed} changed, ${rejected} rejected`;
}

function detailsOf({ mends, rejects, changes, totals, retracted }: ImportSummary): string[] {
  const lines: string[] = [];
  if (retracted > 0) {
    lines.push(`  ${retracted} of the duplicates are retracted, and stay so`);
  }
  for (const { rows, mendBy, reason } of mends) {
    lines.push(
      `  ${rows} ${rows === 1 ? 'row' : 'rows'}: ${mendBy ?? `${reason} (nothing to mend)`}`,
    );
  }
  for (const { row, column, value, reason, mendBy } of rejects.slice(0, REJECTS_SHOWN)) {
    if (mendBy === null) continue;
    const cell = column === null ? '' : `, ${column}${value === '' ? '' : ` ${value}`}`;
    lines.push(`    row ${row}${cell}: ${reason}`);
  }
  for (const { row, was, is } of changes.slice(0, CHANGES_SHOWN)) {
    lines.push(`  changed, row ${row}: ${differenceOf(was, is)}`);
  }
  if (totals.length === 0) return lines;
  const rows = totals.map((total) => [
    total.month,
    total.currency,
    String(total.rows),
    total.amount,
    ...(total.rejectedRows === 0 ? [] : [`${total.rejectedRows} rejected`, total.rejectedAmount]),
  ]);
  const shown = table([['month', 'currency', 'rows', 'amount'], ...rows]);
  lines.push(...shown.split('\n').map((line) => `  ${line}`));
  return lines;
}

function differenceOf(
  was: Readonly<Record<string, unknown>>,
  is: Readonly<Record<string, unknown>>,
): string {
  return Object.keys(is)
    .filter((name) => JSON.stringify(is[name]) !== JSON.stringify(was[name]))
    .map((name) => `${name} ${String(was[name])} → ${String(is[name])}`)
    .join(', ');
}
