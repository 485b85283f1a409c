import type { ImportRecord } from './asked.js';
import { useImportsText } from './words.js';

/** How far an import has come, in rows. */
export function Progress({ progress }: { progress: NonNullable<ImportRecord['progress']> }) {
  const text = useImportsText();
  const { phase, rows, of } = progress;
  return phase === 'recording' && of !== undefined
    ? text('imports.rowsRecorded', { rows, of })
    : text('imports.rowsRead', { rows });
}
