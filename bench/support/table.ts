import { figure, type Line } from './lines.js';

/** A line as it is printed: what, ours, peer, ratio, target, verdict. */
export function cellsOf({ what, unit, ours, peer, ratio, target, verdict }: Line): string[] {
  return [what, measured(ours, unit), peerShown(peer, unit), ratioShown(ratio), target, verdict];
}

export const HEADINGS = ['what', 'ours', 'peer', 'ratio', 'target', 'verdict'];

/** Lines as a Markdown table. */
export function tableOf(lines: readonly Line[]): string {
  const rows = [HEADINGS, HEADINGS.map(() => '---'), ...lines.map(cellsOf)];
  return rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function measured(value: number, unit: Line['unit']): string {
  return unit === 'times' ? `${figure(value)}×` : `${figure(value)} ${unit}`;
}

function peerShown(peer: Line['peer'], unit: Line['unit']): string {
  if (peer === null) return '–';
  if ('missing' in peer) return `${peer.name}: ${peer.missing}`;
  return `${peer.name}: ${measured(peer.value, unit)}`;
}

function ratioShown(ratio: number | null): string {
  return ratio === null ? '–' : `${figure(ratio)}×`;
}
