import type { InferredField } from "./inferred-field";
import { fieldWords, isTimeName } from "./field-words";

/** Fields with a special meaning in a dataset. */
export interface Candidates {
  readonly eventIdPath?: string;
  readonly eventTimePath?: string;
  readonly eventTypePath?: string;
}

const ID_TYPES = ["string", "int", "bigint"];
const ID_WORDS = ["id", "uuid", "guid"];
const TYPE_WORDS = ["type", "kind", "action", "name"];
/** Words of times after the creation of an event, which rank lower. */
const LATER_WORDS = ["updated", "modified", "expires", "expiry", "ended", "processed", "received"];
const MAX_EVENT_TYPES = 50;

/**
 * Finds fields that could be the event's id, time and type, by their names and values. They have a value in every event.
 *
 * @param events number of events
 */
export function findCandidates(fields: readonly InferredField[], events: number): Candidates {
  const everywhere = fields.filter(
    ({ path, observation }) => !/[[{]/.test(path) && observation.values === events,
  );
  const id = best(
    everywhere.filter(
      ({ type, observation }) => ID_TYPES.includes(type ?? "") && observation.distinct === events,
    ),
    (field) => rank(ID_WORDS, wordsOf(field).at(-1)) + (wordsOf(field).includes("event") ? 0 : 0.5),
  );
  const time = best(
    everywhere.filter(({ type }) => type === "timestamp"),
    (field) =>
      (isTimeName(nameOf(field)) ? 0 : 1) +
      (wordsOf(field).some((word) => LATER_WORDS.includes(word)) ? 2 : 0),
  );
  const type = best(
    everywhere.filter(
      ({ type, observation: { distinct } }) =>
        type === "string" && distinct >= 2 && distinct <= Math.min(MAX_EVENT_TYPES, events / 2),
    ),
    (field) => {
      const words = wordsOf(field);
      if (words.at(-1) === "name" && !words.includes("event")) return Infinity;
      return (
        rank(TYPE_WORDS, words.at(-1)) + (words.length > 1 && !words.includes("event") ? 4 : 0)
      );
    },
  );
  return {
    ...(id === undefined ? {} : { eventIdPath: id }),
    ...(time === undefined ? {} : { eventTimePath: time }),
    ...(type === undefined ? {} : { eventTypePath: type }),
  };
}

/** Path of the field with the lowest rank, the least nested one of equal ranks; a rank of Infinity excludes a field. */
function best(
  fields: readonly InferredField[],
  rankOf: (field: InferredField) => number,
): string | undefined {
  const ranked = fields
    .map((field) => ({ path: field.path, rank: rankOf(field) + field.path.split(".").length / 10 }))
    .filter((each) => Number.isFinite(each.rank))
    .sort((a, b) => a.rank - b.rank);
  return ranked[0]?.path;
}

function rank(words: readonly string[], word = ""): number {
  const index = words.indexOf(word);
  return index < 0 ? Infinity : index;
}

function nameOf({ path }: InferredField): string {
  return path.split(".").at(-1) ?? "";
}

function wordsOf(field: InferredField): string[] {
  return fieldWords(nameOf(field));
}
