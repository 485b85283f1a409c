import { type ColumnDefinitionBuilder, type RawBuilder, sql } from 'kysely';

/** What the columns of both engines are made of: the one place in which the migrations differ. */
export interface ColumnTypes {
  /** Compared and sorted by its code points, as JavaScript and SQLite do, whatever the locale of the database. */
  readonly text: 'text' | RawBuilder<string>;
  /** Of 64 bits. */
  readonly integer: 'integer' | 'bigint';
  readonly bytes: 'blob' | 'bytea';
  /** Makes an integer column a key that the database gives, ascending and never used again. */
  readonly given: (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder;
}

export const SQLITE_COLUMNS: ColumnTypes = {
  text: 'text',
  integer: 'integer',
  bytes: 'blob',
  given: (column) => column.primaryKey().autoIncrement(),
};

export const POSTGRES_COLUMNS: ColumnTypes = {
  text: sql<string>`text collate "C"`,
  integer: 'bigint',
  bytes: 'bytea',
  given: (column) => column.primaryKey().generatedAlwaysAsIdentity(),
};
