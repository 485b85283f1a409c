/** What the parameters mean; a name means the same on every route. */
export const PARAMETERS: Readonly<Record<string, string>> = {
  organizationId: 'the organization',
  individualId: 'the individual, by their pseudonymous id',
  id: 'the key',
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
  after: 'of facts: revisions above this one; of organizations: the `next` of the page before',
  limit: 'how many at most; absent = 100',
  type: 'only facts of this type',
  tier: 'organizations with a standing in this tier; `none` = with a standing in no tier',
  lapsingBefore: 'organizations with a standing that lapses before this day (exclusive)',
  q: 'part of the id or of the name, whatever the case',
  atomic:
    '`true` = all facts of the batch or stream are recorded together, or none: one organization, at most 512 kB',
};
