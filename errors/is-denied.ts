/** Whether AWS refused a call for lack of a permission; services name the error in two ways. */
export function isDenied(error: unknown): boolean {
  return error instanceof Error && /^AccessDenied(Exception)?$/.test(error.name);
}
