import { type KeyboardEvent, type RefObject, useState } from 'react';

/** A cell: row −1 has the headings, column 0 the names. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

const HEADINGS = -1;
const PAGE_ROWS = 10;

interface GridFocusOptions {
  readonly rows: number;
  /** With that of the names. */
  readonly columns: number;
  readonly scrollTo: (place: Place) => void;
  readonly grid: RefObject<HTMLElement | null>;
}

/** One cell of a grid is in the order of Tab; arrows, Home, End and the page keys move which one. */
export function useGridFocus({ rows, columns, scrollTo, grid }: GridFocusOptions) {
  const [standing, stand] = useState<Place>({ row: 0, column: 0 });
  const within = ({ row, column }: Place): Place => ({
    row: Math.max(HEADINGS, Math.min(rows - 1, row)),
    column: Math.max(0, Math.min(columns - 1, column)),
  });
  const go = (place: Place) => {
    const to = within(place);
    stand(to);
    scrollTo(to);
    // A cell that was far away is in the document once it was scrolled to.
    const focus = (tries: number) => {
      const cell = grid.current?.querySelector<HTMLElement>(
        `[data-row="${to.row}"][data-column="${to.column}"]`,
      );
      if (cell !== null && cell !== undefined) cell.focus({ preventScroll: true });
      else if (tries > 0) requestAnimationFrame(() => focus(tries - 1));
    };
    requestAnimationFrame(() => focus(10));
  };
  return {
    standing: within(standing),
    stand,
    move: (event: KeyboardEvent, { row, column }: Place) => {
      const to = moved(event, { row, column }, rows, columns);
      if (to === undefined) return;
      event.preventDefault();
      go(to);
    },
  };
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
