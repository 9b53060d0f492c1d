/** Names and types of the direct fields of a struct; none of any other type. */
export function structFields(type: string): (readonly [name: string, type: string])[] {
  const [, inside] = /^struct<(.*)>$/.exec(type) ?? [];
  if (inside === undefined) return [];
  const fields: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index <= inside.length; index += 1) {
    const character = inside[index];
    if (character === "<" || character === "(") depth += 1;
    if (character === ">" || character === ")") depth -= 1;
    if ((character === "," && depth === 0) || character === undefined) {
      fields.push(inside.slice(start, index));
      start = index + 1;
    }
  }
  return fields.map((field) => {
    const colon = field.indexOf(":");
    return [field.slice(0, colon), field.slice(colon + 1)] as const;
  });
}
