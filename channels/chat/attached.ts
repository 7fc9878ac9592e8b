/**
 * Attachments that programs send beside a message of their own accord, and that hold nothing else: its text as HTML,
 * what it answers to, a preview of a link.
 */
const noFiles =
  /^(?:text\/html|messageReference|forwardedMessageReference|application\/vnd\.microsoft\.card\..*)$/i;

/** Whether a picture or a file came with a message. Nothing else is looked at, or kept. */
export function bringsFile(attachments: unknown): boolean {
  if (!Array.isArray(attachments)) return false;
  return attachments.some((one: { readonly contentType?: unknown } | null) => {
    const contentType = one?.contentType;
    return typeof contentType !== 'string' || !noFiles.test(contentType.trim());
  });
}
