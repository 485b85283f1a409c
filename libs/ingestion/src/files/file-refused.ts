export type FileRefusalCode =
  | 'file-empty'
  | 'not-a-table'
  | 'not-text'
  | 'quote-not-closed'
  | 'row-too-large'
  | 'malformed-json'
  | 'source-unrecognised'
  | 'columns-missing'
  | 'dates-ambiguous'
  | 'decimals-ambiguous'
  | 'mapping-invalid';

/** A file cannot be imported as a whole, and nothing of it was recorded. The message says why and what to do. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';

  constructor(
    readonly code: FileRefusalCode,
    message: string,
  ) {
    super(message);
  }
}
