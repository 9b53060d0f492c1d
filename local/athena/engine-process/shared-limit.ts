/**
 * Whether processes exceed a limit together, and one of them uses the most.
 *
 * @param own what that one uses
 * @param all what each uses, that one included
 */
export function exceedsTogether(own: number, all: readonly number[], limit: number): boolean {
  const total = all.reduce((sum, each) => sum + each, 0);
  return total > limit && own >= Math.max(...all);
}
