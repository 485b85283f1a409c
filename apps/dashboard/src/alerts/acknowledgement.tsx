import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'react-aria-components/Button';
import { useLocale } from '../language/text.js';
import { instant } from '../language/written.js';
import { InstantText } from '../parts/shown.js';
import { ACKNOWLEDGERS } from '../session/roles.js';
import { useSession } from '../session/session.js';
import { acknowledge, type Alert, showAcknowledged } from './asked.js';
import { useAlertsText } from './words.js';

/** Who has seen an alert and when, or the button with which one says so. */
export function Acknowledgement({ alert }: { alert: Alert }) {
  const text = useAlertsText();
  const locale = useLocale();
  const { role } = useSession();
  const queries = useQueryClient();
  const seen = useMutation({
    mutationFn: () => acknowledge(alert.id),
    onSuccess: (now) => showAcknowledged(queries, now),
  });
  if (alert.acknowledged !== undefined) {
    return (
      <p className="small">
        <InstantText instant={alert.acknowledged.at} />
        <br />
        <span className="muted">{text('alerts.by', { by: alert.acknowledged.by })}</span>
      </p>
    );
  }
  if (!ACKNOWLEDGERS.includes(role)) return <span className="muted">{text('alerts.notYet')}</span>;
  return (
    <div>
      <Button
        className="button"
        isDisabled={seen.isPending}
        onPress={() => seen.mutate()}
        aria-label={text('alerts.acknowledgeHint', {
          organization: 'organizationId' in alert ? alert.organizationId : alert.receiverId,
          at: instant(locale, alert.raisedAt),
        })}
      >
        {text('alerts.acknowledge')}
      </Button>
      {seen.error !== null && (
        <p className="problem" role="alert">
          {text('alerts.notAcknowledged', { detail: seen.error.message })}
        </p>
      )}
    </div>
  );
}
