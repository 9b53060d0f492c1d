/**
 * The list itself, for a loop of assertions: a loop over an empty list would check nothing and pass.
 *
 * @throws Error when the list is empty
 */
export function nonEmpty<List extends readonly unknown[]>(list: List): List {
  if (list.length === 0) throw new Error("The list is empty, so nothing would be checked");
  return list;
}
