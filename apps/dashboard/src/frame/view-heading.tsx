import { useLocation } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';

/** The first address is announced by the browser itself. */
let isFirstView = true;

interface ViewHeadingProps {
  readonly title: string;
  /** Which of several views of the same thing it is: names the document, and is said where it is not seen. */
  readonly part?: string | undefined;
  readonly beside?: ReactNode;
}

/**
 * The heading of a view, which names the document. Whoever comes to another view stands on its heading, so that a screen
 * reader says where one is.
 */
export function ViewHeading({ title, part, beside }: ViewHeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const pathname = useLocation({ select: ({ pathname }) => pathname });
  useEffect(() => {
    document.title = [...(part === undefined ? [] : [part]), title, 'Assay'].join(' – ');
  }, [title, part]);
  useEffect(() => {
    if (!isFirstView) heading.current?.focus({ preventScroll: true });
    isFirstView = false;
  }, [pathname]);
  return (
    <div className="view-heading">
      <h1 ref={heading} tabIndex={-1}>
        <bdi>{title}</bdi>
        {part !== undefined && <span className="visually-hidden"> – {part}</span>}
      </h1>
      {beside}
    </div>
  );
}
