/** A view as somebody comes to it by its address. */
export interface ViewAt {
  /** What its screenshots are called. */
  readonly name: string;
  /** With the demonstration loaded. */
  readonly path: string;
  /** Somebody who is not signed in. */
  readonly signedOut?: boolean;
}

const NORTHWIND = '/organizations/northwind-traders';

/** Every view that there is, with something in it: each is looked at in both languages and themes, and at every width. */
export const VIEWS: readonly ViewAt[] = [
  { name: 'sign-in', path: '/sign-in', signedOut: true },
  { name: 'portfolio', path: '/' },
  { name: 'portfolio-on-a-day', path: '/?asOf=2017-11-13' },
  { name: 'portfolio-empty', path: '/?q=nobody-is-called-so' },
  { name: 'organization', path: `${NORTHWIND}?asOf=2017-11-13` },
  { name: 'organization-today', path: NORTHWIND },
  { name: 'organization-unknown', path: '/organizations/nobody' },
  { name: 'not-there', path: '/nothing/is/here' },
];
