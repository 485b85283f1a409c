import { useCommonText } from '../language/common.js';
import { useLocale } from '../language/text.js';
import { day } from '../language/written.js';
import { CheckIcon, ClockIcon, PlusIcon } from '../parts/icons.js';
import type { FilledPlace } from './asked-for.js';
import type { MatrixColumn } from './columns.js';
import type { Held, PersonRow } from './person-rows.js';
import { usePeopleText } from './words.js';

/** Whether somebody holds it, until when, whether it alone is missing; or which places they fill. */
export function MatrixCell({ row, column }: { row: PersonRow; column: MatrixColumn }) {
  const text = usePeopleText();
  if (column.kind === 'place') return <Places places={row.places.get(column.group.key) ?? []} />;
  const held = row.held.get(column.sortsBy);
  if (held !== undefined) return <HeldUntil held={held} />;
  if (row.completing.get(column.group.key)?.has(column.sortsBy) === true) {
    return (
      <span className="cell-completes">
        <PlusIcon />
        {text('people.cell.completes')}
      </span>
    );
  }
  return (
    <span className="muted">
      <span aria-hidden="true">–</span>
      <span className="visually-hidden">{text('people.cell.missing')}</span>
    </span>
  );
}

function HeldUntil({ held: { until, isSoon } }: { held: Held }) {
  const text = usePeopleText();
  const locale = useLocale();
  return (
    <span className={isSoon ? 'cell-held soon' : 'cell-held'}>
      {isSoon ? <ClockIcon /> : <CheckIcon />}
      {until === null ? (
        <span className="visually-hidden">{text('people.cell.held')}</span>
      ) : (
        <>
          <span className="visually-hidden">
            {text(isSoon ? 'people.cell.heldSoon' : 'people.cell.heldUntil')}{' '}
          </span>
          {day(locale, until)}
        </>
      )}
    </span>
  );
}

/** The tiers of which somebody fills a place, with the group of each. */
export function Places({ places }: { places: readonly FilledPlace[] }) {
  const text = usePeopleText();
  const common = useCommonText();
  if (places.length === 0) {
    return (
      <span className="muted">
        <span aria-hidden="true">–</span>
        <span className="visually-hidden">{text('people.cell.noPlace')}</span>
      </span>
    );
  }
  const said = places.map(({ tier, group }) => {
    const name = common(`tier.${tier}`);
    return group === null ? name : text('people.cell.group', { tier: name, group });
  });
  return <strong>{said.join(', ')}</strong>;
}
