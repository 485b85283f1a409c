import { useLocale } from '../language/text.js';
import { day } from '../language/written.js';
import { useNames } from '../parts/names.js';
import { TableHead } from '../parts/table-head.js';
import type { MatrixColumn } from './columns.js';
import { Places } from './matrix-cell.js';
import type { PersonRow } from './person-rows.js';
import { usePeopleText } from './words.js';

interface PrintedPeopleProps {
  readonly rows: readonly PersonRow[];
  readonly columns: readonly MatrixColumn[];
}

/** The matrix on paper, which has no room for its columns: each person with what they fill, hold, and alone lack. */
export function PrintedPeople({ rows, columns }: PrintedPeopleProps) {
  const text = usePeopleText();
  return (
    <table className="table">
      <TableHead
        headings={[
          text('people.column.person'),
          text('people.person.places'),
          text('people.person.holds'),
          text('people.person.lacks'),
        ]}
      />
      <tbody>
        {rows.map((row) => (
          <Printed key={row.person.individualId} {...{ row, columns }} />
        ))}
      </tbody>
    </table>
  );
}

function Printed({ row, columns }: { row: PersonRow; columns: readonly MatrixColumn[] }) {
  const text = usePeopleText();
  const locale = useLocale();
  const names = useNames();
  const { individualId, name } = row.person;
  const held = columns.flatMap(({ kind, sortsBy, id }) => {
    const one = kind === 'credential' ? row.held.get(sortsBy) : undefined;
    if (one === undefined) return [];
    if (one.until === null) return id;
    return `${id} (${text('people.cell.heldUntil')} ${day(locale, one.until)})`;
  });
  const lacks = columns.flatMap(({ kind, sortsBy, id, group }) =>
    kind === 'credential' && row.completing.get(group.key)?.has(sortsBy) === true ? [id] : [],
  );
  return (
    <tr>
      <th scope="row">{name === undefined ? individualId : `${name} (${individualId})`}</th>
      <td>
        {columns.flatMap(({ kind, group }) => {
          const places = row.places.get(group.key);
          if (kind !== 'place' || places === undefined || group.requirement === null) return [];
          return (
            <p key={group.key}>
              {names.option(group.requirement.option)} · <Places places={places} />
            </p>
          );
        })}
      </td>
      <td>{[...new Set(held)].join(', ')}</td>
      <td>{[...new Set(lacks)].join(', ')}</td>
    </tr>
  );
}
