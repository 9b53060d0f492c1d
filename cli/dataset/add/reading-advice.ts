import type { CsvDialect } from "../../../model/dataset/file-source";
import { isCsv } from "../../publish/input/csv-events";
import { displayName, readContent } from "../../publish/input/read-content";
import { utf8Text } from "../../input/utf8-text";
import { countOf } from "../../terminal/count-of";
import { shellWord } from "../../terminal/shell-word";
import type { FoundEvents, FoundLists } from "../inference/find-events";
import type { InferredField } from "../inference/inferred-field";
import type { Sample } from "../inference/sample-file";
import { convertingExpression, describeCommaNumbers, findCommaNumbers } from "./comma-numbers";
import type { CommaNumbers } from "./comma-numbers";

/** What was found in a file, and how it could be read otherwise. */
export interface ReadSample {
  /** With what to review about columns of numbers with commas. */
  readonly fields: readonly InferredField[];
  /** Other ways to read the file, a line each. */
  readonly hints: readonly string[];
}

/**
 * Finds what is lost by the way a file is read, and the option that changes it.
 *
 * @param given what the command says of CSV
 */
export async function adviseOnReading(
  file: string,
  given: CsvDialect | undefined,
  fields: readonly InferredField[],
  { source, selection, lists }: Sample,
): Promise<ReadSample> {
  const commas = isCsv(file) || given !== undefined ? findCommaNumbers(fields) : [];
  const text = commas.length === 0 ? "" : utf8Text(await readContent(file), displayName(file));
  const notes = new Map(
    commas.map((each) => [
      each.key,
      describeCommaNumbers(each, text, displayName(file), source.csv ?? {}),
    ]),
  );
  const isLast = selection === "." ? "" : `${selection} | `;
  return {
    fields: fields.map((field) => {
      const note = notes.get(field.key);
      return note === undefined ? field : { ...field, reviewNotes: [...field.reviewNotes, note] };
    }),
    hints: [
      ...(lists === undefined ? [] : adviseOnLists(lists)),
      ...adviseOnCommas(selection, commas),
      ...fields
        .filter(({ type }) => type === null)
        .map(
          ({ key }) =>
            `To keep ${JSON.stringify(key)} under a name: --jq ${shellWord(`${isLast}with_entries(.key |= if . == ${JSON.stringify(key)} then "id" else . end)`)}`,
        ),
    ],
  };
}

function adviseOnCommas(selection: string, commas: readonly CommaNumbers[]): string[] {
  const convertible = commas.filter(({ isConvertible }) => isConvertible);
  if (convertible.length === 0) return [];
  const thousands = convertible.filter(({ kind }) => kind === "thousands").map(({ key }) => key);
  const doubtful = thousands.length === 0 ? "" : `, if ${thousands.join(", ")} has thousands`;
  const expression = convertingExpression(selection, convertible);
  return [`To read the numbers with commas as numbers${doubtful}: --jq ${shellWord(expression)}`];
}

function adviseOnLists({ chosen, others }: FoundLists): string[] {
  const [other] = others;
  if (other === undefined) return [];
  const named = others.map(describeList).join(", ");
  const isRead =
    chosen === undefined
      ? `The whole document is one event. It has ${others.length === 1 ? "a list" : "lists"} that may be the events: ${named}.`
      : `The events are those of ${describeList(chosen)}, which is most of the document. It has ${others.length === 1 ? "another list" : "other lists"}: ${named}.`;
  return [`${isRead} To choose: --jq ${shellWord(other.jq)}`];
}

function describeList({ jq, count }: FoundEvents): string {
  return `${jq} (${countOf(count, "object")})`;
}
