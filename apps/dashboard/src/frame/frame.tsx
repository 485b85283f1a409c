import './frame.css';
import { useQueryClient } from '@tanstack/react-query';
import { Link, Outlet } from '@tanstack/react-router';
import { useEffect } from 'react';
import { followChanges, useConnection } from '../api/live.js';
import { useCommonText } from '../language/common.js';
import { useSession } from '../session/session.js';
import { FindOrganization, TimeTravel, You } from './controls.js';
import { NAVIGATION } from './navigation.js';
import { TimeBanner } from './time-banner.js';

/** What is around every view: product, search, time, who is signed in, and where else to go. */
export function Frame() {
  const text = useCommonText();
  const queries = useQueryClient();
  useEffect(() => followChanges(queries), [queries]);
  return (
    <div className="frame">
      <a className="skip" href="#content">
        {text('frame.skip')}
      </a>
      <header className="frame-header">
        <Link to="/" className="product" aria-label={text('frame.home')}>
          <img src="/assay.svg" alt="" width="24" height="24" />
          <span>{text('frame.product')}</span>
        </Link>
        <Live />
        <div className="frame-controls">
          <FindOrganization />
          <TimeTravel />
          <You />
        </div>
      </header>
      <Navigation />
      <main id="content" tabIndex={-1}>
        <TimeBanner />
        <Outlet />
      </main>
    </div>
  );
}

function Navigation() {
  const text = useCommonText();
  const { role } = useSession();
  return (
    <nav className="frame-navigation" aria-label={text('frame.navigation')}>
      {NAVIGATION.filter(({ roles }) => roles === undefined || roles.includes(role)).map(
        ({ to, word }) => (
          <Link key={to} to={to} activeOptions={{ exact: to === '/', includeSearch: false }}>
            {text(word)}
          </Link>
        ),
      )}
    </nav>
  );
}

function Live() {
  const text = useCommonText();
  const connection = useConnection();
  return (
    <span className={`live ${connection}`} role="status" title={text('frame.live.explained')}>
      <span className="live-dot" aria-hidden="true" />
      {text(`frame.live.${connection}`)}
    </span>
  );
}
