/**
 * GitHub's limit for a comment, in characters: a longer one is rejected with "Body is too long (maximum is 65536 characters)".
 *
 * @see https://docs.github.com/en/rest/issues/comments#create-an-issue-comment
 */
export const COMMENT_LIMIT = 65_536;
/** Characters reserved for what a workflow puts around the report. */
const RESERVED = 1_024;
/** Rows of the lists of a section, from most to fewest. */
const ROW_LIMITS = [200, 100, 50, 20, 10, 5, 2, 1];

const SHORTENED =
  "This report is shortened to fit into a comment. `lake review --json` prints all of it.";

/** A section of a report. */
export interface ReportSection {
  /** How long it may be compared with the others when not all fit: that of the verdict is longer than that of details. */
  readonly weight: number;
  /** Its paragraphs; none if there is nothing to say. */
  readonly render: (rows: number) => readonly string[];
}

/**
 * Joins sections to a report that fits into a comment. The longest for its weight is shortened first, row by row of its
 * lists, so that a section that everybody must read keeps its rows; a section that is too long with one row is left out whole.
 */
export function fitComment(sections: readonly ReportSection[]): string {
  const parts = sections.map((section) => new SectionPart(section));
  let report = joined(parts);
  while (report.length > COMMENT_LIMIT - RESERVED) {
    const longest = parts.reduce((a, b) => (b.share > a.share ? b : a));
    longest.shorten();
    report = joined([...parts, shortenedNote]);
  }
  return report;
}

class SectionPart {
  text: string;
  private step = 0;

  constructor(private readonly section: ReportSection) {
    this.text = this.rendered();
  }

  get share(): number {
    return this.text.length / this.section.weight;
  }

  shorten(): void {
    this.step += 1;
    this.text = this.rendered();
  }

  private rendered(): string {
    const rows = ROW_LIMITS[this.step];
    return rows === undefined ? "" : this.section.render(rows).join("\n\n");
  }
}

const shortenedNote = { text: SHORTENED };

function joined(parts: readonly { readonly text: string }[]): string {
  const texts = parts.map(({ text }) => text).filter((text) => text !== "");
  return `${texts.join("\n\n")}\n`;
}
