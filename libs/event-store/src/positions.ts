/** Whether the position `one` lies behind `two` in the log of one store; everything lies behind `null`, the beginning. */
export function isBehindPosition(one: string, two: string | null): boolean {
  if (two === null) return true;
  const others = numbersIn(two);
  for (const [place, number] of numbersIn(one).entries()) {
    const other = others[place] ?? -1n;
    if (number !== other) return number > other;
  }
  return false;
}

/** Every store makes its positions of whole numbers, the first of which counts most. */
function numbersIn(position: string): bigint[] {
  return position.split('/').map(BigInt);
}
