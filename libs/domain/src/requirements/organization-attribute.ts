import type { OrganizationAttribute } from '../program.js';
import { valueOn } from '../steps.js';
import { turnsWhere } from '../turns.js';
import type { RequirementKind } from './requirement-kind.js';

/** The organization has one of the values assigned. */
export const organizationAttribute: RequirementKind<OrganizationAttribute> = {
  finding({ id, kind, attribute, values }, tier, known, day) {
    const actual = valueOn(known.attribute(attribute), day);
    const met = actual !== null && values.includes(actual);
    return { tier, id, kind, met, required: values, actual };
  },

  metOn({ attribute, values }, known) {
    return turnsWhere(
      known.attribute(attribute),
      (value) => value !== null && values.includes(value),
    );
  },
};
