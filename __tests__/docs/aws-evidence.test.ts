import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { generatedPart } from "../../cli/terminal/markdown";
import { root } from "../support/sources/project-files";
import {
  addressedKinds,
  addressesIn,
  citationsIn,
  evidenceKinds,
  readEvidence,
  renderEvidence,
} from "./support/aws-evidence";

const page = path.join(root, "docs/aws-evidence.md");
const behaviours = readEvidence(readFileSync(path.join(root, "docs/aws-evidence.yaml"), "utf8"));

/** What is deployed: each address there must be the evidence of a behaviour. */
const deployed = citationsIn(["aws", "lambda-src", "model", "modules", "policy", "stacks"]);

/** Whether a site is AWS's own, or a repository. */
const sites: Readonly<Record<string, RegExp>> = {
  documentation: /^https:\/\/(docs\.)?aws\.amazon\.com\//,
  "provider source": /^https:\/\/github\.com\/hashicorp\/terraform-provider-aws\/blob\//,
  "public report": /^https:\/\/github\.com\//,
  Terraform:
    /^https:\/\/(developer\.hashicorp\.com\/terraform|github\.com\/hashicorp\/terraform)\//,
  Trino: /^https:\/\/github\.com\/trinodb\//,
};

/** `behaviour: what` for each thing found in a row. */
function report(find: (row: (typeof behaviours)[number]) => readonly string[]): string[] {
  return behaviours.flatMap((row) => find(row).map((what) => `${row.behaviour}: ${what}`));
}

/** Without the padding of tables, which prettier adds. */
function unpadded(text: string): string {
  return text.replaceAll(/ +/g, " ").replaceAll(/-{3,}/g, "---").trim();
}

describe("the evidence for behaviours of AWS", () => {
  it("is what the page shows", () => {
    // Out of date? Run: npm run docs:evidence
    const { before, content, after } = generatedPart(readFileSync(page, "utf8"), "evidence");
    const tables = renderEvidence(behaviours);
    if (process.env.UPDATE_DOCS === "1") {
      writeFileSync(page, `${before}\n\n${tables}\n\n${after}`);
      return;
    }
    expect(unpadded(content)).toBe(unpadded(tables));
  });

  it("has known kinds, and addresses of the sites that these kinds have", () => {
    expect(behaviours.length).toBeGreaterThan(60);
    const problems = report(({ known }) => [
      ...(known.length === 0 ? ["known from nothing"] : []),
      ...known.flatMap(({ kind, address }) => {
        if (!evidenceKinds.some((each) => each === kind)) return [kind];
        if (address === undefined) return addressedKinds.includes(kind) ? [`${kind} where`] : [];
        return URL.canParse(address) && sites[kind]?.test(address) === true ? [] : [address];
      }),
    ]);
    expect(problems).toEqual([]);
  });

  it("says what is unsettled where it is only assumed", () => {
    const assumed = behaviours.filter(({ known }) =>
      known.every(({ kind }) => kind === "assumption"),
    );
    expect(assumed.filter(({ unsettled }) => unsettled === undefined)).toEqual([]);
  });

  it("names files that exist", () => {
    const missing = report(({ files }) => [
      ...(files.length === 0 ? ["no file"] : []),
      ...files.filter((file) => !existsSync(path.join(root, file))),
    ]);
    expect(missing).toEqual([]);
  });

  it("has no behaviour twice, and nothing twice in a row", () => {
    const texts = behaviours.flatMap(({ behaviour, files, known }) => [
      behaviour,
      ...files.map((file) => `${behaviour}: ${file}`),
      ...known.map(({ kind, address = kind }) => `${behaviour}: ${address}`),
    ]);
    expect(texts.filter((text, index) => texts.indexOf(text) !== index)).toEqual([]);
  });

  it("contains every address that the sources of what is deployed cite, with the file", () => {
    expect(deployed.length).toBeGreaterThan(100);
    const unknown = deployed.filter(
      ({ file, address }) =>
        !behaviours.some(
          ({ files, known }) =>
            files.includes(file) && known.some((each) => each.address === address),
        ),
    );
    expect(unknown.map(({ file, address }) => `${file}: ${address}`)).toEqual([]);
  });

  it("has only pages of AWS that one of its files cites", () => {
    const uncited = report(({ files, known }) => {
      const cited = files
        .map((file) => path.join(root, file))
        .filter((file) => existsSync(file))
        .flatMap((file) => addressesIn(readFileSync(file, "utf8")));
      return known.flatMap(({ kind, address = "" }) =>
        kind === "documentation" && !cited.includes(address) ? [address] : [],
      );
    });
    expect(uncited).toEqual([]);
  });
});
