import { unsupportedInPattern } from "./pattern-error";
import { canBeEmpty, groupsOf, fixedWidth } from "./pattern-shape";
import type { Pattern, PatternNode } from "./pattern-tree";

/** A pattern in JavaScript, and its groups there: those of Java by number. */
export interface WrittenPattern {
  readonly source: string;
  /** The index in JavaScript of each group, from 1; the 0th is the whole match. */
  readonly groupIndexes: readonly number[];
}

/**
 * Writes a pattern in JavaScript.
 *
 * @throws Error NOT_SUPPORTED for a construct that JavaScript answers otherwise
 */
export function writePattern({ root }: Pattern): WrittenPattern {
  const writer = new PatternWriter();
  const source = writer.write(root);
  return { source, groupIndexes: writer.groupIndexes };
}

class PatternWriter {
  readonly groupIndexes: number[] = [0];
  /** Groups that have certainly matched where the writer is: others are empty in JavaScript, and fail in Java. */
  private readonly certain = new Set<number>();
  private lastIndex = 0;

  write(node: PatternNode): string {
    switch (node.kind) {
      case "character":
      case "anchor":
        return node.source;
      case "sequence":
        return node.items.map((item) => this.atom(item)).join("");
      case "alternatives":
        return `(?:${this.branches(node.branches)})`;
      case "repeat":
        return this.repeat(node);
      case "capture": {
        this.lastIndex += 1;
        this.groupIndexes[node.group] = this.lastIndex;
        const body = this.write(node.body);
        this.certain.add(node.group);
        return `(${body})`;
      }
      case "atomic":
        return this.atomic(() => this.write(node.body));
      case "look":
        return this.look(node);
      case "backreference":
        if (!this.certain.has(node.group)) {
          throw unsupportedInPattern("A backreference to a group that may not have matched");
        }
        return `(?:\\${this.groupIndexes[node.group] ?? 0})`;
    }
  }

  private atom(node: PatternNode): string {
    const source = this.write(node);
    return node.kind === "sequence" ? `(?:${source})` : source;
  }

  /** Of several branches, any may be the one that has not matched. */
  private branches(branches: readonly PatternNode[]): string {
    const sources = branches.map((branch) => {
      const source = this.write(branch);
      this.forgetGroupsOf(branch);
      return source;
    });
    return sources.join("|");
  }

  private forgetGroupsOf(node: PatternNode): void {
    for (const group of groupsOf(node)) this.certain.delete(group);
  }

  private repeat({ body, min, max, mode }: Extract<PatternNode, { kind: "repeat" }>): string {
    const many = max === undefined || max > 1;
    if (body.kind === "anchor" || (many && canBeEmpty(body))) {
      // An empty turn ends Joni's loop, and is taken back in JavaScript.
      throw unsupportedInPattern("A quantifier of what may match nothing");
    }
    const write = () => {
      const source = `(?:${this.write(body)})`;
      // JavaScript forgets the groups of the turn before.
      if (many && groupsOf(body).some((group) => !this.certain.has(group))) {
        throw unsupportedInPattern("A repeated group of which only some turns match");
      }
      if (min === 0) this.forgetGroupsOf(body);
      // JavaScript would take back an empty turn, and Joni does not.
      if (min === 0 && max === 1) return mode === "lazy" ? `(?:|${source})` : `(?:${source}|)`;
      const limits = `{${min},${max ?? ""}}`;
      return `${source}${limits}${mode === "lazy" ? "?" : ""}`;
    };
    return mode === "possessive" ? this.atomic(write) : write();
  }

  /** JavaScript has no atomic groups, but does not go back into a lookahead. */
  private atomic(write: () => string): string {
    this.lastIndex += 1;
    const index = this.lastIndex;
    return `(?:(?=(${write()}))\\${index}(?:))`;
  }

  private look({ behind, negative, body }: Extract<PatternNode, { kind: "look" }>): string {
    const captures = groupsOf(body).length > 0;
    if (captures && (negative || behind)) {
      throw unsupportedInPattern("A group in a lookbehind or a negative lookahead");
    }
    if (behind) requireFixedWidth(body);
    const source = this.write(body);
    return `(?${behind ? "<" : ""}${negative ? "!" : "="}${source})`;
  }
}

function requireFixedWidth(body: PatternNode): void {
  const branches = body.kind === "alternatives" ? body.branches : [body];
  for (const branch of branches) fixedWidth(branch);
}
