import { type AskedRequirement, keyOf } from './asked-for.js';
import type { PersonRow } from './person-rows.js';

/** Pixels; the sheet of styles has the same. */
const PLACE_WIDTH = 128;
const CREDENTIAL_WIDTH = 112;

/** Who fills a place of a requirement, or who holds an exam or a certification. */
export interface MatrixColumn {
  /** Its own among all columns. */
  readonly key: string;
  /** What the address sorts by: of a credential the same wherever it is asked for. */
  readonly sortsBy: string;
  readonly kind: 'place' | 'credential';
  /** What the heading says of a credential. */
  readonly id: string;
  readonly group: ColumnGroup;
  readonly width: number;
}

/** The columns of one requirement; `null` = what no requirement asks for. */
export interface ColumnGroup {
  readonly key: string;
  readonly requirement: AskedRequirement | null;
}

/** Every column, a requirement's together. `others` = the keys of credentials that no requirement asks for. */
export function matrixColumns(
  requirements: readonly AskedRequirement[],
  others: readonly string[],
): MatrixColumn[] {
  const asked = requirements.flatMap((requirement) => {
    const group: ColumnGroup = { key: requirement.key, requirement };
    const place: MatrixColumn = {
      key: group.key,
      sortsBy: group.key,
      kind: 'place',
      id: '',
      group,
      width: PLACE_WIDTH,
    };
    return [place, ...requirement.credentials.map((each) => columnOf(group, keyOf(each)))];
  });
  const group: ColumnGroup = { key: 'others', requirement: null };
  return [...asked, ...others.map((key) => columnOf(group, key))];
}

function columnOf(group: ColumnGroup, credential: string): MatrixColumn {
  return {
    key: `${group.key} ${credential}`,
    sortsBy: credential,
    kind: 'credential',
    id: credential.slice(credential.indexOf('/') + 1),
    group,
    width: CREDENTIAL_WIDTH,
  };
}

/** What somebody holds that none of the requirements asks for, by its key. */
export function othersHeld(
  rows: readonly PersonRow[],
  requirements: readonly AskedRequirement[],
): string[] {
  const asked = new Set(requirements.flatMap(({ credentials }) => credentials.map(keyOf)));
  const held = new Set(rows.flatMap(({ held: of }) => [...of.keys()]));
  return [...held].filter((key) => !asked.has(key)).sort();
}
