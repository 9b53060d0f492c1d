/** Oldest Node.js that runs this project: `engines` of package.json. */
export const minimum: string;

/** Which Node.js runs, which one is needed, and how to get it; undefined for a version that is new enough. */
export function findNodeProblem(
  version: string,
): { readonly message: string; readonly advice: string } | undefined;

/** Whether a version such as 18.20.8 is below another one. */
export function isOlder(version: string, than: string): boolean;
