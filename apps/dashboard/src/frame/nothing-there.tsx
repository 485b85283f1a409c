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

/** A view that could not be shown, in the place where it would be. */
export function Broken({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const retry = () => {
    // Behind an update of the service, the parts that were not loaded yet are others: they come with the page.
    if (NOT_LOADED.test(String(error))) return location.reload();
    reset();
    void router.invalidate();
  };
  return (
    <ErrorPanel error={error instanceof Error ? error : new Error(String(error))} retry={retry} />
  );
}

const NOT_LOADED = /dynamically imported module|module script/;

/** Where there is not even the frame. */
export function AllBroken(props: ErrorComponentProps) {
  return (
    <main className="view alone" id="content">
      <Broken {...props} />
    </main>
  );
}
