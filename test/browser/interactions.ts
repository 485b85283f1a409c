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
  /** How many answers of the page `act` waits for, one after the other; 1 where nothing else is said. */
  readonly answers?: number;
}

const REVENUE = `/organizations/${LARGE}?range=all&chart=cloud-business-applications/enterprise-operations/total-revenue`;

/** Closes what is open, once it has the focus: before, the key goes to nobody. The focus is then where it was opened from. */
async function closes(page: Page, opener: string): Promise<void> {
  await page.locator('[role=dialog]:focus-within').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.waitForFunction((selector) => document.activeElement?.matches(selector), opener);
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
    name: 'walks along the revenue of 100,000 bookings',
    path: REVENUE,
    prepare: (page) => page.getByRole('slider').focus(),
    act: (page) => page.keyboard.press('ArrowLeft'),
  },
  {
    name: 'opens and closes the bookings of a day',
    answers: 2,
    path: REVENUE,
    prepare: async (page) => {
      await page.getByRole('slider').focus();
      // To a day on which something changes.
      await page.keyboard.press('ArrowLeft');
    },
    act: async (page) => {
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').getByRole('table').first().waitFor();
      await closes(page, '[role=slider]');
    },
  },
  {
    name: 'walks down people and exams',
    path: `/organizations/${LARGE}/people?others=1`,
    prepare: (page) => page.locator('[data-row="0"][data-column="0"]').focus(),
    act: (page) => page.keyboard.press('PageDown'),
  },
  {
    name: 'walks across people and exams',
    path: `/organizations/${LARGE}/people?others=1`,
    prepare: (page) => page.locator('[data-row="0"][data-column="0"]').focus(),
    act: (page) => page.keyboard.press('ArrowRight'),
  },
  {
    name: 'sorts people by an exam, and by their ids again',
    path: `/organizations/${LARGE}/people?others=1`,
    act: (page) => page.getByRole('columnheader', { name: 'MB2-715' }).click(),
  },
  {
    name: 'opens and closes time travel',
    answers: 2,
    path: `/organizations/${LARGE}`,
    prepare: (page) => page.getByRole('button', { name: 'Time travel' }).focus(),
    act: async (page) => {
      await page.keyboard.press('Enter');
      await page.getByRole('spinbutton').first().waitFor();
      await closes(page, '[aria-haspopup=dialog]');
    },
  },
];
