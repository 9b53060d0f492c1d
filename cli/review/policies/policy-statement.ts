import { isRecord } from "../../../errors/is-record";
import type { Values } from "../../terraform/plan/terraform-plan";
import { repeatsKey } from "./repeated-keys";

/** A policy statement, each element as a sorted list of strings. */
export interface PolicyStatement {
  readonly sid: string;
  readonly effect: "Allow" | "Deny";
  /** `AWS:arn…`, `Service:firehose.amazonaws.com`, or `*`; empty in an identity-based policy. */
  readonly principals: readonly string[];
  /** Those of NotAction with a leading `!`. */
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Its conditions, of which all must hold. */
  readonly tests: readonly ConditionTest[];
}

/** One condition: all of them must hold, and of its values one. */
export interface ConditionTest {
  /** For example `StringEquals`. */
  readonly test: string;
  /** In lower case, as AWS compares it, for example `aws:sourceaccount`. */
  readonly key: string;
  /** The key as the policy spells it, to show it. */
  readonly spelling: string;
  readonly values: readonly string[];
}

/**
 * Statements of a JSON policy document; undefined for anything else. A document that repeats a key is none: which of its
 * values counts is the parser's choice.
 */
export function parsePolicyJson(text: unknown): PolicyStatement[] | undefined {
  if (typeof text !== "string" || text === "") return undefined;
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (repeatsKey(text)) return undefined;
  if (!isRecord(document) || document.Statement === undefined) return undefined;
  return list(document.Statement).filter(isRecord).map(ofJson);
}

/** Statements of an `aws_iam_policy_document`, as far as they are known before apply. */
export function statementsFromBlocks({ statement }: Values): PolicyStatement[] {
  return list(statement).filter(isRecord).map(ofBlock);
}

/** A statement as one line. */
export function statementText(statement: PolicyStatement): string {
  const { sid, effect, principals, actions, resources } = statement;
  const conditions = conditionTexts(statement);
  const who = principals.length === 0 ? "" : ` to ${principals.join(", ")}`;
  const on = resources.length === 0 ? "" : ` on ${resources.join(", ")}`;
  const when = conditions.length === 0 ? "" : ` if ${conditions.join(" and ")}`;
  return `${effect} ${actions.join(", ")}${who}${on}${when}${sid === "" ? "" : ` (${sid})`}`;
}

/** `StringEquals aws:SourceAccount = 123456789012` and the like, sorted. */
export function conditionTexts({ tests }: PolicyStatement): string[] {
  return sorted(
    tests.map(
      ({ test, spelling, values }) => `${test} ${spelling} = ${sorted(values).join(" or ")}`,
    ),
  );
}

function ofJson(statement: Values): PolicyStatement {
  return {
    sid: text(statement.Sid),
    effect: statement.Effect === "Deny" ? "Deny" : "Allow",
    principals: sorted([
      ...principalsOf(statement.Principal),
      ...principalsOf(statement.NotPrincipal).map((each) => `!${each}`),
    ]),
    actions: sorted([
      ...texts(statement.Action),
      ...texts(statement.NotAction).map((each) => `!${each}`),
    ]),
    resources: sorted([
      ...texts(statement.Resource),
      ...texts(statement.NotResource).map((each) => `!${each}`),
    ]),
    tests: Object.entries(isRecord(statement.Condition) ? statement.Condition : {}).flatMap(
      ([test, by]) =>
        Object.entries(isRecord(by) ? by : {}).map(([key, values]) => ({
          test,
          key: key.toLowerCase(),
          spelling: key,
          values: texts(values),
        })),
    ),
  };
}

function ofBlock(statement: Values): PolicyStatement {
  const principals = (name: string) =>
    list(statement[name])
      .filter(isRecord)
      .flatMap(({ type, identifiers }) =>
        type === "*" ? ["*"] : texts(identifiers).map((each) => `${text(type)}:${each}`),
      );
  return {
    sid: text(statement.sid),
    effect: statement.effect === "Deny" ? "Deny" : "Allow",
    principals: sorted([
      ...principals("principals"),
      ...principals("not_principals").map((each) => `!${each}`),
    ]),
    actions: sorted([
      ...texts(statement.actions),
      ...texts(statement.not_actions).map((each) => `!${each}`),
    ]),
    resources: sorted([
      ...texts(statement.resources),
      ...texts(statement.not_resources).map((each) => `!${each}`),
    ]),
    tests: list(statement.condition)
      .filter(isRecord)
      .map(({ test, variable, values }) => ({
        test: text(test),
        key: text(variable).toLowerCase(),
        spelling: text(variable),
        values: texts(values),
      })),
  };
}

function principalsOf(principal: unknown): string[] {
  if (principal === "*") return ["*"];
  return Object.entries(isRecord(principal) ? principal : {}).flatMap(([type, who]) =>
    texts(who).map((each) => `${type}:${each}`),
  );
}

function list(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function texts(value: unknown): string[] {
  return list(value).map((each) => (each === null ? "(known after apply)" : text(each)));
}

function text(value: unknown): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : "";
}

function sorted(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
