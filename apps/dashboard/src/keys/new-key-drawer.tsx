import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useId, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { useCommonText } from '../language/common.js';
import { DayField } from '../parts/day-field.js';
import { Drawer } from '../parts/drawer.js';
import { idsIn, TextField } from '../parts/fields.js';
import { ShownOnce } from '../parts/shown-once.js';
import { ErrorPanel } from '../parts/states.js';
import type { Role } from '../session/session.js';
import { makeKey, type NewKey } from './asked.js';
import { useKeysText } from './words.js';

const ROLES: readonly Role[] = ['read', 'auditor', 'ingest', 'admin'];

/** Makes a key, and shows it this once. */
export function NewKeyDrawer({ close }: { close: () => void }) {
  const text = useKeysText();
  const queries = useQueryClient();
  const made = useMutation({
    mutationFn: makeKey,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['keys'] }),
  });
  if (made.data !== undefined) {
    return (
      <Drawer title={text('keys.made')} close={close}>
        <ShownOnce label={text('keys.secret', { name: made.data.name })} secret={made.data.key} />
        <div className="form-foot">
          <Button className="button" onPress={close}>
            {text('keys.done')}
          </Button>
        </div>
      </Drawer>
    );
  }
  return (
    <Drawer title={text('keys.make')} close={close}>
      <NewKeyForm make={(wanted) => made.mutate(wanted)} isBusy={made.isPending} />
      {made.error !== null && <ErrorPanel error={made.error} />}
    </Drawer>
  );
}

function NewKeyForm({ make, isBusy }: { make: (wanted: NewKey) => void; isBusy: boolean }) {
  const text = useKeysText();
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('read');
  const [typed, setTyped] = useState('');
  const [expiresOn, setExpiresOn] = useState('');
  const organizations = role === 'admin' ? [] : idsIn(typed);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    make({
      name: name.trim(),
      role,
      ...(organizations.length === 0 ? {} : { organizations }),
      ...(expiresOn === '' ? {} : { expiresOn }),
    });
  };
  return (
    <form className="form" onSubmit={submit}>
      <TextField
        label={text('keys.name')}
        hint={text('keys.nameHint')}
        value={name}
        isRequired
        onChange={setName}
      />
      <RoleChoice role={role} choose={setRole} />
      {role === 'admin' ? (
        <p className="muted small">{text('keys.organizationsAdmin')}</p>
      ) : (
        <TextField
          label={text('keys.organizations')}
          hint={text('keys.organizationsHint')}
          value={typed}
          onChange={setTyped}
        />
      )}
      <DayField
        label={text('keys.expiresOn')}
        hint={text('keys.expiresHint')}
        value={expiresOn === '' ? null : expiresOn}
        onChange={setExpiresOn}
        onClear={() => setExpiresOn('')}
      />
      <div className="form-foot">
        <Button type="submit" className="button primary" isDisabled={isBusy}>
          {text('keys.save')}
        </Button>
      </div>
    </form>
  );
}

/** One of the roles, each with what its keys may do. */
function RoleChoice({ role, choose }: { role: Role; choose: (role: Role) => void }) {
  const text = useKeysText();
  const common = useCommonText();
  const name = useId();
  return (
    <fieldset className="checks">
      <legend>{text('keys.role')}</legend>
      {ROLES.map((each) => (
        <label key={each} className="check role">
          <input type="radio" name={name} checked={role === each} onChange={() => choose(each)} />
          <span>
            <strong>{common(`role.${each}`)}</strong> <code>{each}</code>
            <br />
            <span className="muted small">{text(`keys.role.${each}`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
