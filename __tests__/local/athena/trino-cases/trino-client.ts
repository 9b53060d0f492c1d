import {
  isArray,
  isJsonObject,
  type JsonObject,
  JsonNumber,
  jsonText,
  type JsonValue,
  parseDocuments,
} from "../../../../formats/openx-json";

/** Trino's answer: the columns' types and the rows as Athena's result shows them, or the name of the error. */
export interface TrinoAnswer {
  readonly types?: readonly string[];
  readonly rows?: readonly (readonly (string | null)[])[];
  readonly error?: string;
}

/** A type as Trino's protocol describes it. */
interface Signature {
  readonly name: string;
  readonly args: readonly { readonly name: string | undefined; readonly type: Signature }[];
  readonly numbers: readonly string[];
}

/** What an unqualified name of a statement belongs to. */
export interface TrinoNames {
  readonly catalog: string;
  readonly schema: string;
  /** What the server asks besides. @default - nothing */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Asks a Trino server one statement, in UTC.
 *
 * @see https://trino.io/docs/current/develop/client-protocol.html
 * @throws Error if the server does not answer
 */
export async function askTrino(url: string, sql: string, names?: TrinoNames): Promise<TrinoAnswer> {
  const headers = {
    ...(names && { "X-Trino-Catalog": names.catalog, "X-Trino-Schema": names.schema }),
    "X-Trino-User": "cases",
    ...names?.headers,
    "X-Trino-Time-Zone": "UTC",
    // Without it, the server rounds timestamps to milliseconds.
    "X-Trino-Client-Capabilities": "PARAMETRIC_DATETIME",
  };
  let page = await objectOf(
    await fetch(new URL("/v1/statement", url), { method: "POST", headers, body: sql }),
  );
  let signatures: Signature[] | undefined;
  const rows: (string | null)[][] = [];
  for (;;) {
    const error = page.get("error");
    if (error !== undefined) return { error: textOf(member(error, "errorName")) };
    const columns = page.get("columns");
    if (columns !== undefined) {
      signatures = listOf(columns).map((column) => signatureOf(member(column, "typeSignature")));
    }
    for (const row of listOf(page.get("data") ?? [])) {
      rows.push(listOf(row).map((value, index) => shown(value, signatures?.[index])));
    }
    const next = page.get("nextUri");
    if (next === undefined) break;
    // The server may know itself by another name.
    const path = new URL(textOf(next)).pathname;
    page = await objectOf(await fetch(new URL(path, url), { headers }));
  }
  return { types: (signatures ?? []).map(typeText), rows };
}

async function objectOf(response: Response): Promise<JsonObject> {
  const text = await response.text();
  // Thrown where Trino makes an answer of constants: the server gives no document of an error then.
  if (response.status === 500 && text.startsWith("io.trino.spi.TrinoException: ")) {
    return new Map([["error", new Map([["errorName", "GENERIC_INTERNAL_ERROR"]])]]);
  }
  if (!response.ok) throw new Error(`Trino answered ${response.status}: ${text.slice(0, 200)}`);
  // Keeps the digits of numbers, which JSON.parse would not.
  const [document = null] = parseDocuments(text, { caseInsensitive: false });
  if (isJsonObject(document)) return document;
  throw new Error(`Trino answered no object: ${text.slice(0, 200)}`);
}

function member(value: JsonValue, name: string): JsonValue {
  return (isJsonObject(value) ? value.get(name) : undefined) ?? null;
}

function listOf(value: JsonValue): readonly JsonValue[] {
  return isArray(value) ? value : [];
}

function textOf(value: JsonValue): string {
  if (value instanceof JsonNumber) return value.text;
  return typeof value === "object" ? jsonText(value) : String(value);
}

function signatureOf(value: JsonValue): Signature {
  const args: { name: string | undefined; type: Signature }[] = [];
  const numbers: string[] = [];
  for (const argument of listOf(member(value, "arguments"))) {
    const content = member(argument, "value");
    const kind = member(argument, "kind");
    if (kind === "LONG") numbers.push(textOf(content));
    else if (kind === "TYPE") args.push({ name: undefined, type: signatureOf(content) });
    else if (kind === "NAMED_TYPE") {
      const name = member(member(content, "fieldName"), "name");
      const type = signatureOf(member(content, "typeSignature"));
      args.push({ name: typeof name === "string" ? name : undefined, type });
    }
  }
  return { name: textOf(member(value, "rawType")), args, numbers };
}

/** A type's name as `typeof` writes it. */
function typeText({ name, args, numbers }: Signature): string {
  if (args.length > 0) {
    const parts = args.map(({ name: field, type }) =>
      field === undefined ? typeText(type) : `${field} ${typeText(type)}`,
    );
    return `${name}(${parts.join(", ")})`;
  }
  // A varchar without a length has the largest one in the protocol.
  if (numbers.length === 0 || (name === "varchar" && numbers[0] === "2147483647")) return name;
  const [word = "", ...rest] = name.split(" ");
  return [`${word}(${numbers.join(",")})`, ...rest].join(" ");
}

/** A value as Athena's result shows it; null for null. */
function shown(value: JsonValue, type: Signature | undefined): string | null {
  if (value === null) return null;
  const inner = (each: JsonValue, index: number) => shown(each, type?.args[index]?.type) ?? "null";
  switch (type?.name) {
    case "array":
      return `[${listOf(value)
        .map((item) => inner(item, 0))
        .join(", ")}]`;
    case "row": {
      const fields = listOf(value).map(
        (field, index) => `${type.args[index]?.name ?? `field${index}`}=${inner(field, index)}`,
      );
      return `{${fields.join(", ")}}`;
    }
    case "map": {
      const entries = isJsonObject(value) ? [...value] : [];
      return `{${entries.map(([key, entry]) => `${key}=${inner(entry, 1)}`).join(", ")}}`;
    }
    case "varbinary":
      return Buffer.from(textOf(value), "base64")
        .toString("hex")
        .replace(/..(?=.)/g, "$& ");
    default:
      return textOf(value);
  }
}
