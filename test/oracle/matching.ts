/**
 * The most places that can be filled when nobody fills two, by trying everything.
 *
 * @param fits for every person, the groups whose places the person may fill
 * @param places for every group, how many places it has
 */
export function mostPlacesFilled(
  fits: readonly (readonly number[])[],
  places: readonly number[],
): number {
  const free = [...places];
  const best = (person: number): number => {
    const groups = fits[person];
    if (groups === undefined) return 0;
    let most = best(person + 1);
    for (const group of groups) {
      const left = free[group] ?? 0;
      if (left === 0) continue;
      free[group] = left - 1;
      most = Math.max(most, 1 + best(person + 1));
      free[group] = left;
    }
    return most;
  };
  return best(0);
}
