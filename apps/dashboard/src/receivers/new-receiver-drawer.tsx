import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { ALERT_TYPES } from '../alerts/search.js';
import { useAlertsText } from '../alerts/words.js';
import { useLanguage } from '../language/text.js';
import { Choice } from '../parts/choice.js';
import { Drawer } from '../parts/drawer.js';
import { Checks, idsIn, TextField } from '../parts/fields.js';
import { useOptions } from '../parts/names.js';
import { ShownOnce } from '../parts/shown-once.js';
import { ErrorPanel } from '../parts/states.js';
import { useSession } from '../session/session.js';
import { makeReceiver, type NewReceiver, type ReceiverMade } from './asked.js';
import { useReceiversChanged } from './receiver-card.js';
import { useReceiversText } from './words.js';

const FORMATS = ['standard-webhooks', 'slack', 'email'] as const;

/** Makes a receiver, and shows its secret this once. */
export function NewReceiverDrawer({ close }: { close: () => void }) {
  const text = useReceiversText();
  const changed = useReceiversChanged();
  const made = useMutation({ mutationFn: makeReceiver, onSuccess: changed });
  if (made.data !== undefined) {
    return (
      <Drawer title={text('receivers.madeTitle')} close={close}>
        <Made receiver={made.data} close={close} />
      </Drawer>
    );
  }
  return (
    <Drawer title={text('receivers.make')} close={close}>
      <NewReceiverForm make={(wanted) => made.mutate(wanted)} isBusy={made.isPending} />
      {made.error !== null && <ErrorPanel error={made.error} />}
    </Drawer>
  );
}

function Made({ receiver, close }: { receiver: ReceiverMade; close: () => void }) {
  const text = useReceiversText();
  const { url, secret, warnings = [] } = receiver;
  return (
    <div className="form">
      <p>{url}</p>
      {secret === undefined ? (
        <p>{text('receivers.unsigned')}</p>
      ) : (
        <ShownOnce label={text('receivers.secret')} secret={secret} />
      )}
      {warnings.map(({ code, detail }) => (
        <p key={code} className="problem">
          {detail}
        </p>
      ))}
      <div className="form-foot">
        <Button className="button" onPress={close}>
          {text('receivers.done')}
        </Button>
      </div>
    </div>
  );
}

interface Typed {
  readonly url: string;
  readonly format: string;
  readonly language: string;
  readonly types: readonly string[];
  readonly organizations: string;
  readonly options: readonly string[];
  readonly leadDays: readonly string[];
}

/** What of a form is asked for: what was left empty leaves nothing out. */
function wantedOf(typed: Typed): NewReceiver {
  const format = FORMATS.find((each) => each === typed.format);
  const types = ALERT_TYPES.filter((type) => typed.types.includes(type));
  const organizations = idsIn(typed.organizations);
  return {
    url: typed.url.trim(),
    language: typed.language === 'fr' ? 'fr' : 'en',
    ...(format === undefined ? {} : { format }),
    ...(types.length === 0 ? {} : { types }),
    ...(organizations.length === 0 ? {} : { organizations }),
    ...(typed.options.length === 0 ? {} : { options: [...typed.options] }),
    ...(typed.leadDays.length === 0 ? {} : { leadDays: typed.leadDays.map(Number) }),
  };
}

function NewReceiverForm(props: { make: (wanted: NewReceiver) => void; isBusy: boolean }) {
  const text = useReceiversText();
  const [typed, setTyped] = useState<Typed>({
    url: '',
    format: '',
    language: useLanguage(),
    types: [],
    organizations: '',
    options: [],
    leadDays: [],
  });
  const change = (changed: Partial<Typed>) => setTyped((before) => ({ ...before, ...changed }));
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    props.make(wantedOf(typed));
  };
  return (
    <form className="form" onSubmit={submit}>
      <TextField
        label={text('receivers.url')}
        hint={text('receivers.urlHint')}
        value={typed.url}
        isRequired
        onChange={(url) => change({ url })}
      />
      <div className="form-row">
        <Choice
          label={text('receivers.format')}
          value={typed.format}
          choices={[
            { value: '', shown: text('receivers.formatAuto') },
            ...FORMATS.map((value) => ({ value, shown: text(`receivers.format.${value}`) })),
          ]}
          onChoose={(format) => change({ format })}
        />
        <Choice
          label={text('receivers.language')}
          value={typed.language}
          choices={[
            { value: 'en', shown: 'English' },
            { value: 'fr', shown: 'Français' },
          ]}
          onChoose={(language) => change({ language })}
        />
      </div>
      <Filters typed={typed} change={change} />
      <div className="form-foot">
        <Button type="submit" className="button primary" isDisabled={props.isBusy}>
          {text('receivers.save')}
        </Button>
      </div>
    </form>
  );
}

function Filters({ typed, change }: { typed: Typed; change: (changed: Partial<Typed>) => void }) {
  const text = useReceiversText();
  const alerts = useAlertsText();
  const options = useOptions();
  const { atRiskDays } = useSession();
  return (
    <>
      <Checks
        legend={text('receivers.types')}
        hint={text('receivers.typesHint')}
        choices={ALERT_TYPES.map((value) => ({ value, shown: alerts(`alerts.type.${value}`) }))}
        chosen={typed.types}
        onChange={(types) => change({ types })}
      />
      <TextField
        label={text('receivers.organizations')}
        hint={text('receivers.organizationsHint')}
        value={typed.organizations}
        onChange={(organizations) => change({ organizations })}
      />
      <Checks
        legend={text('receivers.options')}
        hint={text('receivers.optionsHint')}
        choices={options.map(({ id, name }) => ({ value: id, shown: name }))}
        chosen={typed.options}
        onChange={(chosen) => change({ options: chosen })}
      />
      <Checks
        legend={text('receivers.leadDays')}
        hint={text('receivers.leadDaysHint')}
        choices={atRiskDays.map((days) => ({
          value: String(days),
          shown: text('receivers.days', { days }),
        }))}
        chosen={typed.leadDays}
        onChange={(leadDays) => change({ leadDays })}
      />
    </>
  );
}
