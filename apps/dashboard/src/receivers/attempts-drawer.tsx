import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'react-aria-components/Button';
import { useLocale } from '../language/text.js';
import { instant } from '../language/written.js';
import { Drawer } from '../parts/drawer.js';
import { InstantText } from '../parts/shown.js';
import { EmptyState, ErrorPanel, Loading } from '../parts/states.js';
import { type Attempt, attemptsQuery, type Receiver, sendAgain } from './asked.js';
import { Outcome } from './outcome.js';
import { useReceiversChanged } from './receiver-card.js';
import { useReceiversText } from './words.js';

/** What was tried with a receiver, and the button that sends an alert again. */
export function AttemptsDrawer({ receiver, close }: { receiver: Receiver; close: () => void }) {
  const text = useReceiversText();
  const { data, error, refetch } = useQuery(attemptsQuery(receiver.id));
  return (
    <Drawer title={text('receivers.logHint', { url: receiver.url })} close={close}>
      {error !== null ? (
        <ErrorPanel error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <Loading lines={6} />
      ) : data.length === 0 ? (
        <EmptyState title={text('receivers.attemptsNone')} />
      ) : (
        <ol className="attempts" aria-label={text('receivers.attempts')}>
          {data.map((attempt) => (
            <li key={`${attempt.attemptedAt} ${attempt.alertId}`}>
              <Tried receiver={receiver} attempt={attempt} />
            </li>
          ))}
        </ol>
      )}
    </Drawer>
  );
}

function Tried({ receiver, attempt }: { receiver: Receiver; attempt: Attempt }) {
  const text = useReceiversText();
  const locale = useLocale();
  const changed = useReceiversChanged();
  const { alertId, attemptedAt, response, nextTryAt } = attempt;
  const again = useMutation({
    mutationFn: () => sendAgain(receiver.id, alertId),
    onSuccess: changed,
  });
  return (
    <>
      <p>
        <strong>
          <InstantText instant={attemptedAt} />
        </strong>{' '}
        <span className="muted small">
          {text('receivers.attemptAlert')} {alertId}
        </span>
      </p>
      <Outcome attempt={attempt} />
      {nextTryAt !== undefined && (
        <p className="small">{text('receivers.nextTry', { at: instant(locale, nextTryAt) })}</p>
      )}
      {response !== undefined && response !== '' && (
        <p className="small">
          {text('receivers.response')}: <code>{response}</code>
        </p>
      )}
      <Button
        className="button"
        isDisabled={again.isPending}
        aria-label={text('receivers.sendAgainHint', { alert: alertId })}
        onPress={() => again.mutate()}
      >
        {text('receivers.sendAgain')}
      </Button>
      {again.isSuccess && <p role="status">{text('receivers.sent')}</p>}
      {again.error !== null && <ErrorPanel error={again.error} />}
    </>
  );
}
