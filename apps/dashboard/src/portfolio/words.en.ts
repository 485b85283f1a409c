export default {
  'portfolio.title': 'Portfolio',
  'portfolio.count':
    '{count, plural, =0 {No organization} one {# organization} other {# organizations}}',
  'portfolio.table': 'Organizations with their tiers',
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
  'portfolio.nextLapse': 'Next lapse',
  'portfolio.noLapse': 'Nothing lapses',
  'portfolio.empty.title': 'No organization is enrolled yet',
  'portfolio.empty.text':
    'Record an OrganizationEnrolled fact through the API, or import a file; it will appear here by itself.',
  'portfolio.noneFound.title': 'No organization fits these filters',
  'portfolio.noneFound.text': 'Take a filter away, or look for another part of the name.',
  'portfolio.travelled':
    'Tiers and days are those of the time you chose; order, filters and counts are those of today.',
  'portfolio.travelled.revision':
    'A revision belongs to one organization: here tiers are shown as known now. Order, filters and counts are those of today.',
  'portfolio.counts': 'How many, and which',
  'portfolio.counts.all': 'organizations',
  'portfolio.counts.gold': 'with a Gold tier',
  'portfolio.counts.silver': 'with a Silver tier',
  'portfolio.counts.within': 'lapse within {days, plural, one {# day} other {# days}}',
  'portfolio.within': 'Lapses',
  'portfolio.within.days': 'Within {days, plural, one {# day} other {# days}}',
} as const;
