/** The address without a slash at its end, or `undefined` where no key may be sent to it. */
export function addressForKeys(text: string): string | undefined {
  if (!URL.canParse(text) || !mayCarryKey(new URL(text))) return undefined;
  return text.replace(/\/+$/, "");
}

/** A key goes over an encrypted connection, or nowhere but to this machine. */
function mayCarryKey({ protocol, hostname }: URL): boolean {
  if (protocol === "https:") return true;
  return protocol === "http:" && ["127.0.0.1", "[::1]", "localhost"].includes(hostname);
}
