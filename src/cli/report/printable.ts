/** A dataset's text is somebody else's: control characters could take over the terminal. */
export function printable(words: string): string {
  return words.replace(/\p{Cc}/gu, (control) => {
    const code = control.charCodeAt(0).toString(16).padStart(4, "0");
    return `\\u${code}`;
  });
}
