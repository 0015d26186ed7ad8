/** The command line that starts npm: the npm that runs us, on our Node, else the one on the PATH. */
export function npmCommand(): readonly [string, ...string[]] {
  const program = process.env["npm_execpath"];
  return program?.endsWith(".js") ? [process.execPath, program] : ["npm"];
}
