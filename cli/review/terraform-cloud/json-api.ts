import { isRecord } from "../../../errors/is-record";
import { UserError } from "../../../errors/user-error";

type Attributes = Readonly<Record<string, unknown>>;

/** A document about one resource of the API. @see https://jsonapi.org/format/#document-top-level */
export interface ApiDocument {
  readonly attributes: Attributes;
  /** Id of a related resource. */
  relatedId(name: string): string | undefined;
  /** Attributes of the first included resource of a type; without one, none. */
  included(type: string): Attributes;
}

/**
 * Parses a document.
 *
 * @param source of the text, for the error
 * @throws UserError for any other text
 */
export function parseDocument(text: string, source: string): ApiDocument {
  const document = parseJson(text);
  const data = isRecord(document) ? document.data : undefined;
  if (!isRecord(document) || !isRecord(data)) {
    throw new UserError(
      `${source} is no document of JSON:API: it starts with ${JSON.stringify(text.slice(0, 40))}.`,
      "Check that --tfc-host is Terraform Cloud or Terraform Enterprise.",
    );
  }
  const included: unknown[] = Array.isArray(document.included) ? document.included : [];
  return {
    attributes: recordOf(data.attributes),
    relatedId: (name) => textOf(recordOf(recordOf(recordOf(data.relationships)[name]).data).id),
    included: (type) =>
      recordOf(included.map(recordOf).find((each) => each.type === type)?.attributes),
  };
}

/** What the API says about a request that it does not accept. @see https://jsonapi.org/format/#error-objects */
export function errorDetail(text: string): string | undefined {
  const { errors } = recordOf(parseJson(text));
  const first = recordOf(Array.isArray(errors) ? errors[0] : undefined);
  return textOf(first.detail) ?? textOf(first.title);
}

/** A value that is text. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function recordOf(value: unknown): Attributes {
  return isRecord(value) ? value : {};
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
