import { DOMParser } from "@xmldom/xmldom";
import { printableLines } from "../../../../errors/printable";
import { reviewPlan } from "../../../../cli/review/plan-review";
import { renderDiagram } from "../../../../cli/review/rendering/pipeline-diagram";
import { planCode, planSentence } from "../../../../cli/review/rendering/plan-text";
import { renderReview } from "../../../../cli/review/rendering/render-review";
import { markdownTable } from "../../../../cli/terminal/markdown";
import fc from "../../../support/random/seeded-fast-check";
import { hostilePlans, hostileText } from "../support/hostile-plans";
import { markdownContent } from "../support/markdown-content";
import { planOf } from "../support/plans";

/** Elements of a report; there are no links, images, quotes, rules or task lists in it. */
const ELEMENTS = [
  "paragraph",
  "space",
  "text",
  "codespan",
  "code",
  "list",
  "list_item",
  "table",
  "heading",
  "strong",
  "html",
  "escape",
];
const HTML = /^(<details><summary>[\w ]+<\/summary>|<\/details>)$/;
const HEADINGS = [
  "## prod",
  "### Created incompletely",
  "### Destroyed or replaced",
  "### Permissions",
  "### Schema",
  "### Findings",
  "### Cost",
  "### Changed outside of Terraform",
];
/**
 * What GitHub turns into a link, a mention, an emoji or a formula in a text, and a backtick that belongs to no code.
 *
 * @see https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls
 */
const ACTIVE = /[@#`$<>[\]\\|*_~]\S|:\/\/|www\.|GH-\d|\b[0-9a-f]{7,40}\b|:\w+:|&\w+;/i;

/** Dollars are the costs of the report itself. */
const costs = /[+±-]?\$\d[\d,.]*/g;

function expectTextOnly(markdown: string): void {
  const { types, texts, headings, html, languages } = markdownContent(markdown);
  expect([...types].filter((type) => !ELEMENTS.includes(type))).toEqual([]);
  expect(
    texts.map((text) => text.replaceAll(costs, "")).filter((text) => ACTIVE.test(text)),
  ).toEqual([]);
  expect(headings.filter((each) => !HEADINGS.includes(each))).toEqual([]);
  expect(html.flatMap((each) => each.split("\n\n")).filter((each) => !HTML.test(each))).toEqual([]);
  expect(languages.filter((each) => !["diff", "sh"].includes(each))).toEqual([]);
  // Nothing reorders what a reader sees, or controls a terminal.
  expect(printableLines(markdown)).toBe(markdown);
}

describe("text of a plan in Markdown", () => {
  it("makes no element, link, mention, reference or image in a report", () => {
    fc.assert(
      fc.property(hostilePlans, (plan) => {
        expectTextOnly(renderReview(reviewPlan(plan), "prod", "prod"));
      }),
      { numRuns: 100 },
    );
  });

  it("is one line of text, alone, in a list and in a table", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        for (const shown of [planCode(text), planSentence(text)]) {
          expectTextOnly(`${shown}\n\n- ${shown}\n`);
          const table = markdownContent(markdownTable(["a", "b"], [[shown, "end"]]));
          expect(table.types.has("table")).toBe(true);
          expect(table.texts.filter((each) => each !== "end" && ACTIVE.test(each))).toEqual([]);
          expect(table.texts.at(-1)).toBe("end");
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ["the role is in use, by 2 of 3 teams.", "the role is in use, by 2 of 3 teams."],
    ["aws_s3_bucket.a is public (CKV_AWS_20).", "`aws_s3_bucket.a` is public (`CKV_AWS_20`)."],
    ["ask @octocat about #1", "ask `@octocat` about `#1`"],
    ["costs $1,234.50 (+10.5%) more", "costs $1,234.50 (+10.5%) more"],
    ["1. item", "`1`. item"],
    ["a\nb", "a b"],
    ["", "(empty)"],
    ["\u202egnp.exe", "`\\u202egnp.exe`"],
  ])("stays readable: %j is %j", (text, shown) => {
    expect(planSentence(text)).toBe(shown);
  });
});

describe("text in a diagram", () => {
  const review = reviewPlan(planOf("mixed"));
  const elementsOf = (title: string) => {
    const problems: string[] = [];
    const document = new DOMParser({
      onError: (level, message) => {
        // It warns of the replacement character, which is one like any other.
        if (level !== "warning") problems.push(`${level}: ${message}`);
      },
    }).parseFromString(renderDiagram(review, title), "image/svg+xml");
    expect(problems).toEqual([]);
    return [...document.getElementsByTagName("*")].map(({ tagName }) => tagName);
  };

  it("makes no element, and leaves the SVG well-formed", () => {
    const expected = elementsOf("prod");
    expect(new Set(expected)).toEqual(
      new Set(["svg", "title", "desc", "style", "rect", "text", "defs", "marker", "path", "g"]),
    );
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(elementsOf(text)).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });
});
