import {
  moduleOf,
  withoutKeys,
  withoutLastKey,
} from "../../../../cli/terraform/plan/resource-address";

describe("the address of a resource", () => {
  it.each([
    ["aws_s3_bucket.b", "", "aws_s3_bucket.b", "aws_s3_bucket.b"],
    ["aws_s3_bucket.b[0]", "", "aws_s3_bucket.b", "aws_s3_bucket.b"],
    [
      'module.a["x.y"].module.c.aws_s3_bucket.b["a]b.c"]',
      'module.a["x.y"].module.c.',
      "module.a.module.c.aws_s3_bucket.b",
      'module.a["x.y"].module.c.aws_s3_bucket.b',
    ],
    [
      'module.a["x]"].aws_s3_bucket.b["a\\"]b"]',
      'module.a["x]"].',
      "module.a.aws_s3_bucket.b",
      'module.a["x]"].aws_s3_bucket.b',
    ],
  ])("%s has modules and keys", (address, module, configured, resource) => {
    expect(moduleOf(address)).toBe(module);
    expect(withoutKeys(address)).toBe(configured);
    expect(withoutLastKey(address)).toBe(resource);
  });
});
