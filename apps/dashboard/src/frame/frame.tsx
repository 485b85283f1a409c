import './frame.css';
import { useQueryClient } from '@tanstack/react-query';
import { Link, Outlet } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { followChanges, useConnection } from '../api/live.js';
import { useCommonText } from '../language/common.js';
import { MenuIcon } from '../parts/icons.js';
import { READERS } from '../session/roles.js';
import { useSession } from '../session/session.js';
import { FindOrganization, TimeTravel, You } from './controls.js';
import { NAVIGATION } from './navigation.js';
import { TimeBanner, TimePrinted } from './time-banner.js';

/** What is around every view: product, search, time, who is signed in, and where else to go. */
export function Frame() {
  const text = useCommonText();
  const queries = useQueryClient();
  const { role } = useSession();
  // Who records facts and reads none is told of none either.
  const reads = READERS.includes(role);
  useEffect(() => (reads ? followChanges(queries) : undefined), [queries, reads]);
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
        {reads && <Live />}
        <div className="frame-controls">
          {reads && <FindOrganization />}
          {reads && <TimeTravel />}
          <You />
        </div>
      </header>
      <Navigation />
      <main id="content" tabIndex={-1}>
        <TimeBanner />
        {reads && <TimePrinted />}
        <Outlet />
      </main>
    </div>
  );
}

/** On a phone the links are behind a button, so that the view has the screen. */
function Navigation() {
  const text = useCommonText();
  const { role } = useSession();
  const [isOpen, setOpen] = useState(false);
  return (
    <nav
      className={`frame-navigation ${isOpen ? 'open' : ''}`}
      aria-label={text('frame.navigation')}
    >
      <button
        type="button"
        className="button navigation-toggle"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <MenuIcon />
        {text('frame.navigation')}
      </button>
      {NAVIGATION.filter(({ roles }) => roles === undefined || roles.includes(role)).map(
        ({ to, word }) => (
          <Link
            key={to}
            to={to}
            activeOptions={{ exact: to === '/', includeSearch: false }}
            onClick={() => setOpen(false)}
          >
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
