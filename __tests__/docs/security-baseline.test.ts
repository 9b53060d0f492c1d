import { readFileSync } from "node:fs";
import { join } from "node:path";

const read = (path: string) => readFileSync(join(__dirname, "../..", path), "utf8");

it("every check that checkov leaves out is answered, and no other", () => {
  const skipped = [...read(".checkov.yaml").matchAll(/^ {2}- (CKV2?_AWS_\d+)$/gm)];
  const answered = [
    ...read("docs/security/security-baseline.md").matchAll(
      /^\| (CKV2?_AWS_\d+) +\| [^|]+ \| ([^|]+) \|$/gm,
    ),
  ];
  expect(skipped.length).toBeGreaterThan(0);
  expect(answered.map(([, check]) => check)).toEqual(skipped.map(([, check]) => check));
  for (const [, , answer = ""] of answered) expect(answer.trim()).toMatch(/\w.*\.$/);
});
