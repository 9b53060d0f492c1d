/** The system error code of a thrown value, for example `ENOENT`. */
export function errorCode(thrown: unknown): string | undefined {
  return typeof thrown === "object" &&
    thrown !== null &&
    "code" in thrown &&
    typeof thrown.code === "string"
    ? thrown.code
    : undefined;
}
