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

/** A column, and below a struct its fields by their paths, each with its type: `[]` stands for the elements of an array. */
export function columnRows(name: string, type: string): (readonly [name: string, type: string])[] {
  const [, element] = /^array<(struct<.*>)>$/.exec(type) ?? [];
  const fields = structFields(element ?? type);
  if (fields.length === 0) return [[name, type]];
  const path = element === undefined ? name : `${name}[]`;
  return [
    [name, element === undefined ? "struct" : "array<struct>"],
    ...fields.flatMap(([field, fieldType]) => columnRows(`${path}.${field}`, fieldType)),
  ];
}
