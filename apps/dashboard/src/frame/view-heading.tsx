import { useLocation } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';

/** The first address is announced by the browser itself. */
let isFirstView = true;

/**
 * The heading of a view, which names the document. Whoever comes to another view stands on its heading, so that a screen
 * reader says where one is.
 */
export function ViewHeading({ title, beside }: { title: string; beside?: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const pathname = useLocation({ select: ({ pathname }) => pathname });
  useEffect(() => {
    document.title = `${title} – Assay`;
  }, [title]);
  useEffect(() => {
    if (!isFirstView) heading.current?.focus({ preventScroll: true });
    isFirstView = false;
  }, [pathname]);
  return (
    <div className="view-heading">
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {beside}
    </div>
  );
}
