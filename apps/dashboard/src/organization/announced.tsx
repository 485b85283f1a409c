import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import type { Schemas } from '../api/client.js';
import { useAskedTime } from '../frame/everywhere.js';
import { useCommonText } from '../language/common.js';
import { useLocale } from '../language/text.js';
import { day } from '../language/written.js';
import { useNames } from '../parts/names.js';
import { InstantText } from '../parts/shown.js';
import { EmptyState, ErrorPanel, Loading } from '../parts/states.js';
import { announcedQuery } from './asked.js';
import { useOrganizationText } from './words.js';

const SHOWN = 5;

/** What had been announced last of an organization's standings at the time that is asked about. */
export const Announced = memo(function Announced(props: { readonly organizationId: string }) {
  const { organizationId } = props;
  const text = useOrganizationText();
  const time = useAskedTime();
  const hasTravelled = Object.keys(time).length > 0;
  const { data, error, refetch } = useQuery(announcedQuery(organizationId, SHOWN, time));
  return (
    <section className="card stacked">
      <h2>{text('organization.announced')}</h2>
      {error !== null ? (
        <ErrorPanel error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <Loading lines={2} />
      ) : data.total === 0 ? (
        <EmptyState title={text(`organization.announced.${hasTravelled ? 'noneThen' : 'none'}`)}>
          <p>{text(`organization.announced.${hasTravelled ? 'noneThenText' : 'noneText'}`)}</p>
          <All organizationId={organizationId} />
        </EmptyState>
      ) : (
        <>
          {hasTravelled && <p className="muted small">{text('organization.announced.then')}</p>}
          <ul className="announced">
            {data.announced.map((alert) => (
              <Announcement key={alert.id} alert={alert} />
            ))}
          </ul>
          <All organizationId={organizationId} />
        </>
      )}
    </section>
  );
});

/** Leads to what was announced up to now, how much of it there is. */
function All({ organizationId }: { organizationId: string }) {
  const text = useOrganizationText();
  const { data } = useQuery(announcedQuery(organizationId, SHOWN, {}));
  if (data === undefined || data.total === 0) return null;
  return (
    <Link to="/alerts" search={{ organization: organizationId }}>
      {text('organization.announced.all', { count: data.total })}
    </Link>
  );
}

function Announcement({ alert }: { alert: Schemas['StandingAlert'] }) {
  const text = useOrganizationText();
  const common = useCommonText();
  const locale = useLocale();
  const names = useNames();
  const { competency, option, fromTier, toTier, effectiveOn, type, leadDays, raisedAt } = alert;
  const said = text(`organization.announced.${type}`, {
    from: common(`tier.${fromTier ?? 'none'}`),
    to: common(`tier.${toTier ?? 'none'}`),
    day: day(locale, effectiveOn),
    days: leadDays ?? 0,
  });
  return (
    <li>
      <p>
        <strong>{names.option(`${competency}/${option}`)}</strong> {said}
      </p>
      <p className="muted small">
        <InstantText instant={raisedAt} />
        {alert.acknowledged !== undefined && ` · ${text('organization.announced.acknowledged')}`}
      </p>
    </li>
  );
}
