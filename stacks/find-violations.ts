import type { App } from "cdktf";

/** All that the constructs of all stacks find wrong, each a line that begins with the construct's path. */
export function findViolations(app: App): string[] {
  return app.node
    .findAll()
    .flatMap(({ node }) => node.validate().map((violation) => `${node.path}: ${violation}`));
}
