import type { Encoding } from './encoding.js';
import type { RowMoney } from './mapped-rows.js';
import type { RowRead } from './row-read.js';
import type { Delimiter, DelimiterName } from './row-cutter.js';
import type { DayOrder } from './days.js';
import type { DecimalMark } from './decimals.js';
import type { Basis } from './file-form.js';

/** A file, or one of the pages that belong together. */
export interface FilePart {
  readonly name: string;
  /** The bytes from the beginning, as often as they are asked for. */
  readonly bytes: () => AsyncIterable<Uint8Array>;
}

/** How a file was sent, which is how its rejects go back. */
export type SentForm =
  | {
      readonly kind: 'table';
      readonly encoding: Encoding;
      readonly bom: boolean;
      readonly delimiter: Delimiter;
      /** `null` = the file has none. */
      readonly header: readonly string[] | null;
    }
  | { readonly kind: 'json' };

/** What was found out about a file, to be shown. */
export interface FileDescription {
  readonly source: string;
  readonly title: string;
  readonly names: readonly string[];
  readonly bytes: number;
  /** Of all bytes in the order they were given, in hexadecimal. */
  readonly sha256: string;
  readonly form: SentForm;
  readonly dates: { readonly is: DayOrder; readonly basis: Basis };
  readonly decimals: { readonly is: DecimalMark; readonly basis: Basis };
  /** What its rejected rows are to be opened with to be read as it was: what was forced, and what rows may have shown that are not among them. Older imports lack it. */
  readonly readAgain?: {
    readonly source?: string;
    readonly dates?: DayOrder;
    readonly decimals?: DecimalMark;
    readonly delimiter?: DelimiterName;
    readonly encoding?: Encoding;
  };
  /** What else there is to say about it. */
  readonly notes: readonly string[];
}

/** A row that was read. */
export interface FileRow {
  /** From 1, the header counted; of the invoice API's lines from 1 over all pages. */
  readonly row: number;
  /** As it goes back where it is rejected. */
  readonly sent: readonly string[];
  readonly read: RowRead;
  /** Of a row that is rejected: its money, as far as it can be read. */
  readonly money: RowMoney | null;
}

export interface OpenedFile {
  readonly description: FileDescription;
  /** Every row that holds something, in pages, as often as they are asked for. Throws `FileRefused`, at the end too: nothing is to be recorded before all have been read. */
  rows(): AsyncIterable<readonly FileRow[]>;
}
