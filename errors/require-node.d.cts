/** Oldest Node.js that runs this project: `engines` of package.json. */
export const minimum: string;

/** Which Node.js runs, which one is needed, and how to get it; undefined for a version that is new enough. */
export function findNodeProblem(
  version: string,
): { readonly message: string; readonly advice: string } | undefined;
