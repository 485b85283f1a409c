import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router';
import { useCommonText } from '../language/common.js';
import { ErrorPanel } from '../parts/states.js';
import { ViewHeading } from './view-heading.js';

/** An address at which there is no view. */
export function NotThere() {
  const text = useCommonText();
  return (
    <main className="view alone" id="content">
      <ViewHeading title={text('notThere.title')} />
      <p>{text('notThere.text')}</p>
      <p>
        <Link to="/">{text('notThere.toPortfolio')}</Link>
      </p>
    </main>
  );
}

/** A view that could not be shown at all. */
export function Broken({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return (
    <main className="view alone" id="content">
      <ErrorPanel error={error instanceof Error ? error : new Error(String(error))} retry={retry} />
    </main>
  );
}
