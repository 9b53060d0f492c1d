import { queryReservedWords } from "../../model/dataset/reserved-words";

/** The dotted path of a column or field as a query writes it: words that queries reserve are quoted. */
export function sqlPath(path: string): string {
  return path
    .split(".")
    .map((name) => (queryReservedWords.has(name.toLowerCase()) ? `"${name}"` : name))
    .join(".");
}
