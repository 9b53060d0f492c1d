const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:]/g;

/** Whether an object of a valid JSON text has a key twice; of those, `JSON.parse` gives the last one only. */
export function repeatsKey(json: string): boolean {
  const open: Set<string>[] = [];
  let last = "";
  for (const [token] of json.matchAll(TOKEN)) {
    if (token === "{" || token === "[") open.push(new Set());
    else if (token === "}" || token === "]") open.pop();
    else if (token === ":") {
      // Escapes such as \u0041 can hide that two keys are one.
      const key = String(JSON.parse(last));
      const keys = open.at(-1);
      if (keys?.has(key) === true) return true;
      keys?.add(key);
    } else last = token;
  }
  return false;
}
