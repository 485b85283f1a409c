import '../parts/fields.css';
import '../parts/sheet.css';
import './receivers.css';
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { ViewHeading } from '../frame/view-heading.js';
import { OnlyFor } from '../parts/only-for.js';
import { EmptyState, ErrorPanel, Loading } from '../parts/states.js';
import { ADMINISTRATORS } from '../session/roles.js';
import { receiversQuery } from './asked.js';
import { AttemptsDrawer } from './attempts-drawer.js';
import { NewReceiverDrawer } from './new-receiver-drawer.js';
import { ReceiverCard } from './receiver-card.js';
import { useReceiversText } from './words.js';

export const view = createLazyRoute('/signed-in/receivers')({ component: Receivers });

function Receivers() {
  const text = useReceiversText();
  return (
    <div className="view">
      <ViewHeading title={text('receivers.title')} />
      <OnlyFor roles={ADMINISTRATORS}>
        <Listed />
      </OnlyFor>
    </div>
  );
}

function Listed() {
  const text = useReceiversText();
  const { log } = view.useSearch();
  const navigate = useNavigate({ from: '/receivers' });
  const { data, error, refetch } = useQuery(receiversQuery);
  const [isMaking, setMaking] = useState(false);
  const openLog = (id: string | undefined) =>
    void navigate({ search: (search) => ({ ...search, log: id }), replace: true });
  const logged = data?.find(({ id }) => id === log);
  return (
    <>
      <div className="section-head">
        <p className="muted">{text('receivers.about')}</p>
        <Button className="button primary" onPress={() => setMaking(true)}>
          {text('receivers.make')}
        </Button>
      </div>
      {error !== null ? (
        <ErrorPanel error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <Loading lines={6} />
      ) : data.length === 0 ? (
        <EmptyState title={text('receivers.empty')}>
          <p>{text('receivers.emptyText')}</p>
        </EmptyState>
      ) : (
        <ul className="receivers" aria-label={text('receivers.list')}>
          {data.map((receiver) => (
            <li key={receiver.id}>
              <ReceiverCard receiver={receiver} openLog={() => openLog(receiver.id)} />
            </li>
          ))}
        </ul>
      )}
      {isMaking && <NewReceiverDrawer close={() => setMaking(false)} />}
      {logged !== undefined && (
        <AttemptsDrawer receiver={logged} close={() => openLog(undefined)} />
      )}
    </>
  );
}
