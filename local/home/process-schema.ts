const text = { type: "string", maxLength: 16_384 } as const;

/** The members of a recorded process in the schema of a file. */
export const processProperties = {
  // Never 1, nor a number that `kill` interprets as a group or as every process.
  pid: { type: "integer", minimum: 2 },
  startTime: text,
  commandLine: text,
} as const;

/** Their names: a recorded process has them all. */
export const processMembers = ["pid", "startTime", "commandLine"] as const;
