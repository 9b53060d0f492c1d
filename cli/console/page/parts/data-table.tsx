import type { ComponentChildren } from "preact";

/** A column of a table. */
export interface Column {
  readonly name: string;
  /** Shown below the name. */
  readonly type?: string;
  readonly isNumber?: boolean;
}

/** A table that scrolls by itself, also with the keyboard. */
export function DataTable({
  label,
  columns,
  rows,
}: {
  label: string;
  columns: readonly Column[];
  rows: readonly (readonly ComponentChildren[])[];
}) {
  return (
    <div class="table" role="region" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {columns.map(({ name, type, isNumber }, index) => (
              <th key={index} scope="col" class={isNumber === true ? "number" : ""}>
                {name}
                {type === undefined ? null : <span class="type">{type}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, place) => (
                <td key={place} class={columns[place]?.isNumber === true ? "number" : ""}>
                  {cell === null ? <span class="null">NULL</span> : cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
