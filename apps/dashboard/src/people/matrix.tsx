import {
  defaultRangeExtractor,
  type Range,
  useVirtualizer,
  type VirtualItem,
} from '@tanstack/react-virtual';
import { type RefObject, useRef } from 'react';
import type { MatrixColumn } from './columns.js';
import { type Place, useGridFocus, type Walking } from './grid-focus.js';
import { Headings } from './matrix-headings.js';
import { MatrixCell } from './matrix-cell.js';
import type { PersonRow } from './person-rows.js';
import { usePeopleText } from './words.js';

/** Pixels; the sheet of styles has the same. */
const NAME_WIDTH = 168;
const HEADINGS_HEIGHT = 88;
const ROW_HEIGHT = 44;

interface MatrixProps {
  readonly rows: readonly PersonRow[];
  readonly columns: readonly MatrixColumn[];
  readonly order: string | undefined;
  readonly onSort: (sortsBy: string) => void;
  /** Enter or a click: on a name, or on a cell with the credential that is meant. */
  readonly onOpen: (row: PersonRow, credential: string | undefined) => void;
}

/**
 * People in rows, what is asked of them in columns, as a grid of ARIA: of hundreds of each those on the screen are in the
 * document. Arrows move from cell to cell, Home and End along a row, Enter opens a cell or sorts by a heading.
 */
export function Matrix(props: MatrixProps) {
  const { rows, columns, order, onSort, onOpen } = props;
  const text = usePeopleText();
  const space = useRef<HTMLDivElement>(null);
  const { standing, stand, move } = useGridFocus({
    rows: rows.length,
    columns: columns.length + 1,
    grid: space,
  });
  const { down, across } = useShown(space, rows.length, columns, standing);
  const focus: Walking = {
    standing,
    stand,
    move: (event) =>
      move(event, ({ row, column }) => {
        if (row >= 0) down.scrollToIndex(row);
        if (column > 0) across.scrollToIndex(column - 1);
        else across.scrollToOffset(0);
      }),
  };
  const shown = across.getVirtualItems();
  const width = NAME_WIDTH + across.getTotalSize();
  const open = (row: PersonRow, column: number) => {
    const meant = columns[column - 1];
    onOpen(row, meant?.kind === 'credential' ? meant.sortsBy : undefined);
  };
  return (
    <div
      ref={space}
      className="matrix"
      role="grid"
      aria-label={text('people.matrix')}
      aria-rowcount={rows.length + 2}
      aria-colcount={columns.length + 1}
    >
      <Headings {...{ columns, shown, order, onSort, width, focus }} />
      <div
        role="rowgroup"
        className="matrix-rows"
        style={{ inlineSize: width, blockSize: down.getTotalSize() }}
      >
        {down.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          return row === undefined ? null : (
            <Row
              key={row.person.individualId}
              {...{ row, index, columns, shown, focus }}
              top={start - HEADINGS_HEIGHT}
              onOpen={open}
            />
          );
        })}
      </div>
    </div>
  );
}

/** The rows and the columns that are on the screen. */
function useShown(
  space: RefObject<HTMLDivElement | null>,
  rows: number,
  columns: readonly MatrixColumn[],
  standing: Place,
) {
  const down = useVirtualizer({
    count: rows,
    getScrollElement: () => space.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 4,
    rangeExtractor: (range) => withStanding(range, standing.row),
    scrollMargin: HEADINGS_HEIGHT,
    scrollPaddingStart: HEADINGS_HEIGHT,
  });
  const across = useVirtualizer({
    horizontal: true,
    count: columns.length,
    getScrollElement: () => space.current,
    estimateSize: (index) => columns[index]?.width ?? 0,
    getItemKey: (index) => columns[index]?.key ?? index,
    overscan: 2,
    rangeExtractor: (range) => withStanding(range, standing.column - 1),
    scrollMargin: NAME_WIDTH,
    scrollPaddingStart: NAME_WIDTH,
  });
  return { down, across };
}

/** What is on the screen, and the cell that Tab comes to wherever it is. */
function withStanding(range: Range, standing: number): number[] {
  const shown = defaultRangeExtractor(range);
  if (standing < 0 || shown.includes(standing)) return shown;
  return [...shown, standing].sort((a, b) => a - b);
}

interface RowProps {
  readonly row: PersonRow;
  readonly index: number;
  /** Pixels below the headings. */
  readonly top: number;
  readonly columns: readonly MatrixColumn[];
  readonly shown: readonly VirtualItem[];
  readonly focus: Walking;
  readonly onOpen: (row: PersonRow, column: number) => void;
}

function Row({ row, index, top, columns, shown, focus, onOpen }: RowProps) {
  const text = usePeopleText();
  const { individualId, name, member } = row.person;
  const cellAt = (column: number) => {
    const place: Place = { row: index, column };
    const { standing } = focus;
    return {
      'data-row': index,
      'data-column': column,
      'aria-colindex': column + 1,
      tabIndex: standing.row === index && standing.column === column ? 0 : -1,
      onFocus: () => focus.stand(place),
      onClick: () => onOpen(row, column),
      onKeyDown: (event: React.KeyboardEvent) => {
        if (event.key === 'Enter') onOpen(row, column);
        else focus.move(event);
      },
    };
  };
  return (
    <div
      role="row"
      aria-rowindex={index + 3}
      className="matrix-row"
      style={{ transform: `translateY(${top}px)` }}
    >
      <div
        role="rowheader"
        className="matrix-name"
        title={name === undefined ? individualId : `${name} (${individualId})`}
        {...cellAt(0)}
      >
        <span className="matrix-name-first">{name ?? individualId}</span>
        {(name !== undefined || !member) && (
          <span className="matrix-name-second">
            {member ? individualId : text('people.formerOne', { individual: individualId })}
          </span>
        )}
      </div>
      {shown.map(({ index: place, start, size }) => {
        const column = columns[place];
        return column === undefined ? null : (
          <div
            key={column.key}
            role="gridcell"
            className="matrix-cell"
            style={{ insetInlineStart: start, inlineSize: size }}
            {...cellAt(place + 1)}
          >
            <MatrixCell row={row} column={column} />
          </div>
        );
      })}
    </div>
  );
}
