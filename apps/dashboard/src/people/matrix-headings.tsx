import type { VirtualItem } from '@tanstack/react-virtual';
import type { KeyboardEvent } from 'react';
import { useCommonText } from '../language/common.js';
import { DownIcon, UpIcon } from '../parts/icons.js';
import { useNames } from '../parts/names.js';
import type { AskedRequirement } from './asked-for.js';
import type { ColumnGroup, MatrixColumn } from './columns.js';
import type { Walking } from './grid-focus.js';
import { usePeopleText } from './words.js';

interface HeadingsProps {
  readonly columns: readonly MatrixColumn[];
  /** Those on the screen. */
  readonly shown: readonly VirtualItem[];
  readonly order: string | undefined;
  readonly onSort: (sortsBy: string) => void;
  readonly width: number;
  readonly focus: Walking;
}

/** Above: the requirements with how far they are filled; below: what each asks for. */
export function Headings({ columns, shown, order, onSort, width, focus }: HeadingsProps) {
  const text = usePeopleText();
  const headingAt = (column: number, press: () => void) => ({
    'data-row': -1,
    'data-column': column,
    'aria-colindex': column + 1,
    tabIndex: focus.standing.row === -1 && focus.standing.column === column ? 0 : -1,
    onFocus: () => focus.stand({ row: -1, column }),
    onClick: press,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === 'Enter') press();
      else focus.move(event);
    },
  });
  return (
    <div role="rowgroup" className="matrix-headings" style={{ inlineSize: width }}>
      <div role="row" aria-rowindex={1} className="matrix-groups">
        <div role="columnheader" aria-colindex={1} className="matrix-name">
          <span className="visually-hidden">{text('people.column.person')}</span>
        </div>
        {groupsOf(columns, shown).map(({ group, start, size, first, count }) => (
          <div
            key={group.key}
            role="columnheader"
            aria-colindex={first + 2}
            aria-colspan={count}
            className="matrix-group"
            style={{ insetInlineStart: start, inlineSize: size }}
          >
            <GroupTitle group={group} />
          </div>
        ))}
      </div>
      <div role="row" aria-rowindex={2} className="matrix-columns">
        <div
          role="columnheader"
          className="matrix-name"
          aria-sort={order === undefined ? 'ascending' : 'none'}
          {...headingAt(0, () => onSort(''))}
        >
          {text('people.column.person')}
          {order === undefined && <UpIcon />}
        </div>
        {shown.map(({ index, start, size }) => {
          const column = columns[index];
          if (column === undefined) return null;
          const isSorted = order === column.sortsBy;
          return (
            <div
              key={column.key}
              role="columnheader"
              className="matrix-heading"
              aria-sort={isSorted ? 'descending' : 'none'}
              style={{ insetInlineStart: start, inlineSize: size }}
              {...headingAt(index + 1, () => onSort(column.sortsBy))}
            >
              {column.kind === 'place' ? text('people.column.place') : column.id}
              {isSorted && <DownIcon />}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function GroupTitle({ group: { requirement } }: { group: ColumnGroup }) {
  const text = usePeopleText();
  const names = useNames();
  if (requirement === null)
    return <span className="matrix-group-title">{text('people.others')}</span>;
  return (
    <span className="matrix-group-title">
      <strong>{names.option(requirement.option)}</strong>
      <Filled requirement={requirement} />
    </span>
  );
}

/** How many of each tier's places are filled. */
function Filled({ requirement }: { requirement: AskedRequirement }) {
  const text = usePeopleText();
  const common = useCommonText();
  const names = useNames();
  const filled = requirement.tiers.map(({ tier, finding: { actual, required } }) =>
    text('people.filled', { tier: common(`tier.${tier}`), actual, required }),
  );
  return (
    <span className="muted">
      {text('people.of', {
        name: names.requirement(requirement.requirement),
        what: filled.join(', '),
      })}
    </span>
  );
}

interface ShownGroup {
  readonly group: ColumnGroup;
  readonly start: number;
  readonly size: number;
  readonly first: number;
  readonly count: number;
}

/** Each requirement of which a column is on the screen, over all of its columns. */
function groupsOf(columns: readonly MatrixColumn[], shown: readonly VirtualItem[]): ShownGroup[] {
  const groups: ShownGroup[] = [];
  for (const { index, start } of shown) {
    const group = columns[index]?.group;
    if (group === undefined || groups.some((each) => each.group.key === group.key)) continue;
    const first = columns.findIndex((column) => column.group.key === group.key);
    const before = columns.slice(first, index).reduce((sum, { width }) => sum + width, 0);
    const of = columns.filter((column) => column.group.key === group.key);
    const size = of.reduce((sum, { width }) => sum + width, 0);
    groups.push({ group, start: start - before, size, first, count: of.length });
  }
  return groups;
}
