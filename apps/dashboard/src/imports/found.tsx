import { useLocale } from '../language/text.js';
import { wholeNumber } from '../language/written.js';
import type { ImportRecord } from './asked.js';
import type en from './words.en.js';
import { useImportsText } from './words.js';

const DELIMITER_NAMED = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'pipe' } as const;

/** What was found out about a file: whose it is, and how it is written. */
export function Found({ file }: { file: ImportRecord['file'] }) {
  const text = useImportsText();
  const locale = useLocale();
  const { form, dates, decimals, title, source, bytes, notes } = file;
  const withBasis = (is: string, basis: typeof dates.basis) =>
    text('imports.withBasis', { is, basis: text(`imports.basis.${basis}`) });
  const terms: readonly (readonly [keyof typeof en, string])[] = [
    ['imports.source', `${title} (${source})`],
    ['imports.size', text('imports.bytes', { bytes })],
    ['imports.encoding', form.kind === 'json' ? text('imports.json') : form.encoding.toUpperCase()],
    ...(form.kind === 'json'
      ? []
      : ([
          ['imports.delimiter', text(`imports.delimiter.${DELIMITER_NAMED[form.delimiter]}`)],
          ['imports.dates', withBasis(text(`imports.dates.${dates.is}`), dates.basis)],
          ['imports.decimals', withBasis(text(`imports.decimals.${decimals.is}`), decimals.basis)],
          [
            'imports.header',
            form.header === null
              ? text('imports.noHeader')
              : `${wholeNumber(locale, form.header.length)}: ${form.header.join(', ')}`,
          ],
        ] as const)),
  ];
  return (
    <section className="card stacked">
      <h2>{text('imports.found')}</h2>
      <dl className="terms">
        {terms.map(([term, shown]) => (
          <div key={term}>
            <dt>{text(term)}</dt>
            <dd>{shown}</dd>
          </div>
        ))}
      </dl>
      {notes.map((note) => (
        <p key={note} className="muted small">
          {note}
        </p>
      ))}
    </section>
  );
}
