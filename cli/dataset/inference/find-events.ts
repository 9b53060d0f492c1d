import { isArray, isJsonObject, jsonText } from "../../../formats/openx-json";
import type { JsonObject, JsonValue } from "../../../formats/openx-json";
import { jqKey } from "../../publish/input/jq-key";

/** Levels of objects that are searched. */
const MAXIMUM_DEPTH = 4;
/** Share of a document that its events have at least; otherwise the document is an event itself. */
const MAIN_PART = 0.8;

/** Where the events of a document are. */
export interface FoundEvents {
  /** jq expression that selects them. */
  readonly jq: string;
  readonly count: number;
}

/** The lists of objects in a document, in the order of their size. */
export interface FoundLists {
  /** The list that the document mainly consists of; undefined if there is none. */
  readonly chosen?: FoundEvents | undefined;
  readonly others: readonly FoundEvents[];
}

/** Finds the lists of objects in a document. */
export function findEvents(document: JsonObject): FoundLists {
  const whole = jsonText(document).length;
  const found = lists(document, "", MAXIMUM_DEPTH).sort((one, other) => other.size - one.size);
  const events = found.map(({ path, count }) => ({ jq: `${path}[]`, count }));
  const isMain = (found[0]?.size ?? 0) >= whole * MAIN_PART;
  return isMain ? { chosen: events[0], others: events.slice(1) } : { others: events };
}

interface List {
  readonly path: string;
  readonly count: number;
  /** Characters of JSON. */
  readonly size: number;
}

function lists(value: JsonValue, path: string, depth: number): List[] {
  if (isArray(value)) {
    const isEvents = value.length > 1 && value.every(isJsonObject);
    return isEvents ? [{ path, count: value.length, size: jsonText(value).length }] : [];
  }
  if (!isJsonObject(value) || depth === 0) return [];
  return [...value].flatMap(([key, member]) => lists(member, path + jqKey(key, path), depth - 1));
}
