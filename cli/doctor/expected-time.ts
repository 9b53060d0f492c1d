/** Seconds that commands took on the embedded AWS; docs/deploy/your-first-deploy.md has the same, and how they were measured. */
export const measuredSeconds = {
  bootstrap: 74,
  "cdktf diff": 23,
  "cdktf deploy": 73,
} as const;

/** How long a first deployment takes, in a sentence. */
export function expectedTime(isLocal: boolean): string {
  const { bootstrap, "cdktf diff": diff, "cdktf deploy": deploy } = measuredSeconds;
  if (isLocal) return `about ${deploy} s for a first \`lake up\`, besides what it installs`;
  return `about ${minutes(bootstrap + diff + deploy)} for bootstrap, diff and deploy, as measured on the embedded AWS; nothing was measured on AWS`;
}

function minutes(seconds: number): string {
  return `${Math.ceil(seconds / 60)} minutes`;
}
