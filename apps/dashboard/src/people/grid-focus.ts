import { type KeyboardEvent, type RefObject, useRef, useState } from 'react';

/** A cell: row −1 has the headings, column 0 the names. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

const HEADINGS = -1;
const PAGE_ROWS = 10;
/** Within so many a cell is in the document after it was scrolled to. */
const FRAMES = 30;

interface GridFocusOptions {
  readonly rows: number;
  /** With that of the names. */
  readonly columns: number;
  readonly grid: RefObject<HTMLElement | null>;
}

/** One cell of a grid is in the order of Tab; arrows, Home, End and the page keys move which one. */
export function useGridFocus({ rows, columns, grid }: GridFocusOptions) {
  const [standing, setStanding] = useState<Place>({ row: 0, column: 0 });
  // Where the keys lead: they may come faster than cells that were far away.
  const target = useRef<Place>(standing);
  const stand = (place: Place) => {
    target.current = place;
    setStanding(place);
  };
  const within = ({ row, column }: Place): Place => ({
    row: Math.max(HEADINGS, Math.min(rows - 1, row)),
    column: Math.max(0, Math.min(columns - 1, column)),
  });
  const go = (place: Place, scrollTo: (place: Place) => void) => {
    const to = within(place);
    stand(to);
    scrollTo(to);
    const focus = (frames: number) => {
      if (target.current !== to) return;
      const cell = grid.current?.querySelector<HTMLElement>(
        `[data-row="${to.row}"][data-column="${to.column}"]`,
      );
      if (cell !== null && cell !== undefined) cell.focus({ preventScroll: true });
      else if (frames > 0) requestAnimationFrame(() => focus(frames - 1));
    };
    focus(FRAMES);
  };
  return {
    standing: within(standing),
    stand,
    move: (event: KeyboardEvent, scrollTo: (place: Place) => void) => {
      const to = moved(event, target.current, rows, columns);
      if (to === undefined) return;
      event.preventDefault();
      go(to, scrollTo);
    },
  };
}

/** What of a grid the views of its cells need: where one stands, and what a key does. */
export interface Walking {
  readonly standing: Place;
  readonly stand: (place: Place) => void;
  readonly move: (event: KeyboardEvent) => void;
}

function moved(
  { key, ctrlKey }: KeyboardEvent,
  { row, column }: Place,
  rows: number,
  columns: number,
): Place | undefined {
  switch (key) {
    case 'ArrowDown':
      return { row: row + 1, column };
    case 'ArrowUp':
      return { row: row - 1, column };
    case 'ArrowRight':
      return { row, column: column + 1 };
    case 'ArrowLeft':
      return { row, column: column - 1 };
    case 'PageDown':
      return { row: row + PAGE_ROWS, column };
    case 'PageUp':
      return { row: Math.max(0, row - PAGE_ROWS), column };
    case 'Home':
      return { row: ctrlKey ? 0 : row, column: 0 };
    case 'End':
      return { row: ctrlKey ? rows - 1 : row, column: columns - 1 };
    default:
      return undefined;
  }
}
