import type { CsvDialect } from "../../../model/dataset/file-source";
import { isNumber, parseCsvLines } from "../../publish/input/csv-events";
import { jqKey } from "../../publish/input/jq-key";
import { countOf } from "../../terminal/count-of";
import type { InferredField } from "../inference/inferred-field";

/** `1,5`, `1.234,50` and `-,5`. */
const DECIMAL = /^-?(?:\d+|\d{1,3}(?:\.\d{3})+)?,\d+$/;
/** `1,234` and `1,234,567.89`; the first may also be a decimal comma. */
const THOUSANDS = /^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;

/** A text column of CSV all of whose cells are numbers, some with a comma. */
export interface CommaNumbers {
  readonly key: string;
  readonly kind: "decimal" | "thousands";
  /** Number of cells with a comma. */
  readonly cells: number;
  /** The first of them. */
  readonly example: string;
  /** Whether the dots in other cells leave no doubt what they mean. */
  readonly isConvertible: boolean;
}

/** Finds the columns that are text only because their numbers have commas. */
export function findCommaNumbers(fields: readonly InferredField[]): CommaNumbers[] {
  return fields.flatMap(({ key, path, type, observation }) => {
    // Only the columns of CSV, which has no nested values.
    if (type !== "string" || /[.[{]/.test(path)) return [];
    const found = inTexts(observation.texts);
    return found === undefined ? [] : [{ key, ...found }];
  });
}

function inTexts(texts: ReadonlyMap<string, number>): Omit<CommaNumbers, "key"> | undefined {
  const written = [...texts.keys()].filter((text) => text !== "");
  const commas = written.filter((text) => DECIMAL.test(text) || THOUSANDS.test(text));
  const [example] = commas;
  if (example === undefined) return undefined;
  if (!written.every((text) => commas.includes(text) || isNumber(text))) return undefined;
  // With three digits after each comma it can't be told; with other digits it can.
  const isThousands = commas.every((text) => THOUSANDS.test(text));
  const hasOtherDots = written.some((text) => text.includes(".") && !commas.includes(text));
  return {
    kind: isThousands ? "thousands" : "decimal",
    isConvertible: isThousands || !hasOtherDots,
    cells: commas.reduce((sum, text) => sum + (texts.get(text) ?? 0), 0),
    example,
  };
}

/** What to review about such a column, with the first line of the file that has it. */
export function describeCommaNumbers(
  { key, kind, cells, example }: CommaNumbers,
  text: string,
  name: string,
  dialect: CsvDialect,
): string {
  const lines = parseCsvLines(text, name, dialect);
  const position = dialect.header === false ? positionOf(key) : lines[0]?.cells.indexOf(key);
  const line = lines.find(({ cells: row }) => row[position ?? -1] === example)?.line;
  const where = line === undefined ? "" : ` in line ${line}`;
  const what = kind === "decimal" ? "a decimal comma" : "commas, maybe between thousands";
  return `${countOf(cells, "number")} with ${what}, the first ${JSON.stringify(example)}${where}, so the column is text`;
}

/** Position of a column of CSV without a header, whose name has its number. */
function positionOf(key: string): number {
  return Number(key.replace(/^column_/, "")) - 1;
}

/**
 * jq expression that makes numbers of those columns.
 *
 * @param selection expression that selects the events
 */
export function convertingExpression(selection: string, found: readonly CommaNumbers[]): string {
  const keys = (wanted: CommaNumbers["kind"]) =>
    found.filter(({ kind }) => kind === wanted).map(({ key }) => jqKey(key));
  const steps = [
    { columns: keys("decimal"), convert: 'gsub("\\\\."; "") | sub(","; ".")' },
    { columns: keys("thousands"), convert: 'gsub(","; "")' },
  ]
    .filter(({ columns }) => columns.length > 0)
    .map(({ columns, convert }) => `(${columns.join(", ")} | strings) |= (${convert} | tonumber)`);
  return [...(selection === "." ? [] : [selection]), ...steps].join(" | ");
}
