import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, Link, Outlet, useLocation } from '@tanstack/react-router';
import { organizationQuery } from '../api/organization.js';
import { useCommonText } from '../language/common.js';
import { useSession } from '../session/session.js';
import { ORGANIZATION_TABS } from './navigation.js';
import { ViewHeading } from './view-heading.js';

export const frame = createLazyRoute('/signed-in/organizations/$organizationId')({
  component: OrganizationFrame,
});

function OrganizationFrame() {
  const text = useCommonText();
  const { organizationId } = frame.useParams();
  const { role } = useSession();
  const { data: organization } = useQuery(organizationQuery(organizationId));
  const pathname = useLocation({ select: ({ pathname: at }) => at });
  const shown = ORGANIZATION_TABS.find(({ to }) => pathname.split('/')[3] === to.split('/')[3]);
  const tabs = ORGANIZATION_TABS.filter(({ roles }) => roles === undefined || roles.includes(role));
  return (
    <div className="view">
      <ViewHeading
        title={organization?.name ?? organizationId}
        part={shown && text(shown.word)}
        beside={
          <p className="muted">
            {organizationId}
            {organization !== undefined && ` · ${text(`market.${organization.market}`)}`}
          </p>
        }
      />
      {tabs.length > 1 && (
        <nav className="tabs" aria-label={text('nav.organizationTabs')}>
          {tabs.map(({ to, word }) => (
            <Link
              key={to}
              to={to}
              params={{ organizationId }}
              activeOptions={{ exact: true, includeSearch: false }}
            >
              {text(word)}
            </Link>
          ))}
        </nav>
      )}
      <Outlet />
    </div>
  );
}
