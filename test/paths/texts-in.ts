/** Which of these texts stand in the bytes: one pass for all of them. Each has four bytes or more. */
export function textsIn(bytes: Buffer, texts: Iterable<string>): readonly string[] {
  const wanted = Map.groupBy(
    [...texts].map((text) => Buffer.from(text)),
    (text) => text.readInt32LE(),
  );
  const begins = new Uint8Array(1 << 16);
  for (const [text] of wanted.values()) begins[text!.readUInt16LE()] = 1;
  const found = new Set<string>();
  for (let at = 0; at + 4 <= bytes.length; at++) {
    if (begins[bytes[at]! | (bytes[at + 1]! << 8)] === 0) continue;
    for (const text of wanted.get(bytes.readInt32LE(at)) ?? [])
      if (bytes.subarray(at, at + text.length).equals(text)) found.add(text.toString());
  }
  return [...found];
}
