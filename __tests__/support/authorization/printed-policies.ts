import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { parsePolicy } from "../../../local/iam/policy/policy-document";
import type { ProjectPolicy } from "./project-policy";

const root = path.join(__dirname, "..", "..", "..");

/** Every policy that the documentation contains as JSON, named by page and position. */
export function printedPolicies(): ProjectPolicy[] {
  const pages = readdirSync(path.join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((page) => page.endsWith(".md"))
    .sort()
    .map((page) => path.join("docs", page));
  return ["README.md", ...pages].flatMap((page) => {
    const text = readFileSync(path.join(root, page), "utf8");
    const reasons = reasonsIn(text);
    return policiesIn(text).map((json, at) => projectPolicy(`${page}#${at + 1}`, json, reasons));
  });
}

/** The JSON blocks of a page that are policies. */
export function policiesIn(page: string): string[] {
  return [...page.matchAll(/^ *```json\n([^]*?)^ *```$/gm)].flatMap(([, json = ""]) =>
    json.includes('"Statement"') ? [json] : [],
  );
}

/** Why statements allow all resources, by Sid: sentences of the form "`Sid` allows `*` because …". */
export function reasonsIn(page: string): Readonly<Record<string, string>> {
  const reasons = page.matchAll(/`(\w+)` allows `\*` because\s+([^]*?\.)(?=\s|$)/g);
  return Object.fromEntries([...reasons].map(([, sid = "", reason = ""]) => [sid, reason]));
}

function projectPolicy(
  name: string,
  json: string,
  reasons: Readonly<Record<string, string>>,
): ProjectPolicy {
  const document = parsePolicy(json);
  const isTrust = document.statements.every(({ resources }) => resources === undefined);
  return isTrust
    ? {
        name,
        kind: "trust",
        document,
        resourceArn: "arn:aws:iam::111122223333:role/any",
        reasons: {},
      }
    : { name, kind: "identity", document, reasons };
}
