/** Whether an action stands for all of a service, or of several: `*`, `s3:*`, `s*`. */
export function isEveryAction(action: string): boolean {
  if (action.startsWith("!")) return false;
  return /^[^:]*\*[^:]*$/.test(action) || /:\*+$/.test(action);
}
