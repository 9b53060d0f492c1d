/** What was typed, as a file of events. */
export function textFile(text: string): File {
  return new File([text], "events.json", { type: "application/json" });
}

/** The content of a file in base64. */
export async function toBase64(file: File): Promise<string> {
  const reader = new FileReader();
  const read = new Promise<string>((resolve, reject) => {
    reader.onload = () => resolve(typeof reader.result === "string" ? reader.result : "");
    reader.onerror = () => reject(new Error(`${file.name} can't be read`));
  });
  reader.readAsDataURL(file);
  return (await read).replace(/^data:[^,]*,/, "");
}
