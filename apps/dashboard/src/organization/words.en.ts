export default {
  'organization.title': 'Standing',
  'organization.since': 'since {day}',
  'organization.lapsesOn': 'lapses {day}',
  'organization.noLapse': 'does not lapse',
  'organization.requirementsOf': 'What {tier} asks for',
} as const;
