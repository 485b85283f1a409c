import type { PageOptions } from './browser.js';

/** A view as somebody comes to it by its address. */
export interface ViewAt {
  readonly name: string;
  /** With the demonstration loaded. */
  readonly path: string;
  /** Somebody who is not signed in. */
  readonly signedOut?: boolean;
  /** It is in the documents, as `docs/images/<name>.png` (`SCREENSHOTS=1 npm run test:jest -- test/browser/photographs`). */
  readonly photographed?: PageOptions;
}

const NORTHWIND = '/organizations/northwind-traders';
const TOTAL_REVENUE = 'cloud-business-applications/enterprise-operations/total-revenue';
const PASSES = { individualId: 'employee-14', exam: 'MB2-712', passedOn: '2017-11-13' };
const SUPPOSED = JSON.stringify([['ExamPassed', PASSES]]);
const UNKNOWN = { factSource: 'nowhere', factId: 'nothing' };
const SUPPOSED_IN_VAIN = JSON.stringify([['FactRetracted', UNKNOWN]]);

/** Every view that there is, with something in it: each is looked at in both languages and themes, and at every width. */
export const VIEWS: readonly ViewAt[] = [
  { name: 'sign-in', path: '/sign-in', signedOut: true },
  { name: 'portfolio', path: '/', photographed: {} },
  { name: 'portfolio-on-a-day', path: '/?asOf=2017-11-13' },
  { name: 'portfolio-empty', path: '/?q=nobody-is-called-so' },
  { name: 'organization', path: `${NORTHWIND}?asOf=2017-11-13`, photographed: {} },
  { name: 'organization-today', path: NORTHWIND },
  { name: 'organization-facts', path: `${NORTHWIND}?asOf=2017-11-13&facts=${TOTAL_REVENUE}/gold` },
  {
    name: 'organization-day',
    path: `${NORTHWIND}?asOf=2017-11-13&range=3y&chart=${TOTAL_REVENUE}&day=2017-11-13`,
  },
  { name: 'people', path: `${NORTHWIND}/people?asOf=2017-11-13`, photographed: {} },
  { name: 'people-today', path: `${NORTHWIND}/people` },
  {
    name: 'people-person',
    path: `${NORTHWIND}/people?asOf=2017-11-13&person=employee-241`,
  },
  {
    name: 'what-if',
    path: `${NORTHWIND}/what-if?asOf=2017-11-13&suppose=${encodeURIComponent(SUPPOSED)}`,
  },
  {
    name: 'what-if-refused',
    path: `${NORTHWIND}/what-if?asOf=2017-11-13&suppose=${encodeURIComponent(SUPPOSED_IN_VAIN)}`,
  },
  { name: 'changed', path: `${NORTHWIND}/changed?asOf=2018-10-06&knownAt=2300` },
  { name: 'claim', path: `${NORTHWIND}/claim?asOf=2017-11-13&knownAt=2300` },
  { name: 'facts', path: `${NORTHWIND}/facts` },
  { name: 'fact', path: `${NORTHWIND}/facts?type=RevenueBooked&revision=2000` },
  { name: 'alerts', path: '/alerts' },
  { name: 'receivers', path: '/receivers' },
  { name: 'imports', path: '/imports' },
  { name: 'programs', path: '/programs' },
  { name: 'keys', path: '/keys' },
  { name: 'access', path: '/access' },
  { name: 'organization-unknown', path: '/organizations/nobody' },
  { name: 'not-there', path: '/nothing/is/here' },
];
