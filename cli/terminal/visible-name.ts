/** The name of a field for people: in quotes if it would not be seen. */
export function visibleName(name: string): string {
  return name.trim() === "" ? JSON.stringify(name) : name;
}
