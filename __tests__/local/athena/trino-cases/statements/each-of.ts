/** `SELECT` of a template for each value of a list, which takes the place of `$x`; with a second list, of `$y`. */
export function eachOf(
  template: string,
  xs: readonly string[],
  ys: readonly string[] = [""],
): string[] {
  return xs.flatMap((x) =>
    ys.map((y) => `SELECT ${template.replaceAll("$x", () => x).replaceAll("$y", () => y)}`),
  );
}

/** `SELECT` of each expression. */
export function select(...expressions: readonly string[]): string[] {
  return expressions.map((expression) => `SELECT ${expression}`);
}
