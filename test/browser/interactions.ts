import type { Page } from 'playwright-core';
import { LARGE } from './large-organization.js';

/** What somebody does on a view, again and again; each time the page answers within the budget. */
export interface Interaction {
  readonly name: string;
  /** With 3,000 organizations, and one of 500 people × 60 exams and 100,000 bookings (`large`). */
  readonly path: string;
  /** What comes before, and is not measured. */
  readonly prepare?: (page: Page) => Promise<void>;
  readonly act: (page: Page) => Promise<void>;
}

export const INTERACTIONS: readonly Interaction[] = [
  {
    name: 'walks down the organizations',
    path: '/',
    prepare: (page) => page.getByRole('row').nth(1).focus(),
    act: (page) => page.keyboard.press('PageDown'),
  },
  {
    name: 'types into the search for organizations',
    path: '/',
    prepare: (page) => page.getByLabel('Name or id').focus(),
    act: (page) => page.keyboard.type('c'),
  },
  {
    name: 'opens and closes time travel',
    path: `/organizations/${LARGE}`,
    prepare: (page) => page.getByRole('button', { name: 'Time travel' }).focus(),
    act: async (page) => {
      await page.keyboard.press('Enter');
      await page.getByRole('spinbutton').first().waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    },
  },
];
