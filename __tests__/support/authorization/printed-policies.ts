import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { parsePolicy } from "../../../local/iam/policy/policy-document";
import type { HeldPolicy } from "./held-policy";

const root = path.join(__dirname, "..", "..", "..");

/** Every policy that a page of the documentation prints as JSON, by the page and its place there. */
export function printedPolicies(): HeldPolicy[] {
  const pages = readdirSync(path.join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((page) => page.endsWith(".md"))
    .sort()
    .map((page) => path.join("docs", page));
  return ["README.md", ...pages].flatMap((page) => {
    const text = readFileSync(path.join(root, page), "utf8");
    return policiesIn(text).map((json, at) => heldPolicy(`${page}#${at + 1}`, json));
  });
}

/** Blocks of JSON that are policies, indented or not. */
export function policiesIn(page: string): string[] {
  return [...page.matchAll(/^ *```json\n([^]*?)^ *```$/gm)].flatMap(([, json = ""]) =>
    json.includes('"Statement"') ? [json] : [],
  );
}

function heldPolicy(name: string, json: string): HeldPolicy {
  const document = parsePolicy(json);
  const isTrust = document.statements.every(({ resources }) => resources === undefined);
  return isTrust
    ? { name, kind: "trust", document, carrier: "arn:aws:iam::111122223333:role/any", reasons: {} }
    : { name, kind: "identity", document, reasons: {} };
}
