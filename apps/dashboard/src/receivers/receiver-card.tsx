import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { useAlertsText } from '../alerts/words.js';
import { useLocale } from '../language/text.js';
import { instant } from '../language/written.js';
import { Confirm } from '../parts/confirm.js';
import { CheckIcon, WarningIcon } from '../parts/icons.js';
import { useNames } from '../parts/names.js';
import { ShownOnce } from '../parts/shown-once.js';
import { InstantText } from '../parts/shown.js';
import { ErrorPanel } from '../parts/states.js';
import { enableReceiver, newSecret, type Receiver, removeReceiver, testReceiver } from './asked.js';
import { Outcome } from './outcome.js';
import { useReceiversText } from './words.js';

/** A receiver: where it is, what it gets, whether it works, and what can be done with it. */
export function ReceiverCard({ receiver, openLog }: { receiver: Receiver; openLog: () => void }) {
  const alerts = useAlertsText();
  const text = useReceiversText();
  const names = useNames();
  const { url, format, types, organizations, options, leadDays } = receiver;
  const terms = [
    [text('receivers.format'), text(`receivers.format.${format}`)],
    [text('receivers.gets'), types.map((type) => alerts(`alerts.type.${type}`)).join(', ')],
    [text('receivers.organizations'), organizations?.join(', ') ?? text('receivers.all')],
    [text('receivers.options'), options?.map(names.option).join(', ') ?? text('receivers.all')],
    ...(leadDays === undefined
      ? []
      : [[text('receivers.leadDays'), text('receivers.days.list', { days: leadDays.join(', ') })]]),
  ];
  return (
    <article className="card receiver" aria-label={url}>
      <div className="section-head">
        <h2 className="receiver-url">{url}</h2>
        <State receiver={receiver} />
      </div>
      <dl className="terms">
        {terms.map(([term, shown]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{shown}</dd>
          </div>
        ))}
        <div>
          <dt>{text('receivers.made')}</dt>
          <dd>
            <InstantText instant={receiver.createdAt} />
          </dd>
        </div>
      </dl>
      <Actions receiver={receiver} openLog={openLog} />
    </article>
  );
}

function State({ receiver: { disabled, failingSince } }: { receiver: Receiver }) {
  const text = useReceiversText();
  const locale = useLocale();
  if (disabled === undefined && failingSince === undefined) {
    return (
      <span className="receiver-state good">
        <CheckIcon />
        {text('receivers.works')}
      </span>
    );
  }
  return (
    <span className="receiver-state bad">
      <WarningIcon />
      {disabled === undefined
        ? text('receivers.failing', { since: instant(locale, failingSince ?? '') })
        : text(`receivers.off.${disabled.reason}`, { at: instant(locale, disabled.at) })}
    </span>
  );
}

type Asked = 'remove' | 'secret' | null;

function Actions({ receiver, openLog }: { receiver: Receiver; openLog: () => void }) {
  const text = useReceiversText();
  const { id, url, format, enabled } = receiver;
  const [asked, ask] = useState<Asked>(null);
  const changed = useReceiversChanged();
  const tested = useMutation({ mutationFn: () => testReceiver(id), onSettled: changed });
  const on = useMutation({ mutationFn: () => enableReceiver(id), onSettled: changed });
  const secret = useMutation({ mutationFn: () => newSecret(id), onSuccess: () => ask(null) });
  const removed = useMutation({ mutationFn: () => removeReceiver(id), onSuccess: changed });
  const failed = tested.error ?? on.error;
  return (
    <>
      <div className="form-foot">
        <Button
          className="button"
          isDisabled={tested.isPending}
          aria-label={text('receivers.testHint', { url })}
          onPress={() => tested.mutate()}
        >
          {text('receivers.test')}
        </Button>
        <Button
          className="button"
          aria-label={text('receivers.logHint', { url })}
          onPress={openLog}
        >
          {text('receivers.log')}
        </Button>
        {!enabled && (
          <Button className="button" isDisabled={on.isPending} onPress={() => on.mutate()}>
            {text('receivers.enable')}
          </Button>
        )}
        {format === 'standard-webhooks' && (
          <Button className="button" onPress={() => ask('secret')}>
            {text('receivers.newSecret')}
          </Button>
        )}
        <Button
          className="button"
          aria-label={text('receivers.removeHint', { url })}
          onPress={() => ask('remove')}
        >
          {text('receivers.remove')}
        </Button>
      </div>
      <div role="status">{tested.data !== undefined && <Outcome attempt={tested.data} />}</div>
      {secret.data !== undefined && (
        <ShownOnce label={text('receivers.secret')} secret={secret.data.secret} />
      )}
      {failed !== null && <ErrorPanel error={failed} />}
      <Asked {...{ receiver, asked, secret, removed }} close={() => ask(null)} />
    </>
  );
}

interface AskedProps {
  readonly receiver: Receiver;
  readonly asked: Asked;
  readonly secret: Asking;
  readonly removed: Asking;
  readonly close: () => void;
}

/** What is done once somebody said so, as far as it has come. */
interface Asking {
  readonly mutate: () => void;
  readonly isPending: boolean;
  readonly error: Error | null;
}

/** What is asked before a receiver is deleted, or signs with another secret. */
function Asked({ receiver: { url }, asked, secret, removed, close }: AskedProps) {
  const text = useReceiversText();
  if (asked === null) return null;
  const isRemoval = asked === 'remove';
  const done = isRemoval ? removed : secret;
  return (
    <Confirm
      title={text(isRemoval ? 'receivers.removeTitle' : 'receivers.newSecretTitle')}
      action={text(isRemoval ? 'receivers.remove' : 'receivers.newSecret')}
      confirm={() => done.mutate()}
      close={close}
      isBusy={done.isPending}
      error={done.error}
    >
      <p>{text(isRemoval ? 'receivers.removeText' : 'receivers.newSecretText', { url })}</p>
    </Confirm>
  );
}

/** Has the receivers asked for anew: they are no facts, and nothing tells of them. */
export function useReceiversChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ['receivers'] });
}
