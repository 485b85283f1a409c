import { type Day, formatDay } from '../business-day.js';
import { inOrderOfEffect } from '../intervals.js';
import type { KnownFacts } from '../known-facts.js';
import type { OrganizationAttribute } from '../program.js';
import type { AttributePiece, Evidence, EvidenceReason, JudgedPiece } from './pieces.js';
import { evidenceOfPieces } from './totals.js';

/** Every value that the attribute was ever assigned. */
export function attributeEvidence(
  { attribute, values }: OrganizationAttribute,
  known: KnownFacts,
  day: Day,
): Evidence {
  const marks = known.recordedAttributeMarks(attribute);
  const applies = inOrderOfEffect(marks.filter((mark) => known.isKnown(mark))).findLast(
    ({ effectiveOn }) => effectiveOn <= day,
  );
  const pieces = marks.map((mark): JudgedPiece<AttributePiece> => {
    const { revision, value, effectiveOn } = mark;
    const reason: EvidenceReason | null = !known.isKnown(mark)
      ? 'retracted'
      : effectiveOn > day
        ? 'not-yet'
        : mark !== applies
          ? 'expired'
          : values.includes(value)
            ? null
            : 'incomplete';
    return { piece: { revision, attribute, value, effectiveOn: formatDay(effectiveOn) }, reason };
  });
  return evidenceOfPieces(pieces);
}
