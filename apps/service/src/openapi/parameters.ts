/** What the parameters mean; a name means the same on every route. */
export const PARAMETERS: Readonly<Record<string, string>> = {
  organizationId: 'the organization',
  individualId: 'the individual, by their pseudonymous id',
  id: 'the key, alert, receiver or calendar',
  alertId: 'the alert',
  file: 'a file of the page',
  asOf: 'the business day asked about; absent = today in the time zone of the service',
  knownAt:
    "what had been recorded by then: a revision of the organization's stream (digits), or an instant (RFC 3339); absent = all",
  edition: 'the content hash of an edition to ask under; absent = the editions in force',
  minRevision: "waits up to 5 seconds until the organization's stream has this revision",
  option: 'an option in full: competency/option',
  requirement: 'the id of a revenue requirement of the option',
  from: 'first day of the range (inclusive); absent = the enrolment',
  to: 'end of the range (exclusive); absent = none',
  after:
    'of facts: revisions above this one; of organizations: the `next` of the page before; of alerts: the id of the last one seen',
  limit: 'how many at most; absent = 100',
  type: 'only facts or alerts of this type; absent = all, of alerts all that are about standings',
  tier: 'organizations with a standing in this tier; `none` = with a standing in no tier',
  lapsingBefore: 'organizations with a standing that lapses before this day (exclusive)',
  q: 'part of the id or of the name, whatever the case',
  userId: "the user, by the id that the service gave it: it is the individual's id, too",
  attributes: 'only these attributes are shown (RFC 7644, section 3.9)',
  excludedAttributes: 'these attributes are not shown',
  filter: 'which users: a filter of RFC 7644, section 3.4.2.2',
  sortBy: 'the attribute to sort by; absent = the oldest first',
  sortOrder: '`ascending` or `descending`; absent = ascending',
  startIndex: 'the first one shown, counted from 1; absent = 1',
  count: 'how many at most; absent = 100',
  atomic:
    '`true` = all facts of the batch or stream are recorded together, or none: one organization, at most 512 kB',
};
