export default {
  'portfolio.title': 'Portfolio',
  'portfolio.count':
    '{count, plural, =0 {No organization} one {# organization} other {# organizations}}',
  'portfolio.atLeast':
    '{count, plural, one {# organization and more} other {# organizations and more}}',
  'portfolio.table': 'Organizations with their tiers of today',
  'portfolio.filters': 'Which organizations',
  'portfolio.search': 'Name or id',
  'portfolio.option': 'Option',
  'portfolio.tier': 'Tier',
  'portfolio.market': 'Market',
  'portfolio.any': 'Any',
  'portfolio.tier.none': 'No tier in some option',
  'portfolio.clear': 'Clear filters',
  'portfolio.organization': 'Organization',
  'portfolio.standings': 'Tiers',
  'portfolio.nextLapse': 'Lapses first',
  'portfolio.noLapse': 'Nothing lapses',
  'portfolio.empty.title': 'No organization is enrolled yet',
  'portfolio.empty.text':
    'Record an OrganizationEnrolled fact through the API, or import a file; it will appear here by itself.',
  'portfolio.noneFound.title': 'No organization fits these filters',
  'portfolio.order.travelled':
    'Tiers are those of the time you chose; the order and the filters are those of today.',
} as const;
