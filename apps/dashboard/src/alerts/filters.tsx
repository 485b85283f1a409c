import { useNavigate } from '@tanstack/react-router';
import { Button } from 'react-aria-components/Button';
import { Choice } from '../parts/choice.js';
import { TypedField } from '../parts/fields.js';
import { ALERT_TYPES, type AlertsSearch } from './search.js';
import { useAlertsText } from './words.js';

/** Which alerts are shown, as fields; what is chosen goes into the address. */
export function AlertFilters({ asked }: { asked: AlertsSearch }) {
  const text = useAlertsText();
  const navigate = useNavigate({ from: '/alerts' });
  const choose = (chosen: { readonly [Name in keyof AlertsSearch]: string | undefined }) =>
    void navigate({
      search: (search) => ({ ...search, ...chosen }) as AlertsSearch,
      replace: true,
    });
  const chosen = (value: string) => (value === '' ? undefined : value);
  const any = { value: '', shown: text('alerts.any') };
  return (
    <search className="alert-filters" aria-label={text('alerts.filters')}>
      <Choice
        label={text('alerts.type')}
        value={asked.type ?? ''}
        choices={[
          any,
          ...ALERT_TYPES.map((value) => ({ value, shown: text(`alerts.type.${value}`) })),
        ]}
        onChoose={(value) => choose({ type: chosen(value) })}
      />
      <TypedField
        label={text('alerts.organization')}
        type="search"
        value={asked.organization ?? ''}
        onChange={(value) => choose({ organization: chosen(value) })}
      />
      <Choice
        label={text('alerts.acknowledged')}
        value={asked.acknowledged ?? ''}
        choices={[
          any,
          { value: 'no', shown: text('alerts.acknowledged.no') },
          { value: 'yes', shown: text('alerts.acknowledged.yes') },
        ]}
        onChoose={(value) => choose({ acknowledged: chosen(value) })}
      />
      {Object.keys(asked).length > 0 && (
        <Button
          className="button quiet"
          onPress={() =>
            choose({ type: undefined, organization: undefined, acknowledged: undefined })
          }
        >
          {text('alerts.clear')}
        </Button>
      )}
    </search>
  );
}
