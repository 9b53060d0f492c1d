/** A metric of a resource with one dimension. */
export interface Metric {
  readonly namespace: string;
  readonly dimension: string;
  readonly value: string;
  readonly name: string;
}

type Matcher = (metric: Metric) => boolean;

/**
 * Whether a search expression of CloudWatch finds a metric, as the documentation says: designators, exact matches in quotes,
 * words as tokens, `AND`, `OR` and parentheses. Whatever else the syntax has is rejected.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html
 */
export function finds(expression: string, metric: Metric): boolean {
  const search = /^SEARCH\('\{([^,}]+),([^}]+)\} (.+)', '(?:Sum|Maximum)', \d+\)$/.exec(expression);
  if (search === null) throw new Error(`Not a search expression: ${expression}`);
  const [, namespace, dimensions, terms = ""] = search;
  const isOfSchema = namespace === metric.namespace && dimensions === metric.dimension;
  return isOfSchema && new SearchTerms(terms).parse()(metric);
}

/** Every search expression in a text. */
export function searchesIn(text: string): string[] {
  return text.match(/SEARCH\('[^']*', '\w+', \d+\)/g) ?? [];
}

/** Parses the terms of a search expression by recursive descent. */
class SearchTerms {
  private readonly words: string[];

  constructor(private readonly terms: string) {
    this.words = terms.match(/[()]|\w+=(?:"[^"]*"|\w+)|\w+/g) ?? [];
    const read = this.words.join("").length;
    if (read !== terms.replaceAll(/ (?=(?:[^"]*"[^"]*")*[^"]*$)/g, "").length) {
      throw new Error(`Not understood: ${terms}`);
    }
  }

  parse(): Matcher {
    const matcher = this.anyOf();
    if (this.words.length > 0) throw new Error(`Not understood: ${this.words.join(" ")}`);
    return matcher;
  }

  private anyOf(): Matcher {
    const matchers = [this.allOf()];
    while (this.words[0] === "OR") {
      this.words.shift();
      matchers.push(this.allOf());
    }
    return (metric) => matchers.some((matches) => matches(metric));
  }

  private allOf(): Matcher {
    const matchers = [this.term()];
    while (this.words.length > 0 && this.words[0] !== "OR" && this.words[0] !== ")") {
      if (this.words[0] === "AND") this.words.shift();
      matchers.push(this.term());
    }
    return (metric) => matchers.every((matches) => matches(metric));
  }

  private term(): Matcher {
    const word = this.words.shift() ?? "";
    if (word === "(") {
      const matcher = this.anyOf();
      if (this.words.shift() !== ")") throw new Error(`Not closed: ${this.terms}`);
      return matcher;
    }
    const [, designator = "", value = ""] = /^(\w+)=(.+)$/.exec(word) ?? [];
    if (value === "") throw new Error(`Not understood: ${word} in ${this.terms}`);
    const exact = /^"(.*)"$/.exec(value)?.[1];
    return (metric) => {
      const found = designator === "MetricName" ? metric.name : metric.value;
      if (designator !== "MetricName" && designator !== metric.dimension) return false;
      return exact === undefined ? tokens(found).includes(value.toLowerCase()) : found === exact;
    };
  }
}

/** The words of a text, by its capitals, digits and other characters, and the text as one word. */
function tokens(text: string): string[] {
  const words = text.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? [];
  return [words.join(""), ...words].map((token) => token.toLowerCase());
}
