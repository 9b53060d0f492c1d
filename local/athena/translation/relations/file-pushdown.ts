import { join, SQL, type Sql } from "../../../duckdb/sql";
import { Scope } from "../../analysis/scope";
import type { Expression } from "../../sql/syntax-tree";
import type { Field, PartitionSource } from "../field";
import type { TranslationState } from "../translation-state";
import { boundColumn, type FileCondition } from "./file-condition";
import type { TableScan } from "./table-scan";
import { notPrunable, tryConstant, tryTranslate } from "./try-translate";

interface ScanCondition extends FileCondition {
  readonly scan: TableScan;
}

/** Functions that keep the order of their last argument. */
const ORDER_KEEPING = ["date", "date_trunc", "year"];

/**
 * Adds what a conjunct says of the bounds of a file's columns to the table's scan. The whole condition is still applied
 * to the rows.
 */
export function pushFileCondition(
  conjunct: Expression,
  fields: readonly Field[],
  state: TranslationState,
): void {
  const condition = new FilePushdown(fields, state).condition(conjunct);
  condition?.scan.fileConditions.push(condition);
}

class FilePushdown {
  private readonly scope: Scope<Field>;

  constructor(
    private readonly fields: readonly Field[],
    private readonly state: TranslationState,
  ) {
    this.scope = new Scope<Field>(fields);
  }

  /** What a condition says of a file; undefined if it says nothing. */
  condition(node: Expression): ScanCondition | undefined {
    switch (node.kind) {
      case "and":
        return both(this.condition(node.left), this.condition(node.right));
      case "or":
        return either(this.condition(node.left), this.condition(node.right));
      case "comparison":
        return this.comparison(node);
      case "between":
        return both(
          this.bound(node, node.value, ">=", node.low),
          this.bound(node, node.value, "<=", node.high),
        );
      case "inList":
        return node.items.map((item) => this.equal(node, node.value, item)).reduce(either);
      case "isNull":
        return this.presence(node.value, "nulls");
      case "not":
        return node.value.kind === "isNull" ? this.presence(node.value.value, "values") : undefined;
      default:
        return undefined;
    }
  }

  private comparison(node: Extract<Expression, { kind: "comparison" }>) {
    const { operator, left, right } = node;
    const mirrored = { "<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=" } as const;
    if (operator === "<>" || !(operator in mirrored)) return undefined;
    // The keys of the record are these operators.
    const known = operator as keyof typeof mirrored;
    const [value, other, order] = this.isConstant(right)
      ? [left, right, known]
      : [right, left, mirrored[known]];
    return order === "=" ? this.equal(node, value, other) : this.bound(node, value, order, other);
  }

  private equal(node: Expression, value: Expression, constant: Expression) {
    return both(this.bound(node, value, "<=", constant), this.bound(node, value, ">=", constant));
  }

  /** A comparison of the bound that meets it if any value does. */
  private bound(
    { line, column }: Expression,
    value: Expression,
    operator: "<" | "<=" | ">" | ">=",
    constant: Expression,
  ): ScanCondition | undefined {
    const of = this.columnOf(ordered(value));
    if (of === undefined || !this.isConstant(constant)) return undefined;
    const { scan, column: name } = of;
    const kind = operator.startsWith("<") ? "lower" : "upper";
    const compared = tryTranslate(
      { kind: "comparison", operator, left: value, right: constant, line, column },
      this.fields.map((field): Field => ({
        ...field,
        sql: () => boundColumn(name, kind),
        use: field.partition === of ? noUse : notPrunable,
      })),
      this.state,
    );
    if (compared === undefined) return undefined;
    const sql = () => SQL`(${boundColumn(name, "values")} AND coalesce(${compared.sql()}, TRUE))`;
    return { scan, columns: new Set([name]), sql };
  }

  private presence(value: Expression, kind: "nulls" | "values"): ScanCondition | undefined {
    const of = this.columnOf(value);
    if (of === undefined) return undefined;
    const { scan, column } = of;
    return { scan, columns: new Set([column]), sql: () => boundColumn(column, kind) };
  }

  /** The column of an Iceberg table that an expression is. */
  private columnOf(node: Expression): PartitionSource | undefined {
    const found = this.scope.resolveNode(node);
    if (found?.isWhole !== true) return undefined;
    const { partition } = found.field;
    return partition?.scan.table.iceberg === undefined ? undefined : partition;
  }

  private isConstant(node: Expression): boolean {
    return tryConstant(node, this.state) !== undefined;
  }
}

/** The expression of whose order that of the value is. */
function ordered(value: Expression): Expression {
  const [last] = value.kind === "call" ? value.args.slice(-1) : [];
  if (value.kind === "call" && last !== undefined && ORDER_KEEPING.includes(value.name)) {
    return ordered(last);
  }
  return value.kind === "cast" && value.type.name === "date" ? ordered(value.value) : value;
}

function both(left?: ScanCondition, right?: ScanCondition): ScanCondition | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  // A condition on another table's files says nothing more of these.
  return left.scan === right.scan ? combined(left, right, SQL` AND `) : left;
}

function either(left?: ScanCondition, right?: ScanCondition): ScanCondition | undefined {
  if (left === undefined || right === undefined || left.scan !== right.scan) return undefined;
  return combined(left, right, SQL` OR `);
}

function combined(left: ScanCondition, right: ScanCondition, operator: Sql): ScanCondition {
  return {
    scan: left.scan,
    columns: new Set([...left.columns, ...right.columns]),
    sql: () => SQL`(${join([left.sql(), right.sql()], operator)})`,
  };
}

function noUse(): void {
  // What the bounds are compared with is no value of a row.
}
