import { useState } from "preact/hooks";
import type { ResultOf } from "../../../api/calls";
import { isNumericType } from "../../../../query/formats/numeric-type";
import { number } from "../../parts/format";
import { Empty } from "../../parts/notice";
import { barLengths } from "./bar-lengths";

type Result = NonNullable<ResultOf<"query">["result"]>;

/** Rows that have a bar. */
const SHOWN = 40;

/** A bar for each row: a column of names, and one of numbers. */
export function ResultChart({ columns, rows }: Pick<Result, "columns" | "rows">) {
  const numeric = columns.flatMap(({ type }, index) => (isNumericType(type) ? [index] : []));
  const firstText = columns.findIndex(({ type }) => !isNumericType(type));
  const [names, setNames] = useState(Math.max(0, firstText));
  const [values, setValues] = useState(numeric.at(-1) ?? 0);
  if (rows.length === 0) return <Empty title="No rows.">There is nothing to draw.</Empty>;
  if (numeric.length === 0) {
    return (
      <Empty title="No column of numbers.">
        A chart needs one: select a count or a sum, for example <code>count(*)</code>.
      </Empty>
    );
  }
  const shown = rows.slice(0, SHOWN).map((row) => ({
    name: row[names] ?? "NULL",
    value: Number(row[values] ?? 0),
  }));
  const lengths = barLengths(shown.map(({ value }) => value));
  const select = (
    label: string,
    choices: readonly number[],
    value: number,
    choose: (index: number) => void,
  ) => (
    <label class="field inline">
      <span>{label}</span>
      <select value={value} onChange={(event) => choose(Number(event.currentTarget.value))}>
        {choices.map((index) => (
          <option key={index} value={index}>
            {columns[index]?.name}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <div class="result-chart">
      <div class="tools">
        {select("Names", [...columns.keys()], names, setNames)}
        {select("Values", numeric, values, setValues)}
      </div>
      <ol
        class="bars"
        aria-label={`${columns[values]?.name ?? ""} by ${columns[names]?.name ?? ""}`}
      >
        {shown.map(({ name, value }, index) => (
          <li key={index}>
            <span class="name">{name}</span>
            <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
              <rect
                class={value < 0 ? "bar negative" : "bar"}
                width={lengths[index] ?? 0}
                height="10"
              />
            </svg>
            <span class="value">{number(value)}</span>
          </li>
        ))}
      </ol>
      {rows.length > SHOWN ? <p class="muted">The first {SHOWN} rows.</p> : null}
    </div>
  );
}
