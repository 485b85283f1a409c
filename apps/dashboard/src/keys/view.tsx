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
import { type Column, DataTable } from '../parts/data-table.js';
import { OnlyFor } from '../parts/only-for.js';
import { DayText, InstantText } from '../parts/shown.js';
import { EmptyState, ErrorPanel, Loading } from '../parts/states.js';
import { ADMINISTRATORS } from '../session/roles.js';
import { type Role, useSession } from '../session/session.js';
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
  const columns: readonly Column<Key>[] = [
    {
      id: 'name',
      heading: text('keys.name'),
      width: 'minmax(0, 2fr)',
      isTitle: true,
      cell: (key) => <Name of={key} />,
    },
    { id: 'role', heading: text('keys.role'), cell: ({ role }) => <RoleName role={role} /> },
    {
      id: 'organizations',
      heading: text('keys.organizations'),
      width: 'minmax(0, 2fr)',
      cell: ({ organizations }) => organizations?.join(', ') ?? text('keys.all'),
    },
    {
      id: 'created',
      heading: text('keys.created'),
      cell: ({ createdAt }) => <InstantText instant={createdAt} />,
    },
    {
      id: 'expires',
      heading: text('keys.expires'),
      cell: ({ expiresOn }) =>
        expiresOn === undefined ? text('keys.never') : <DayText day={expiresOn} />,
    },
    {
      id: 'revoke',
      heading: text('keys.revoke'),
      cell: (key) => (
        <Button
          className="button"
          aria-label={text('keys.revokeHint', { name: key.name })}
          onPress={() => revoke(key)}
        >
          {text('keys.revoke')}
        </Button>
      ),
    },
  ];
  return (
    <DataTable
      label={text('keys.list')}
      columns={columns}
      rows={keys}
      rowId={({ id }) => id}
      rowHeight={60}
    />
  );
}

function Name({ of: { id, name } }: { of: Key }) {
  const text = useKeysText();
  const { keyId } = useSession();
  return (
    <>
      <strong>{name}</strong>{' '}
      {id === keyId && <span className="muted">({text('keys.yours')})</span>}
      <br />
      <code className="muted">{id}</code>
    </>
  );
}

function RoleName({ role }: { role: Role }) {
  return useCommonText()(`role.${role}`);
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
