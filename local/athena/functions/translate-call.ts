import { QueryError, unsupported } from "../query-error";
import type { Call } from "../sql/syntax-tree";
import type { ExpressionTranslator } from "../translation/expressions/expression-translator";
import type { TypedSql } from "../translation/expressions/typed-sql";
import { AGGREGATES } from "./aggregates/aggregates";
import { translateAggregate } from "./aggregates/translate-aggregate";
import { ARRAY_FUNCTIONS } from "./collections/array-functions";
import { ARRAY_LAMBDA_FUNCTIONS } from "./collections/array-lambda-functions";
import { MAP_BUILDING_FUNCTIONS } from "./collections/map-building-functions";
import { REDUCE_FUNCTIONS } from "./collections/reduce-functions";
import { CONDITIONAL_FUNCTIONS } from "./conditional-functions";
import { overClause } from "./over-clause";
import { existsInAthena } from "./unsupported-functions";
import { FORMAT_FUNCTIONS } from "./strings/format-functions";
import { JSON_FUNCTIONS } from "./json-functions";
import { MAP_FUNCTIONS } from "./collections/map-functions";
import { MATH_FUNCTIONS } from "./math/math-functions";
import { FunctionCall } from "./function-call";
import { SQL_JSON_FUNCTIONS } from "./sql-json-functions";
import type { FunctionRule } from "./signature";
import { BINARY_FUNCTIONS } from "./strings/binary-functions";
import { REGEXP_FUNCTIONS } from "./strings/regexp-functions";
import { STRING_FUNCTIONS } from "./strings/string-functions";
import { TIME_FORMAT_FUNCTIONS } from "./time/time-format-functions";
import { TIME_FUNCTIONS } from "./time/time-functions";
import { URL_FUNCTIONS } from "./strings/url-functions";
import { translateWindowFunction, WINDOW_FUNCTIONS } from "./window-functions";

/** The scalar functions by name. */
export const SCALARS: Readonly<Record<string, FunctionRule>> = {
  ...STRING_FUNCTIONS,
  ...REGEXP_FUNCTIONS,
  ...URL_FUNCTIONS,
  ...FORMAT_FUNCTIONS,
  ...BINARY_FUNCTIONS,
  ...MATH_FUNCTIONS,
  ...TIME_FUNCTIONS,
  ...TIME_FORMAT_FUNCTIONS,
  ...JSON_FUNCTIONS,
  ...SQL_JSON_FUNCTIONS,
  ...CONDITIONAL_FUNCTIONS,
  ...ARRAY_FUNCTIONS,
  ...ARRAY_LAMBDA_FUNCTIONS,
  ...REDUCE_FUNCTIONS,
  ...MAP_FUNCTIONS,
  ...MAP_BUILDING_FUNCTIONS,
};

/** Arguments of a call in Trino. */
const MAX_ARGUMENTS = 127;

/** What has the form of a call, and is none in Trino's grammar or analyzer. */
const SPECIAL_FORMS: ReadonlySet<string> = new Set(["coalesce", "json_object"]);

/** Forms of Trino's parser, which ignores ORDER BY in them. */
const PARSED_FORMS: ReadonlySet<string> = new Set(["coalesce", "format", "if", "nullif", "try"]);

/**
 * Types a function call.
 *
 * @throws QueryError FUNCTION_NOT_FOUND, or NOT_SUPPORTED for a function that only Athena has
 */
export function translateCall(node: Call, expressions: ExpressionTranslator): TypedSql {
  const call = new FunctionCall(node, expressions);
  if (node.args.length > MAX_ARGUMENTS && !SPECIAL_FORMS.has(node.name)) {
    const reason = `Too many arguments for function call ${node.name}()`;
    throw new QueryError("TOO_MANY_ARGUMENTS", reason, node);
  }
  const windowFunction = ruleOf(WINDOW_FUNCTIONS, node.name);
  if (windowFunction !== undefined) return translateWindowFunction(call, windowFunction);
  const aggregate = ruleOf(AGGREGATES, node.name);
  if (aggregate !== undefined) return translateAggregate(call, aggregate);
  const scalar = ruleOf(SCALARS, node.name);
  if (scalar === undefined) {
    checkArguments(call);
    throw unknownFunction(node);
  }
  checkScalar(call);
  return scalar(call);
}

/** Types the arguments, whose errors come before those of the call. @throws QueryError */
function checkArguments({ node, expressions }: FunctionCall): void {
  for (const arg of node.args) if (arg.kind !== "lambda") expressions.translate(arg);
}

/** @throws QueryError for a clause that a scalar function does not have */
function checkScalar(call: FunctionCall): void {
  const { node } = call;
  if (node.star) {
    const reason = `Unexpected parameters () for function ${node.name}`;
    throw new QueryError("FUNCTION_NOT_FOUND", reason, node);
  }
  const isParsed = PARSED_FORMS.has(node.name);
  if (isParsed && (node.filter !== undefined || node.distinct)) {
    const clause = node.distinct ? "DISTINCT" : "FILTER";
    throw new QueryError("SYNTAX_ERROR", `${clause} not valid for '${node.name}' function`, node);
  }
  if (node.orderBy.length > 0 && !isParsed) {
    const reason = "ORDER BY is only valid for aggregation functions";
    throw new QueryError("FUNCTION_NOT_AGGREGATE", reason, node);
  }
  if (node.over !== undefined) {
    checkArguments(call);
    if (node.filter !== undefined) {
      throw new QueryError("NOT_SUPPORTED", "Window function with FILTER is not supported", node);
    }
    overClause(call, node.over);
    const reason = `Function '${node.name}' is neither an aggregate nor a window function`;
    throw new QueryError("FUNCTION_NOT_WINDOW", reason, node);
  }
  if (node.filter !== undefined || node.distinct) {
    const reason = `FILTER and DISTINCT need an aggregate function, which '${node.name}' is not`;
    throw new QueryError("FUNCTION_NOT_AGGREGATE", reason, node);
  }
}

/** A function's rule. Only own properties count: every object inherits `constructor` and others. */
function ruleOf<R>(rules: Readonly<Record<string, R>>, name: string): R | undefined {
  return Object.hasOwn(rules, name) ? rules[name] : undefined;
}

function unknownFunction(node: Call): QueryError {
  return existsInAthena(node.name)
    ? unsupported(`Function '${node.name}'`, node)
    : new QueryError("FUNCTION_NOT_FOUND", `Function '${node.name}' not registered`, node);
}
