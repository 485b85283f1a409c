/** Where a command writes: what was asked for to `out`, everything else to `log`. */
export interface Output {
  readonly json: boolean;
  out(text: string): void;
  log(text: string): void;
}

/** Writes `value` as JSON where that was asked for, else what `render` makes of it. */
export function print<T>(output: Output, value: T, render: (value: T) => string): void {
  output.out(output.json ? JSON.stringify(value, null, 2) : render(value));
}

/** Columns as wide as their widest cell, two spaces apart. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) {
      widths[column] = Math.max(widths[column] ?? 0, cell.length);
    }
  }
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
