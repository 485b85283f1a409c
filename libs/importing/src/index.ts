export type { ControlTotal } from './control-totals.js';
export type { ImportProgress } from './import-context.js';
export { type ImportRecord, type ImportStatus, listImports } from './import-records.js';
export type { ChangedRow, ImportSummary, Mend, RejectedRow } from './import-summary.js';
export {
  dryRunOf,
  ImportRefused,
  Imports,
  type ImportRequest,
  ImportUnknown,
  type ImportsOptions,
  type Undone,
} from './imports.js';
export type { UndoSummary } from './undo-import.js';
