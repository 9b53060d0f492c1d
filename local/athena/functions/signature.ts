import { SQL, type Sql } from "../../duckdb/sql";
import type { CallFacts } from "../analysis/call-facts";
import { macroCall } from "../engine/macros/macro-call";
import { coerce, typed, type TypedSql } from "../translation/expressions/typed-sql";
import { canCoerce } from "../types/coercion";
import { sameType, type TrinoType } from "../types/trino-type";
import type { FunctionCall } from "./function-call";

/** Types a call of one of Trino's functions, with a writer of DuckDB's SQL. @throws QueryError for what Trino refuses */
export interface FunctionRule {
  (call: FunctionCall): TypedSql;
  /** Whether each call has a value, or null, for each argument. @default false */
  readonly total?: boolean;
}

/** A function that has a value, or null, for each argument: a call fails only where an argument does. */
export function total(rule: FunctionRule): FunctionRule {
  const declared: FunctionRule = (call) => {
    const value = rule(call);
    return { ...value, facts: { ...value.facts, total: true } };
  };
  return Object.assign(declared, { total: true });
}

/** A function of which the time zone of the value is known. @param zone by the call, which has as many arguments as it needs */
export function withZone(
  rule: FunctionRule,
  zone: (call: FunctionCall) => CallFacts["zone"],
): FunctionRule {
  return (call) => {
    const value = rule(call);
    return { ...value, facts: { ...value.facts, zone: zone(call) } };
  };
}

/** The time zone of a value is that of the last argument. */
export function zoneOfLast({ node }: FunctionCall): number {
  return node.args.length - 1;
}

/** One signature of a function, and the writer of its SQL. */
export interface Signature {
  readonly argTypes: readonly TrinoType[];
  readonly returnType: TrinoType;
  readonly sql: (...args: Sql[]) => Sql;
}

/** Resolves a call to one of several signatures: by exact argument types first, then by coercion. */
export function overloads(...candidates: readonly Signature[]): FunctionRule {
  return (call) => {
    if (call.node.args.some(({ kind }) => kind === "lambda")) throw call.noMatchingSignature();
    const { args } = call;
    const resolved =
      candidates.find((candidate) => takes(candidate, args, sameType)) ??
      candidates.find((candidate) => takes(candidate, args, canCoerce));
    if (resolved === undefined) throw call.noMatchingSignature();
    return typed(resolved.returnType, () => {
      const values = resolved.argTypes.map((type, index) => {
        const arg = args[index];
        return arg === undefined ? SQL`NULL` : coerce(arg, type);
      });
      return resolved.sql(...values);
    });
  };
}

function takes(
  { argTypes }: Signature,
  args: readonly TypedSql[],
  matches: (from: TrinoType, to: TrinoType) => boolean,
): boolean {
  if (argTypes.length !== args.length) return false;
  return argTypes.every((type, index) => {
    const arg = args[index];
    return arg !== undefined && matches(arg.type, type);
  });
}

/** Creates a signature. */
export function signature(
  argTypes: readonly TrinoType[],
  returnType: TrinoType,
  sql: (...args: Sql[]) => Sql,
): Signature {
  return { argTypes, returnType, sql };
}

/** SQL of a signature that is a plain call of a DuckDB function or macro. */
export function callTo(name: Sql): (...args: Sql[]) => Sql {
  return (...args) => macroCall(name, ...args);
}
