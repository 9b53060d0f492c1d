import { EMPTY, SQL } from "../../../duckdb/sql";
import { macroCall } from "../../engine/macros/macro-call";
import { coerce, typed } from "../../translation/expressions/typed-sql";
import { canCoerce, commonType } from "../../types/coercion";
import { BIGINT, DATE, type TrinoType } from "../../types/trino-type";
import type { FunctionCall } from "../function-call";
import type { FunctionRule } from "../signature";

/** A sequence of dates by days, or by an interval of whole days or of months. */
const dateSequence: FunctionRule = (call) => {
  const [from, to] = [call.argAs(0, DATE), call.argAs(1, DATE)];
  const type: TrinoType = { kind: "array", element: DATE };
  const step = call.node.args.length === 3 ? call.arg(2) : undefined;
  if (step?.type.kind === "interval year to month") {
    return typed(type, () =>
      macroCall(SQL`trino_month_sequence`, from.sql(), to.sql(), step.sql()),
    );
  }
  if (step !== undefined && step.type.kind !== "interval day to second") {
    throw call.noMatchingSignature();
  }
  return typed(type, () => {
    const [first, last] = [from, to].map(({ sql }) => macroCall(SQL`trino_epoch_day`, sql()));
    const days =
      step === undefined
        ? SQL`CASE WHEN ${from.sql()} <= ${to.sql()} THEN 1 ELSE -1 END`
        : macroCall(SQL`trino_interval_days`, step.sql());
    const list = macroCall(SQL`trino_sequence`, first ?? EMPTY, last ?? EMPTY, days);
    return SQL`trino_date_list(${list})`;
  });
};

/** A sequence of timestamps by an interval; the last one may be before the end. */
const timestampSequence = (call: FunctionCall, element: TrinoType) => {
  call.requireArity(3);
  const step = call.arg(2);
  const isMonths = step.type.kind === "interval year to month";
  if (!isMonths && step.type.kind !== "interval day to second") throw call.noMatchingSignature();
  const [from, to] = [call.argAs(0, element), call.argAs(1, element)];
  return typed({ kind: "array", element }, () =>
    macroCall(
      isMonths ? SQL`trino_month_timestamps` : SQL`trino_timestamps`,
      from.sql(),
      to.sql(),
      step.sql(),
    ),
  );
};

/** `sequence(from, to, step)` of integers, dates or timestamps. */
export const sequence: FunctionRule = (call) => {
  call.requireArity(2, 3);
  const [from, to] = [call.arg(0), call.arg(1)];
  if (from.type.kind === "date" && to.type.kind === "date") return dateSequence(call);
  const moment = commonType(from.type, to.type);
  if (moment?.kind === "timestamp") return timestampSequence(call, moment);
  if (!canCoerce(from.type, BIGINT) || !canCoerce(to.type, BIGINT)) {
    throw call.noMatchingSignature();
  }
  const step = call.optionalArgAs(2, BIGINT);
  return typed({ kind: "array", element: BIGINT }, () => {
    const [a, b] = [coerce(from, BIGINT), coerce(to, BIGINT)];
    const by = step?.sql() ?? SQL`CASE WHEN ${a} <= ${b} THEN 1 ELSE -1 END`;
    return macroCall(SQL`trino_sequence`, a, b, by);
  });
};
