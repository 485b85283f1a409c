import { Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { organizationQuery } from '../api/organization.js';
import { useFactTypeName } from '../facts/type-name.js';
import { useCommonText } from '../language/common.js';
import { useLocale } from '../language/text.js';
import { day, wholeNumber } from '../language/written.js';
import { useNames } from '../parts/names.js';
import type { Alert, StandingAlert } from './asked.js';
import type en from './words.en.js';
import { useAlertsText } from './words.js';

/** What an alert says, with a link to the organization as it stands on that day. */
export function Said({ alert }: { alert: Alert }) {
  const text = useAlertsText();
  if (alert.type === 'receiver.disabled') {
    return <p>{text(`alerts.said.${alert.reason}`, { receiver: alert.receiverId })}</p>;
  }
  return <OfStanding alert={alert} />;
}

function OfStanding({ alert }: { alert: StandingAlert }) {
  const text = useAlertsText();
  const locale = useLocale();
  const names = useNames();
  const tierNamed = useTierNamed();
  const { organizationId, competency, option, effectiveOn, leadDays } = alert;
  const { data: organization } = useQuery(organizationQuery(organizationId));
  return (
    <div>
      <p>
        <Link
          className="alert-organization"
          to="/organizations/$organizationId"
          params={{ organizationId }}
          search={{ asOf: effectiveOn }}
        >
          {organization?.name ?? organizationId}
        </Link>{' '}
        <span className="muted small">{organizationId}</span>
      </p>
      <p>
        {text(`alerts.said.${alert.type}`, {
          from: tierNamed(alert.fromTier),
          to: tierNamed(alert.toTier),
          option: names.option(`${competency}/${option}`),
          day: day(locale, effectiveOn),
        })}
      </p>
      {leadDays !== undefined && (
        <p className="muted small">{text('alerts.notice', { days: leadDays })}</p>
      )}
      <Restated alert={alert} />
    </div>
  );
}

function Restated({ alert: { intervals = [] } }: { alert: StandingAlert }) {
  const text = useAlertsText();
  const locale = useLocale();
  const tierNamed = useTierNamed();
  if (intervals.length === 0) return null;
  return (
    <ul className="alert-causes small">
      {intervals.map(({ from, to, was, is }) => {
        const said = { from: day(locale, from), was: tierNamed(was), is: tierNamed(is) };
        return (
          <li key={from}>
            {to === null
              ? text('alerts.intervalForGood', said)
              : text('alerts.interval', { ...said, to: day(locale, to) })}
          </li>
        );
      })}
    </ul>
  );
}

/** More reasons than these are behind a press. */
const SHOWN = 2;

/** Why an alert was raised; each fact by its revision. */
export function Because({ alert }: { alert: Alert }) {
  const text = useAlertsText();
  if (alert.type === 'receiver.disabled' || alert.because.length === 0) return null;
  const { organizationId, because } = alert;
  const list = (
    <ul className="alert-causes small">
      {because.map((cause, place) => (
        <Cause key={place} organizationId={organizationId} cause={cause} />
      ))}
    </ul>
  );
  if (because.length <= SHOWN) return list;
  return (
    <details>
      <summary>{text('alerts.causes', { count: because.length })}</summary>
      {list}
    </details>
  );
}

const EFFECTS = [
  'recorded',
  'took-effect',
  'joined',
  'left',
  'expired',
  'no-longer-accepted',
  'entered-the-window',
  'left-the-window',
];

function Cause(props: { organizationId: string; cause: StandingAlert['because'][number] }) {
  const { organizationId, cause } = props;
  const { type, effect, revision, edition, more } = cause;
  const text = useAlertsText();
  const locale = useLocale();
  const factTypeName = useFactTypeName();
  const fact =
    type === 'EditionChanged' || type === 'TimeZoneChanged'
      ? text(`alerts.cause.${type}`)
      : factTypeName(type);
  const did = EFFECTS.includes(effect)
    ? text(`alerts.effect.${effect}` as keyof typeof en)
    : effect;
  return (
    <li>
      {text('alerts.cause', { fact, effect: did })}
      {edition !== undefined && ` · ${edition.id}`}
      {more !== undefined && ` · ${text('alerts.causesMore', { more })}`}
      {revision !== undefined && (
        <>
          {' · '}
          <Link
            to="/organizations/$organizationId/facts"
            params={{ organizationId }}
            search={{ revision: String(revision) }}
          >
            {text('alerts.causeAt', { revision: wholeNumber(locale, revision) })}
          </Link>
        </>
      )}
    </li>
  );
}

function useTierNamed(): (tier: 'silver' | 'gold' | null) => string {
  const text = useAlertsText();
  const common = useCommonText();
  return (tier) => (tier === null ? text('alerts.noTier') : common(`tier.${tier}`));
}
