import type { Operation, ServiceModel, ShapeRef } from "./service-model";

/** Operations at another host than their service, with paths that calls of the service have too. */
const ELSEWHERE = new Set(["ListDirectoryBuckets", "WriteGetObjectResponse"]);

/** What an operation of a REST protocol is found by. */
export interface RestAddress {
  readonly method: string;
  /** With escapes. */
  readonly path: string;
  readonly parameters: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
}

/** An operation with what stands in its path. */
export interface RestMatch {
  readonly operation: Operation;
  /** Texts of the path by the names of their members on the wire. */
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * Finds the operation that a call to a REST service asks for. Several have one path; they differ in parameters and
 * headers that they require.
 *
 * @throws when there is none
 */
export function findRestOperation(model: ServiceModel, address: RestAddress): RestMatch {
  const matches = model.operations.flatMap((operation) => {
    if (operation.deprecated === true || ELSEWHERE.has(operation.name)) return [];
    const labels = labelsOf(operation, address);
    return labels === undefined ? [] : [{ operation, labels }];
  });
  const named = address.parameters.get("x-id");
  const scored = matches.map((match) => {
    const found = namesOf(model, match.operation).filter(({ required }) => required);
    const missing = found.filter(({ ref }) => !isThere(ref, address)).length;
    const { fixed } = template(match.operation);
    return {
      match,
      // Whom the client names; then whoever requires the most of what is there.
      score: [
        match.operation.name === named ? 1 : 0,
        fixed.size,
        -missing,
        found.length,
        -Object.keys(match.labels).length,
      ],
    };
  });
  scored.sort((a, b) => compare(b.score, a.score));
  const [best] = scored;
  if (best === undefined) throw new Error(`No operation is at ${address.method} ${address.path}`);
  return best.match;
}

/** Path and fixed parameters of an operation's address. */
export function template({ http }: Operation): {
  readonly path: string;
  readonly fixed: URLSearchParams;
} {
  const [path = "", query = ""] = http.requestUri.split(/\?(.*)/s);
  return { path, fixed: new URLSearchParams(query) };
}

function labelsOf(
  operation: Operation,
  { method, path, parameters }: RestAddress,
): Readonly<Record<string, string>> | undefined {
  if (operation.http.method !== method) return undefined;
  const { path: form, fixed } = template(operation);
  for (const [name, value] of fixed) {
    if (!parameters.has(name) || (value !== "" && parameters.get(name) !== value)) return undefined;
  }
  const names: string[] = [];
  const pattern = form
    .replace(/\/$/, "")
    .replace(/\{(\w+)(\+?)\}|[.*()$]/g, (part, name, greedy) => {
      if (name === undefined) return `\\${part}`;
      names.push(String(name));
      return greedy === "+" ? "(.+)" : "([^/]+)";
    });
  const found = new RegExp(`^${pattern}/?$`).exec(path);
  if (found === null) return undefined;
  return Object.fromEntries(
    names.map((name, index) => [name, decodeURIComponent(found[index + 1] ?? "")]),
  );
}

function namesOf(model: ServiceModel, operation: Operation) {
  const { members = {}, required = [] } = model.input(operation);
  return Object.entries(members)
    .map(([name, ref]) => ({
      ref: { ...ref, locationName: ref.locationName ?? name },
      required: required.includes(name),
    }))
    .filter(({ ref }) => ref.location === "querystring" || ref.location === "header");
}

function isThere(
  { location, locationName = "" }: ShapeRef,
  { parameters, headers }: RestAddress,
): boolean {
  return location === "querystring"
    ? parameters.has(locationName)
    : headers[locationName.toLowerCase()] !== undefined;
}

function compare(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((each, at) => each !== b[at]);
  return index < 0 ? 0 : (a[index] ?? 0) - (b[index] ?? 0);
}
