/** The list of datasets in `config/datasets/index.ts`: what is before, in and after its brackets. */
const LIST = /(export const datasets: readonly Dataset\[\] = \[)([^\]]*)(\];)/;

/** The constants in the list, in their order; undefined if there is no such list. */
export function listedConstants(index: string): readonly string[] | undefined {
  return LIST.exec(index)?.[2]
    ?.split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "");
}

/** The text of `index.ts` with other constants in the list. */
export function withListed(index: string, constants: readonly string[]): string {
  return index.replace(LIST, (_, opening: string, _list: string, closing: string) =>
    [opening, constants.join(", "), closing].join(""),
  );
}

/**
 * The line that imports a dataset.
 *
 * @param base name of its file without the ending
 */
export function importOf(constant: string, base: string): string {
  return `import { ${constant} } from "./${base}";\n`;
}
