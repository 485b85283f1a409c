import './styles/tokens.css';
import './styles/page.css';
import './styles/print.css';
import './styles/forced-colors.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { keepStylesInFiles } from './frame/pressable.js';
import { newQueries } from './api/queries.js';
import { newRouter } from './router.js';
import { toSignIn } from './session/to-sign-in.js';

const queries = newQueries(() => toSignIn(router, queries));
const router = newRouter(queries);

keepStylesInFiles();
const page = document.getElementById('page');
if (page === null) throw new Error('index.html has no #page');
createRoot(page).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
