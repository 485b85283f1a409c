import { type RawBuilder, sql, type SqlBool } from 'kysely';

/** Whether `column` has `part` somewhere in it, whatever the case. */
export function mentions(column: string, part: string): RawBuilder<SqlBool> {
  const pattern = `%${part.toLowerCase().replace(/[\\%_]/g, String.raw`\$&`)}%`;
  return sql<SqlBool>`lower(${sql.ref(column)}) like ${pattern} escape '\\'`;
}
