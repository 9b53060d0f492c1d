import { ownValue } from "../../../../../formats/own-value";
import { literal, SQL } from "../../../../duckdb/sql";
import { QueryError, unsupported } from "../../../query-error";
import type { ExpressionOf } from "../../../sql/syntax-tree";
import { typed, type TypedSql } from "../typed-sql";

/** Seconds of each unit that has a fixed number. */
const SECONDS: Readonly<Record<string, number>> = { day: 86400, hour: 3600, minute: 60, second: 1 };

/** `INTERVAL '1' DAY`. @throws QueryError INVALID_LITERAL, NOT_SUPPORTED */
export function intervalLiteral(node: ExpressionOf<"interval">): TypedSql {
  if (node.to !== undefined) throw unsupported("INTERVAL … TO …", node);
  const value = /^([+-]?)(\d+)(?:\.(\d{1,3}))?$/.exec(node.text);
  if (value === null || (value[3] !== undefined && node.from !== "second")) {
    throw new QueryError("INVALID_LITERAL", `'${node.text}' is not a valid INTERVAL literal`, node);
  }
  const sign = (value[1] === "-") === node.negative ? 1 : -1;
  const count = Number(value[2]);
  const seconds = ownValue(SECONDS, node.from);
  if (seconds === undefined) {
    const months = node.from === "year" ? count * 12 : count;
    return typed(
      { kind: "interval year to month" },
      () => SQL`to_months(${literal(sign * months)})`,
    );
  }
  const milliseconds = count * seconds * 1000 + Number((value[3] ?? "").padEnd(3, "0"));
  return typed(
    { kind: "interval day to second" },
    () => SQL`to_milliseconds(${literal(sign * milliseconds)})`,
    { literal: BigInt(sign * milliseconds) },
  );
}
