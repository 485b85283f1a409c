import '../parts/fields.css';
import '../parts/sheet.css';
import './imports.css';
import { createLazyRoute, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ViewHeading } from '../frame/view-heading.js';
import { OnlyFor } from '../parts/only-for.js';
import { IMPORTERS } from '../session/roles.js';
import { Desk } from './desk.js';
import { DropArea } from './drop-area.js';
import { ImportDrawer } from './import-drawer.js';
import { Past } from './past.js';
import { useImportsText } from './words.js';

export const view = createLazyRoute('/signed-in/imports')({ component: Imports });

function Imports() {
  const text = useImportsText();
  return (
    <div className="view">
      <ViewHeading title={text('imports.title')} />
      <OnlyFor roles={IMPORTERS}>
        <Imported />
      </OnlyFor>
    </div>
  );
}

function Imported() {
  const { open } = view.useSearch();
  const navigate = useNavigate({ from: '/imports' });
  const [files, setFiles] = useState<readonly File[]>([]);
  const show = (id: string | undefined) =>
    void navigate({ search: (search) => ({ ...search, open: id }), replace: true });
  return (
    <>
      {files.length === 0 ? (
        <DropArea take={setFiles} />
      ) : (
        <Desk files={files} leave={() => setFiles([])} />
      )}
      <Past open={show} />
      {open !== undefined && <ImportDrawer id={open} close={() => show(undefined)} />}
    </>
  );
}
