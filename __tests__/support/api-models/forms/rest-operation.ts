import type { Operation, ServiceModel, ShapeRef } from "../../../../local/api-models/service-model";

/** Operations with a host of their own, whose paths collide with those of other operations. */
const OTHER_HOST = new Set(["ListDirectoryBuckets", "WriteGetObjectResponse"]);

/** The parts of a request that identify an operation of a REST protocol. */
export interface RestAddress {
  readonly method: string;
  /** Percent-encoded. */
  readonly path: string;
  readonly parameters: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
}

/** An operation with the values of its path labels. */
export interface RestMatch {
  readonly operation: Operation;
  /** By the serialized names of the members. */
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * Finds the operation of a call to a REST service. Operations with the same path differ in the parameters and headers
 * that they require.
 *
 * @throws Error if there is none
 */
export function findRestOperation(model: ServiceModel, address: RestAddress): RestMatch {
  const matches = model.operations.flatMap((operation) => {
    if (operation.deprecated === true || OTHER_HOST.has(operation.name)) return [];
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
      // The operation that the client names; otherwise the one that requires the most of what is present.
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
  if (best === undefined) throw new Error(`No operation matches ${address.method} ${address.path}`);
  return best.match;
}

/** Path and fixed parameters of an operation's URI template. */
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
