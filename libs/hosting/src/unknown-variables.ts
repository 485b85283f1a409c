import { VARIABLES } from './config.js';

/** Read by the command, which may share its environment with the service. */
const OF_THE_COMMAND = ['ASSAY_URL', 'ASSAY_API_KEY'];
/** A name that is further away is another word, and no slip. */
const MAX_SLIPS = 4;

/** A sentence for each variable that looks like one of Assay's and is none: whoever set it believes that it counts. */
export function unknownVariables(variables: NodeJS.ProcessEnv): string[] {
  const known = [...VARIABLES, ...OF_THE_COMMAND];
  return Object.keys(variables)
    .filter((name) => /^_?ASSAY/i.test(name) && !known.includes(name))
    .map((name) => `${name} is no setting and changes nothing${meant(name, known)}`);
}

function meant(name: string, known: readonly string[]): string {
  const distances = known.map((one) => ({ one, slips: slipsBetween(name.toUpperCase(), one) }));
  const nearest = distances.reduce((best, next) => (next.slips < best.slips ? next : best));
  return nearest.slips > MAX_SLIPS ? '' : `; did you mean ${nearest.one}?`;
}

/** How many letters are to be put in, left out or changed to make one of the other (Levenshtein). */
function slipsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, place) => place);
  for (const [place, letter] of [...a].entries()) {
    const above = row;
    row = [place + 1];
    for (let column = 1; column <= b.length; column += 1) {
      const changed = (above[column - 1] ?? 0) + (letter === b[column - 1] ? 0 : 1);
      row.push(Math.min(changed, (above[column] ?? 0) + 1, (row[column - 1] ?? 0) + 1));
    }
  }
  return row[b.length] ?? 0;
}
