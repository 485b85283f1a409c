import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { answer, api, Refusal } from '../api/client.js';
import { useConnection } from '../api/live.js';
import { useCommonText } from '../language/common.js';
import { ErrorPanel } from '../parts/states.js';
import { InLanguage } from './page.js';
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
  if (NOT_LOADED.test(String(error))) return <NotLoaded />;
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return (
    <ErrorPanel error={error instanceof Error ? error : new Error(String(error))} retry={retry} />
  );
}

const NOT_LOADED = /dynamically imported module|module script|preload CSS/;

/**
 * A part of the page did not come: the service is away, or was updated, and its parts are others now. They come with the page,
 * which is loaded anew only where the service answers: a browser would show a page of its own instead.
 */
function NotLoaded() {
  const connection = useConnection();
  const [wasAway, setWasAway] = useState(connection !== 'live');
  if (!wasAway && connection !== 'live') setWasAway(true);
  const isBack = wasAway && connection === 'live';
  useEffect(() => {
    if (isBack) location.reload();
  }, [isBack]);
  const retry = async () => {
    await answer(api.GET('/v1/session'));
    location.reload();
  };
  return (
    <ErrorPanel
      error={new Refusal(0, 'unreachable', '')}
      retry={() => void retry().catch(() => undefined)}
    />
  );
}

/** Where there is not even the frame: nobody could say who is signed in. */
export function FrameBroken(props: ErrorComponentProps) {
  const text = useCommonText();
  return (
    <main className="view alone" id="content">
      <ViewHeading title={text('frame.product')} />
      <Broken {...props} />
    </main>
  );
}

/** Where there is nothing around it, not even a language. */
export function AllBroken(props: ErrorComponentProps) {
  return (
    <InLanguage>
      <FrameBroken {...props} />
    </InLanguage>
  );
}
