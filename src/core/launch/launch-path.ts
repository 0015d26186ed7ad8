/** The ends of a launch file's name. */
export const launchEndings = [".tune.yaml", ".tune.yml"] as const;

/** Whether a path names a launch file. */
export function isLaunchPath(path: string): boolean {
  return launchEndings.some((ending) => path.toLowerCase().endsWith(ending));
}
