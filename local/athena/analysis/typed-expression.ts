import type { Expression } from "../sql/syntax-tree";
import type { TrinoType } from "../types/trino-type";
import type { CallFacts } from "./call-facts";
import type { Literal } from "./literal";
import { canFail } from "./failure";

/** What a name refers to. */
export interface Reference {
  /** The column; undefined for a parameter of a lambda. */
  readonly column: symbol | undefined;
  /** The name, in lower case, and those of the fields of a row after it. */
  readonly path: readonly string[];
  /** The expression of the select list that the name is an alias of. */
  readonly aliasOf?: TypedExpression | undefined;
}

/** What the analysis found out about an expression. */
export interface Analyzed {
  readonly node: Expression;
  readonly type: TrinoType;
  /** For a literal. */
  readonly literal?: Literal | undefined;
  /** The expressions in it, without those of subqueries; the child of a lambda is its body. */
  readonly children: readonly TypedExpression[];
  readonly facts?: CallFacts | undefined;
  /** For the name of a column or a parameter, with or without fields of a row. */
  readonly reference?: Reference | undefined;
}

/** What DuckDB plans as the call of a function. */
const NESTED: readonly Expression["kind"][] = ["arithmetic", "call", "negate"];

const NO_FACTS: CallFacts = {};

/** An expression with its type: a node of the tree that the analysis makes of a syntax tree. */
export class TypedExpression {
  readonly node: Expression;
  readonly type: TrinoType;
  readonly literal: Literal | undefined;
  readonly children: readonly TypedExpression[];
  readonly facts: CallFacts;
  readonly reference: Reference | undefined;
  private knownVolatile?: boolean;
  private knownCanFail?: boolean;
  private knownHasSubquery?: boolean;
  private knownConstantDepth?: number;

  constructor({ node, type, literal, children, facts = NO_FACTS, reference }: Analyzed) {
    this.node = node;
    this.type = type;
    this.literal = literal;
    this.children = children;
    this.facts = facts;
    this.reference = reference;
  }

  /** Whether it may have another value each time that it is evaluated. Subqueries are not looked into. */
  get volatile(): boolean {
    this.knownVolatile ??=
      this.facts.volatile === true || this.children.some(({ volatile }) => volatile);
    return this.knownVolatile;
  }

  /** Whether it is a subquery, or contains one. */
  get hasSubquery(): boolean {
    this.knownHasSubquery ??=
      "query" in this.node || this.children.some(({ hasSubquery }) => hasSubquery);
    return this.knownHasSubquery;
  }

  /**
   * How deep operators and calls are nested in it, if it is made of literals only; -1 for others. What has the value of a
   * literal has none.
   */
  get constantDepth(): number {
    this.knownConstantDepth ??= this.depthOfConstants();
    return this.knownConstantDepth;
  }

  private depthOfConstants(): number {
    const { node, children } = this;
    if (this.literal !== undefined) return 0;
    const isVariable = this.reference !== undefined || "query" in node || node.kind === "lambda";
    if (isVariable || this.facts.volatile === true) return -1;
    let deepest = 0;
    for (const { constantDepth } of children) {
      if (constantDepth < 0) return -1;
      deepest = Math.max(deepest, constantDepth);
    }
    return NESTED.includes(node.kind) ? deepest + 1 : deepest;
  }

  /** Whether it can fail for a row. */
  get canFail(): boolean {
    this.knownCanFail ??= canFail(this, (child: TypedExpression) => child.canFail);
    return this.knownCanFail;
  }
}
