export { DAY_ORDERS, type DayOrder } from './days.js';
export { type Encoding, ENCODINGS } from './encoding.js';
export { DECIMAL_MARKS, type DecimalMark } from './decimals.js';
export { fileOnDisk } from './file-on-disk.js';
export { FileRefused, type FileRefusalCode } from './file-refused.js';
export { guessedMapping } from './guess.js';
export type { Mapping } from './mapping.js';
export { MAPPING_SCHEMA, readMapping } from './mapping-file.js';
export { type OpenOptions, openFile } from './open-file.js';
export type * from './opened-file.js';
export { rejectsFile } from './rejects-file.js';
export type * from './row-read.js';
export { builtInMappings, sourceNames } from './sources.js';
export {
  DELIMITER_NAMED,
  DELIMITER_NAMES,
  type Delimiter,
  type DelimiterName,
  DELIMITERS,
  RowCutter,
} from './row-cutter.js';
export type { RowMoney } from './mapped-rows.js';
