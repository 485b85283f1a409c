export type Bound =
  { readonly be: number } | { readonly beAtLeast: number } | { readonly beAtMost: number };

/** One figure of the fault suite: what was counted, and what it has to be. */
export interface Figure {
  readonly part: string;
  readonly what: string;
  readonly count: number;
  /** Absent: it is told, and nothing hangs on it. */
  readonly must?: Bound;
}

/** What must not have happened. */
export const none = (part: string, what: string, count: number): Figure => ({
  ...{ part, what, count, must: { be: 0 } },
});

export function holds({ count, must }: Figure): boolean {
  if (must === undefined) return true;
  if ('be' in must) return count === must.be;
  return 'beAtLeast' in must ? count >= must.beAtLeast : count <= must.beAtMost;
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
  if ('be' in must) return String(must.be);
  return 'beAtLeast' in must
    ? `≥ ${must.beAtLeast.toLocaleString('en')}`
    : `≤ ${must.beAtMost.toLocaleString('en')}`;
}
