import type { App } from "cdktf";

/** Violations that the constructs of all stacks report, one line each, beginning with the path of the construct. */
export function findViolations(app: App): string[] {
  return app.node
    .findAll()
    .flatMap(({ node }) => node.validate().map((violation) => `${node.path}: ${violation}`));
}
