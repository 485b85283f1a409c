/** One figure of the fault suite: what was counted, and what it has to be. */
export interface Figure {
  readonly part: string;
  readonly what: string;
  readonly count: number;
  /** Absent: it is told, and nothing hangs on it. */
  readonly must?: { readonly be: number } | { readonly beAtLeast: number };
}

export function holds({ count, must }: Figure): boolean {
  if (must === undefined) return true;
  return 'be' in must ? count === must.be : count >= must.beAtLeast;
}

/** Figures as a Markdown table. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.part,
    figure.what,
    figure.count.toLocaleString('en'),
    mustShown(figure.must),
    holds(figure) ? '' : 'FAILED',
  ]);
  return [['part', 'what', 'figure', 'must be', ''], ['---', '---', '--:', '---', '---'], ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

function mustShown(must: Figure['must']): string {
  if (must === undefined) return '';
  return 'be' in must ? String(must.be) : `≥ ${must.beAtLeast.toLocaleString('en')}`;
}
