import type { ColumnType, Columns } from "../../../model/dataset/column-type";
import type { Dataset } from "../../../model/dataset/dataset";
import type { InferredField } from "./inferred-field";

/** Input for the source of a dataset. */
export interface DatasetSourceProps {
  readonly dataset: Dataset;
  /** Name of its constant. */
  readonly constant: string;
  /** Name of the sample file, without its folder. */
  readonly sample: string;
  readonly fields: readonly InferredField[];
}

/** The TypeScript source of a dataset's file, not yet formatted. Notes for the review are comments. */
export function renderDatasetSource(props: DatasetSourceProps): string {
  const { dataset, constant, sample } = props;
  const { name, description, columns, ...paths } = dataset;
  const source = new SourceWriter(props.fields);
  const typeName = `${constant.charAt(0).toUpperCase()}${constant.slice(1)}Event`;
  return `import { column, defineDataset } from "../dataset";
import type { EventOf } from "../dataset";

/** Columns as inferred from ${sample.replaceAll("*/", "")}. */
export const ${constant} = defineDataset({
name: ${JSON.stringify(name)},
description: ${JSON.stringify(description)},
columns: {
${source.columns(columns)}
},
${Object.entries(paths)
  .map(([key, path]) => `${key}: ${JSON.stringify(path)},`)
  .join("\n")}
});

/** An event of ${name} as producers send it. */
export type ${typeName} = EventOf<typeof ${constant}>;
`;
}

class SourceWriter {
  private readonly reviewNotes: ReadonlyMap<string, readonly string[]>;
  private readonly leftOut: readonly InferredField[];

  constructor(fields: readonly InferredField[]) {
    this.reviewNotes = new Map(fields.map(({ path, reviewNotes }) => [path, reviewNotes]));
    this.leftOut = fields.filter(({ type }) => type === null);
  }

  columns(columns: Columns): string {
    const members = Object.entries(columns).map(([name, type]) => this.member(name, name, type));
    return [
      ...members,
      ...this.leftOut.flatMap(({ path, reviewNotes }) =>
        reviewNotes.map((note) => comment(`${JSON.stringify(path)} ${note}`)),
      ),
    ].join("\n");
  }

  private member(name: string, path: string, type: ColumnType): string {
    const comments = (this.reviewNotes.get(path) ?? []).map(comment);
    return [...comments, `${name}: ${this.type(path, type)},`].join("\n");
  }

  private type(path: string, type: ColumnType): string {
    const { examples, from, personal } = type.notes;
    const notes = [
      ...(from === undefined ? [] : [`from: ${JSON.stringify(from)}`]),
      ...(examples === undefined ? [] : [`examples: ${JSON.stringify(examples)}`]),
      ...(personal === true ? ["personal: true"] : []),
    ];
    const parts = [
      ...this.parts(path, type),
      ...(notes.length > 0 ? [`{ ${notes.join(", ")} }`] : []),
    ];
    return `column.${type.kind}(${parts.join(", ")})`;
  }

  private parts(path: string, type: ColumnType): string[] {
    switch (type.kind) {
      case "struct": {
        const members = Object.entries(type.fields).map(([name, field]) =>
          this.member(name, `${path}.${name}`, field),
        );
        return [`{\n${members.join("\n")}\n}`];
      }
      case "array":
        return [this.type(`${path}[]`, type.element)];
      case "map":
        return [this.type("", type.key), this.type(`${path}{}`, type.value)];
      default:
        return [];
    }
  }
}

function comment(note: string): string {
  return `// Review: ${note.replaceAll(/[\r\n\u2028\u2029]/g, " ")}.`;
}
