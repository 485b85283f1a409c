export default {
  'organization.since': 'since {day}',
  'organization.noneSince': 'none since {day}',
  'organization.lapsesOn': 'lapses {day}',
  'organization.badge': 'Badge held: {tier}; renewal opens {day}.',
  'organization.badgeAtRisk': 'The tier will not be attained then.',
  'organization.requirementsOf': 'What {tier} asks for',

  'organization.toKeep': 'To keep {tier} on {day}:',
  'organization.toReach': 'To reach {tier}:',
  'organization.nothingToDo': 'Nothing to do: no lapse is foreseen.',
  'organization.nothingNeeded': 'nothing further is needed.',
  'organization.step.revenue': 'book {amount} more for “{requirement}”',
  'organization.step.revenueBefore': 'book {amount} more for “{requirement}” before {day}',
  'organization.step.pass': '{individual} passes {exams}',
  'organization.step.passes':
    '{people, plural, one {# person passes} other {# people pass}} {exams, plural, one {# further exam} other {# further exams}}',
  'organization.step.people':
    'find {people, plural, one {# further person} other {# further people}} who can be certified',
  'organization.step.other': 'meet “{requirement}”',
  'organization.step.impossible': '“{requirement}” can no longer be met',

  'organization.revenue': 'Revenue of twelve months',
  'organization.revenueOf': 'Requirement',
  'organization.revenueNamed': '{option}: {requirement}',
  'organization.range': 'Period',
  'organization.range.1y': 'A year around',
  'organization.range.3y': 'Three years before',
  'organization.range.all': 'All',
  'organization.bookingsOn': 'Bookings of {day}',

  'organization.history': 'Tiers over time',
  'organization.historyChart':
    'The tier attained in every option since the enrolment; the table below says the same.',
  'organization.historyTable': 'The same as a table',
  'organization.option': 'Option',
  'organization.from': 'From',
  'organization.to': 'Up to, not on',
  'organization.tier': 'Tier',

  'organization.announced': 'Announced last',
  'organization.announced.all':
    '{count, plural, one {The announcement, with what it rests on} other {All # announcements, with what they rest on}}',
  'organization.announced.then': 'What had been announced at the time you chose.',
  'organization.announced.noneThen': 'Nothing had been announced by then',
  'organization.announced.noneThenText':
    'An announcement belongs to the day on which it was made, whatever day it speaks of.',
  'organization.announced.none': 'Nothing was announced',
  'organization.announced.noneText':
    'Attained, lapsed, restated tiers and those at risk appear here as they are found.',
  'organization.announced.tier.attained': 'attained {to} on {day}.',
  'organization.announced.tier.lapsed': 'lapsed from {from} to {to} on {day}.',
  'organization.announced.tier.at-risk':
    'lapses from {from} to {to} on {day}: {days, plural, one {# day} other {# days}} before or less.',
  'organization.announced.tier.restated': 'was restated from {day} on.',
  'organization.announced.acknowledged': 'acknowledged',
} as const;
