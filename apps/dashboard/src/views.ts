import { accessRoute } from './access/route.js';
import { alertsRoute } from './alerts/route.js';
import { changedRoute } from './changed/route.js';
import { claimRoute } from './claim/route.js';
import { factsRoute } from './facts/route.js';
import { organizationRoute } from './frame/organization-route.js';
import { importsRoute } from './imports/route.js';
import { keysRoute } from './keys/route.js';
import { overviewRoute } from './organization/route.js';
import { peopleRoute } from './people/route.js';
import { portfolioRoute } from './portfolio/route.js';
import { programsRoute } from './programs/route.js';
import { receiversRoute } from './receivers/route.js';
import { whatIfRoute } from './what-if/route.js';

/** Every view that needs somebody signed in. README.md says how one is added. */
export const VIEWS = [
  portfolioRoute,
  alertsRoute,
  receiversRoute,
  importsRoute,
  programsRoute,
  keysRoute,
  accessRoute,
  organizationRoute.addChildren([
    overviewRoute,
    peopleRoute,
    whatIfRoute,
    changedRoute,
    claimRoute,
    factsRoute,
  ]),
] as const;
