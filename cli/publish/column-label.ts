import type { ColumnType, Columns } from "../../model/dataset/column-type";
import { jsonKeyOf } from "../../model/dataset/json-keys";

/** A column in messages, with the key that it is read from where that is another word: `unit_price (from "Unit Price")`. */
export function columnLabel(name: string, type: ColumnType): string {
  const key = jsonKeyOf(name, type);
  return key.toLowerCase() === name.toLowerCase() ? name : `${name} (from ${JSON.stringify(key)})`;
}

/** Names the columns in texts about events. */
export class ColumnLabels {
  private readonly mapped: readonly { readonly name: string; readonly key: string }[];

  constructor(private readonly columns: Columns) {
    this.mapped = Object.entries(columns)
      .map(([name, type]) => ({ name, key: jsonKeyOf(name, type) }))
      .filter(({ name, key }) => key.toLowerCase() !== name.toLowerCase());
  }

  /** A path in an event, which begins with a key, with the column of that key. */
  ofPath(path: string): string {
    const found = this.mapped.find(
      ({ key }) =>
        path.slice(0, key.length).toLowerCase() === key.toLowerCase() &&
        /^(?:$|[.[])/.test(path.slice(key.length)),
    );
    if (found === undefined) return path;
    const { name, key } = found;
    return `${name}${path.slice(key.length)} (from ${JSON.stringify(path.slice(0, key.length))})`;
  }

  /** An error of Firehose, which knows the column only, with the key. */
  inReason(reason: string): string {
    return reason.replace(/\bColumn ([a-z0-9_]+)(?=[.:[ ])/, (text, name: string) => {
      const type = this.columns[name];
      return type === undefined ? text : `Column ${columnLabel(name, type)}`;
    });
  }

  /** The key that the column of a name is read from; undefined if it is the name. */
  keyOf(name: string): string | undefined {
    return this.mapped.find((each) => each.name === name.toLowerCase())?.key;
  }
}
