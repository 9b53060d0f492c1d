/** The code of a system call's error, for example `ENOENT`; of any other thrown value its text. */
export function errorCode(thrown: unknown): string {
  return thrown instanceof Error && "code" in thrown ? String(thrown.code) : String(thrown);
}
