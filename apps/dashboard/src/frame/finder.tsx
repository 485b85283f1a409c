import './dialogs.css';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { Autocomplete } from 'react-aria-components/Autocomplete';
import { Dialog } from 'react-aria-components/Dialog';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { SearchField } from 'react-aria-components/SearchField';
import { answer, api } from '../api/client.js';
import { useCommonText } from '../language/common.js';
import { ErrorPanel } from '../parts/states.js';
import type { Opened } from './controls.js';

const SHOWN = 20;

/** Finds an organization by a part of its name or id, and goes there. */
export default function Finder({ close }: Opened) {
  const text = useCommonText();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const { data, error } = useQuery({
    queryKey: ['directory', 'finder', q],
    queryFn: ({ signal }) => {
      const query = { limit: SHOWN, ...(q === '' ? {} : { q }) };
      return answer(api.GET('/v1/organizations', { params: { query }, signal }));
    },
    placeholderData: (before) => before,
  });
  const go = (organizationId: string) => {
    close();
    void navigate({ to: '/organizations/$organizationId', params: { organizationId } });
  };
  return (
    <ModalOverlay isOpen isDismissable onOpenChange={close} className="backdrop">
      <Modal className="modal">
        <Dialog className="dialog" aria-label={text('frame.findOrganization')}>
          <Autocomplete inputValue={typed} onInputChange={setTyped}>
            <SearchField autoFocus className="field">
              <Label>{text('frame.findOrganization')}</Label>
              <Input className="finder-input" placeholder={text('frame.findHint')} />
            </SearchField>
            {error !== null && <ErrorPanel error={error} />}
            <ListBox
              aria-label={text('frame.findOrganization')}
              className="found"
              items={data?.organizations ?? []}
              renderEmptyState={() =>
                data === undefined ? null : text('frame.findNone', { asked: q })
              }
              onAction={(key) => go(String(key))}
            >
              {({ organizationId, name }) => (
                <ListBoxItem id={organizationId} textValue={name} className="found-organization">
                  <span>{name}</span>
                  <span className="muted small">{organizationId}</span>
                </ListBoxItem>
              )}
            </ListBox>
          </Autocomplete>
          {data?.next !== undefined && <p className="muted small">{text('frame.findMore')}</p>}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
