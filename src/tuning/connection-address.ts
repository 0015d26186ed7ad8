/** The address without a slash at its end, or `undefined` where no key may be sent to it. */
export function addressForKeys(text: string): string | undefined {
  if (!URL.canParse(text) || !mayCarryKey(new URL(text))) return undefined;
  return text.replace(/\/+$/, "");
}

/** A key goes over an encrypted connection, or nowhere but to this machine. The address is kept. */
function mayCarryKey({ protocol, hostname, username, password, search, hash }: URL): boolean {
  if (`${username}${password}${search}${hash}` !== "") return false;
  const isHere = ["127.0.0.1", "[::1]", "localhost"].includes(hostname);
  return protocol === "https:" || (protocol === "http:" && isHere);
}
