import { stringify } from 'csv-stringify/sync';
import { encoded } from './encoding.js';
import type { SentForm } from './opened-file.js';

/** Rows as they were sent, in pages, as the bytes of a file of the same form: the same columns, delimiter and encoding. */
export async function* rejectsFile(
  form: SentForm,
  pages: AsyncIterable<readonly (readonly string[])[]>,
): AsyncGenerator<Buffer> {
  if (form.kind === 'json') {
    yield* jsonFile(pages);
    return;
  }
  const textOf = (rows: readonly (readonly string[])[]) =>
    stringify(rows as string[][], { delimiter: form.delimiter });
  let isFirst = true;
  if (form.header !== null) {
    yield encoded(textOf([form.header]), form, true);
    isFirst = false;
  }
  for await (const rows of pages) {
    if (rows.length === 0) continue;
    yield encoded(textOf(rows), form, isFirst);
    isFirst = false;
  }
}

async function* jsonFile(
  pages: AsyncIterable<readonly (readonly string[])[]>,
): AsyncGenerator<Buffer> {
  let separator = '{"items":[';
  for await (const rows of pages) {
    for (const [json = 'null'] of rows) {
      yield Buffer.from(`${separator}\n${json}`);
      separator = ',';
    }
  }
  yield Buffer.from(`${separator === ',' ? '' : separator}\n]}\n`);
}
