/** What stands above a column; `end` = above one of figures, at its right edge. */
export type Heading = string | { readonly end: string };

/** The headings of a table in the document, one over each column. */
export function TableHead({ headings }: { headings: readonly Heading[] }) {
  return (
    <thead>
      <tr>
        {headings.map((heading) =>
          typeof heading === 'string' ? (
            <th key={heading} scope="col">
              {heading}
            </th>
          ) : (
            <th key={heading.end} scope="col" className="end">
              {heading.end}
            </th>
          ),
        )}
      </tr>
    </thead>
  );
}
