import '../parts/fields.css';
import '../parts/sheet.css';
import './keys.css';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createLazyRoute } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { ViewHeading } from '../frame/view-heading.js';
import { useCommonText } from '../language/common.js';
import { Confirm } from '../parts/confirm.js';
import { OnlyFor } from '../parts/only-for.js';
import { DayText, InstantText } from '../parts/shown.js';
import { EmptyState, ErrorPanel, Loading } from '../parts/states.js';
import { ADMINISTRATORS } from '../session/roles.js';
import { useSession } from '../session/session.js';
import { type Key, keysQuery, revokeKey } from './asked.js';
import { NewKeyDrawer } from './new-key-drawer.js';
import { useKeysText } from './words.js';

export const view = createLazyRoute('/signed-in/keys')({ component: Keys });

function Keys() {
  const text = useKeysText();
  return (
    <div className="view">
      <ViewHeading title={text('keys.title')} />
      <OnlyFor roles={ADMINISTRATORS}>
        <Made />
      </OnlyFor>
    </div>
  );
}

function Made() {
  const text = useKeysText();
  const { data, error, refetch } = useQuery(keysQuery);
  const [isMaking, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<Key | null>(null);
  return (
    <>
      <div className="section-head">
        <p className="muted">{text('keys.about')}</p>
        <Button className="button primary" onPress={() => setMaking(true)}>
          {text('keys.make')}
        </Button>
      </div>
      {error !== null ? (
        <ErrorPanel error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <Loading lines={4} />
      ) : data.length === 0 ? (
        <EmptyState title={text('keys.none')}>
          <p>{text('keys.noneText')}</p>
        </EmptyState>
      ) : (
        <KeyTable keys={data} revoke={setRevoking} />
      )}
      {isMaking && <NewKeyDrawer close={() => setMaking(false)} />}
      {revoking !== null && <Revoke asked={revoking} close={() => setRevoking(null)} />}
    </>
  );
}

function KeyTable({ keys, revoke }: { keys: readonly Key[]; revoke: (key: Key) => void }) {
  const text = useKeysText();
  return (
    <section className="card">
      <div className="table-space" tabIndex={0} role="region" aria-label={text('keys.list')}>
        <table className="table">
          <caption className="visually-hidden">{text('keys.list')}</caption>
          <thead>
            <tr>
              <th scope="col">{text('keys.name')}</th>
              <th scope="col">{text('keys.role')}</th>
              <th scope="col">{text('keys.organizations')}</th>
              <th scope="col">{text('keys.created')}</th>
              <th scope="col">{text('keys.expires')}</th>
              <th scope="col">
                <span className="visually-hidden">{text('keys.revoke')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {keys.map((key) => (
              <KeyRow key={key.id} of={key} revoke={() => revoke(key)} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function KeyRow({ of, revoke }: { of: Key; revoke: () => void }) {
  const text = useKeysText();
  const common = useCommonText();
  const { keyId } = useSession();
  const { id, name, role, organizations, createdAt, expiresOn } = of;
  return (
    <tr>
      <th scope="row">
        {name} {id === keyId && <span className="muted">({text('keys.yours')})</span>}
        <br />
        <code>{id}</code>
      </th>
      <td>{common(`role.${role}`)}</td>
      <td>{organizations?.join(', ') ?? text('keys.all')}</td>
      <td>
        <InstantText instant={createdAt} />
      </td>
      <td>{expiresOn === undefined ? text('keys.never') : <DayText day={expiresOn} />}</td>
      <td className="end">
        <Button className="button" aria-label={text('keys.revokeHint', { name })} onPress={revoke}>
          {text('keys.revoke')}
        </Button>
      </td>
    </tr>
  );
}

function Revoke({ asked: { id, name }, close }: { asked: Key; close: () => void }) {
  const text = useKeysText();
  const queries = useQueryClient();
  const { keyId } = useSession();
  const revoked = useMutation({
    mutationFn: () => revokeKey(id),
    onSuccess: () => {
      close();
      return queries.invalidateQueries({ queryKey: ['keys'] });
    },
  });
  return (
    <Confirm
      title={text('keys.revokeTitle')}
      action={text('keys.revoke')}
      confirm={() => revoked.mutate()}
      close={close}
      isBusy={revoked.isPending}
      error={revoked.error}
    >
      <p>{text('keys.revokeText', { name })}</p>
      {id === keyId && <p className="problem">{text('keys.revokeOwn')}</p>}
    </Confirm>
  );
}
