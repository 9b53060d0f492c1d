import { isRecord } from "../../../errors/is-record";
/** The elements that a statement includes, or, as with `NotAction`, excludes. */
export interface ElementList {
  readonly excluded: boolean;
  readonly values: readonly string[];
}

/** A condition of a statement: one operator and one key. */
export interface Condition {
  /** As written, for example `ForAnyValue:StringLikeIfExists`. */
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** Principals by type (`AWS`, `Service`, `Federated`, `CanonicalUser`); `*` is listed under `AWS`. */
export interface PrincipalList {
  readonly excluded: boolean;
  readonly byType: Readonly<Record<string, readonly string[]>>;
}

/** A statement in normal form. */
export interface Statement {
  readonly sid: string | undefined;
  readonly effect: "Allow" | "Deny";
  /** Undefined in identity-based policies. */
  readonly principals: PrincipalList | undefined;
  readonly actions: ElementList;
  /** Undefined in trust policies. */
  readonly resources: ElementList | undefined;
  readonly conditions: readonly Condition[];
}

/** A parsed policy. */
export interface PolicyDocument {
  /** Whether `${…}` is a variable, which requires version 2012-10-17. */
  readonly hasVariables: boolean;
  readonly statements: readonly Statement[];
}

type Json = Readonly<Record<string, unknown>>;

/**
 * Parses a policy.
 *
 * @throws Error that names the problem; IAM would have rejected such a policy
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function parsePolicy(text: string): PolicyDocument {
  const policy: unknown = JSON.parse(text);
  if (!isRecord(policy)) throw new Error("A policy must be a JSON object.");
  const statements = Array.isArray(policy.Statement) ? policy.Statement : [policy.Statement];
  return {
    hasVariables: policy.Version === "2012-10-17",
    statements: statements.map(parseStatement),
  };
}

function parseStatement(statement: unknown): Statement {
  if (!isRecord(statement)) throw new Error("A policy statement must be a JSON object.");
  const { Effect: effect, Sid: sid } = statement;
  if (effect !== "Allow" && effect !== "Deny") {
    throw new Error(`A policy statement's Effect must be Allow or Deny, not ${String(effect)}.`);
  }
  const actions = elements(statement, "Action");
  if (actions === undefined) throw new Error("A policy statement must have an Action.");
  return {
    sid: typeof sid === "string" ? sid : undefined,
    effect,
    principals: principals(statement.Principal, false) ?? principals(statement.NotPrincipal, true),
    actions,
    resources: elements(statement, "Resource"),
    conditions: conditions(statement.Condition),
  };
}

function elements(statement: Json, name: string): ElementList | undefined {
  const named = statement[name];
  if (named !== undefined) return { excluded: false, values: texts(named, name) };
  const excluded = statement[`Not${name}`];
  if (excluded !== undefined) return { excluded: true, values: texts(excluded, `Not${name}`) };
  return undefined;
}

function principals(element: unknown, excluded: boolean): PrincipalList | undefined {
  if (element === undefined) return undefined;
  if (!isRecord(element)) return { excluded, byType: { AWS: texts(element, "Principal") } };
  const byType = Object.entries(element).map(([type, ids]) => [type, texts(ids, type)] as const);
  return { excluded, byType: Object.fromEntries(byType) };
}

function conditions(element: unknown): Condition[] {
  if (element === undefined) return [];
  if (!isRecord(element)) throw new Error("A policy statement's Condition must be a JSON object.");
  return Object.entries(element).flatMap(([operator, keys]) => {
    if (!isRecord(keys)) throw new Error(`The condition ${operator} must be a JSON object.`);
    return Object.entries(keys).map(([key, values]) => ({
      operator,
      key,
      values: texts(values, key),
    }));
  });
}

/** Numbers and booleans may be unquoted, and a single value needs no brackets. */
function texts(value: unknown, name: string): string[] {
  return (Array.isArray(value) ? value : [value]).map((item: unknown) => {
    if (typeof item === "string" || typeof item === "number" || typeof item === "boolean") {
      return String(item);
    }
    throw new Error(`${name} must be a string or a list of strings.`);
  });
}
