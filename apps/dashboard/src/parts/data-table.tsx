import './data-table.css';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import {
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  memo,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react';
import { useCommonText } from '../language/common.js';
import { DownIcon, UpIcon } from './icons.js';
import { usePrinting } from './printing.js';

export interface Sorted<Id extends string = string> {
  readonly by: Id;
  readonly direction: 'ascending' | 'descending';
}

export interface Column<Row> {
  readonly id: string;
  readonly heading: string;
  /** A track of CSS' grid, such as `2fr` or `96px`; `minmax(0, 1fr)` where absent. */
  readonly width?: string;
  readonly align?: 'start' | 'end';
  /** Whether the heading sorts. */
  readonly sorts?: boolean;
  /** Names the row: on a narrow screen it stands above the others, without its heading. */
  readonly isTitle?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

interface DataTableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowId: (row: Row) => string;
  /** How many there are where more can come; absent = those that are here. */
  readonly total?: number | undefined;
  readonly sorted?: Sorted | undefined;
  readonly onSort?: (by: string) => void;
  /** What Enter or a click on a row does. */
  readonly onOpen?: (row: Row) => void;
  /** The last rows are near: fetch what follows. */
  readonly onEnd?: () => void;
  /** Pixels, for rows that were not measured yet. */
  readonly rowHeight?: number;
}

/** How close to the last row what follows is asked for. */
const NEAR_END = 20;
const PAGE_ROWS = 10;
/** Pixels that the headings cover while they stay on the screen. */
const HEADINGS_HEIGHT = 64;

/**
 * Rows and columns as a grid of ARIA: of thousands of rows those on the screen are in the document. Arrows, Page Up and
 * Down, Home and End move from row to row, Enter opens one. On a narrow screen a row is a card with its headings in it.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowId, total, rowHeight = 44 } = props;
  const grid = useRef<HTMLDivElement>(null);
  const scrollMargin = usePlace(grid);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollMargin,
    scrollPaddingStart: HEADINGS_HEIGHT,
    // Another function would have every row placed anew.
    getItemKey: useCallback((index: number) => keyOf(rows, rowId, index), [rows, rowId]),
  });
  const isPrinting = usePrinting();
  const items = virtual.getVirtualItems();
  const drawn = isPrinting ? rows.map((_, index) => inFlow(rows, rowId, index)) : items;
  useNearEnd(items.at(-1)?.index, rows.length, props.onEnd);
  const focus = useRowFocus(rows.length, (index) => virtual.scrollToIndex(index), grid);
  const tracks = columns.map(({ width }) => width ?? 'minmax(0, 1fr)').join(' ');
  const onKeyDown = (event: KeyboardEvent) => {
    const index = indexOf(event.target);
    const row = index === null ? undefined : rows[index];
    if (index === null || row === undefined) return;
    if (event.key === 'Enter') props.onOpen?.(row);
    else focus.move(event, index);
  };
  return (
    <div
      ref={grid}
      className="data-table"
      role="grid"
      aria-label={label}
      aria-rowcount={(total ?? rows.length) + 1}
      aria-colcount={columns.length}
      style={{ '--tracks': tracks } as CSSProperties}
    >
      <Headings {...props} />
      <div
        className="data-table-rows"
        role="rowgroup"
        style={{ blockSize: virtual.getTotalSize() }}
        onFocus={({ target }) => focus.stand(indexOf(target.closest('[role=row]')) ?? 0)}
        onKeyDown={onKeyDown}
      >
        {drawn.map(({ index, start, key }) => {
          const row = rows[index];
          return row === undefined ? null : (
            <ShownRow
              key={key}
              measure={isPrinting ? undefined : virtual.measureElement}
              columns={columns}
              row={row}
              index={index}
              top={start - scrollMargin}
              isStood={index === focus.current}
            />
          );
        })}
      </div>
      {isPrinting && total !== undefined && total !== rows.length && <NotAll count={rows.length} />}
    </div>
  );
}

/** Paper is taken for the whole: it says where it is not. */
function NotAll({ count }: { count: number }) {
  const text = useCommonText();
  return <p className="print-only">{text('table.printed', { count })}</p>;
}

/** As on paper, one row follows the other: none has a place of its own. */
function inFlow<Row>(rows: readonly Row[], rowId: (row: Row) => string, index: number) {
  return { index, start: 0, key: keyOf(rows, rowId, index) };
}

function keyOf<Row>(rows: readonly Row[], rowId: (row: Row) => string, index: number) {
  const row = rows[index];
  return row === undefined ? index : rowId(row);
}

/** Of a row itself: what stands in a row has keys of its own. */
function indexOf(target: EventTarget | null): number | null {
  if (!(target instanceof HTMLElement) || target.dataset.index === undefined) return null;
  return Number(target.dataset.index);
}

interface ShownRowProps<Row> {
  /** Absent on paper, whose heights are none of the screen. */
  readonly measure: ((element: HTMLElement | null) => void) | undefined;
  readonly columns: readonly Column<Row>[];
  readonly row: Row;
  readonly index: number;
  /** Pixels below the headings. */
  readonly top: number;
  /** It is the one in the order of Tab. */
  readonly isStood: boolean;
}

/** Drawn again only where something of it changes: scrolling alone does not. */
const ShownRow = memo(function ShownRow<Row>(props: ShownRowProps<Row>) {
  const { measure, columns, row, index, top, isStood } = props;
  return (
    <div
      ref={measure}
      data-index={index}
      className="data-table-row"
      role="row"
      aria-rowindex={index + 2}
      tabIndex={isStood ? 0 : -1}
      style={{ transform: `translateY(${top}px)` }}
    >
      <Cells columns={columns} row={row} />
    </div>
  );
}) as <Row>(props: ShownRowProps<Row>) => ReactNode;

function Headings<Row>({ columns, sorted, onSort }: DataTableProps<Row>) {
  const text = useCommonText();
  return (
    <div role="rowgroup" className="data-table-head">
      <div className="data-table-row headings" role="row" aria-rowindex={1}>
        {columns.map(({ id, heading, align, sorts }) => {
          const direction = sorted?.by === id ? sorted.direction : undefined;
          return (
            <div
              key={id}
              role="columnheader"
              className={`cell ${align ?? 'start'}`}
              aria-sort={sorts === true ? (direction ?? 'none') : undefined}
            >
              {sorts === true ? (
                <button type="button" className="sorts" onClick={() => onSort?.(id)}>
                  {heading}
                  {direction === 'ascending' && <UpIcon />}
                  {direction === 'descending' && <DownIcon />}
                  {direction !== undefined && (
                    <span className="visually-hidden">{text(`table.sorted.${direction}`)}</span>
                  )}
                </button>
              ) : (
                heading
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Cells<Row>({ columns, row }: { columns: readonly Column<Row>[]; row: Row }) {
  return columns.map(({ id, heading, align, cell, isTitle }, index) => (
    <div
      key={id}
      role={isTitle === true ? 'rowheader' : 'gridcell'}
      aria-colindex={index + 1}
      className={`cell ${align ?? 'start'}`}
      data-heading={isTitle === true ? undefined : heading}
    >
      {cell(row)}
    </div>
  ));
}

/** Where the grid begins on the page: what is above it may come, go and grow. */
function usePlace(grid: RefObject<HTMLElement | null>): number {
  const [place, setPlace] = useState(0);
  useEffect(() => {
    const look = () => {
      const { top } = grid.current?.getBoundingClientRect() ?? { top: 0 };
      setPlace(Math.round(top + window.scrollY));
    };
    look();
    const resized = new ResizeObserver(look);
    resized.observe(document.body);
    return () => resized.disconnect();
  }, [grid]);
  return place;
}

function useNearEnd(last: number | undefined, count: number, onEnd: (() => void) | undefined) {
  const isNear = last !== undefined && last >= count - NEAR_END;
  useEffect(() => {
    if (isNear) onEnd?.();
  }, [isNear, count, onEnd]);
}

/** One row at a time is in the order of Tab; the keys move which one. */
function useRowFocus(
  count: number,
  scrollTo: (index: number) => void,
  grid: RefObject<HTMLDivElement | null>,
) {
  const [standing, stand] = useState(0);
  const go = (index: number) => {
    const to = Math.max(0, Math.min(count - 1, index));
    stand(to);
    scrollTo(to);
    // A row that was far away is in the document once it was scrolled to.
    requestAnimationFrame(() =>
      requestAnimationFrame(() =>
        grid.current?.querySelector<HTMLElement>(`[data-index="${to}"]`)?.focus(),
      ),
    );
  };
  const moves: Readonly<Record<string, (index: number) => number>> = {
    ArrowDown: (index) => index + 1,
    ArrowUp: (index) => index - 1,
    PageDown: (index) => index + PAGE_ROWS,
    PageUp: (index) => index - PAGE_ROWS,
    Home: () => 0,
    End: () => count - 1,
  };
  return {
    current: Math.min(standing, Math.max(0, count - 1)),
    stand,
    move: (event: KeyboardEvent, index: number) => {
      const move = moves[event.key];
      if (move === undefined) return;
      event.preventDefault();
      go(move(index));
    },
  };
}
