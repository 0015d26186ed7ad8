/** What reading sources asks of who runs it. */
export interface SourceHost {
  /** Whether an address may be reached, which was named in a recipe; asked once for each host. */
  readonly mayReach: (address: URL) => Promise<boolean>;
  readonly fetch: typeof fetch;
  /** Where keys are looked for: `HF_TOKEN`, `AWS_ACCESS_KEY_ID` … */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Bytes of an address until now; `total` where the server says it. */
  readonly onProgress: (progress: DownloadProgress) => void;
  /** Stops what `OpenSource` is doing. */
  readonly signal: AbortSignal;
  /** What is downloaded may have so many bytes. */
  readonly mostDownloadBytes: number;
}

export interface DownloadProgress {
  readonly address: string;
  readonly bytes: number;
  readonly total: number | undefined;
}
