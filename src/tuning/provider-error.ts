/** What kind of trouble a provider has, by what can be done about it. */
export type TroubleKind =
  /** The key is missing or wrong. */
  | "key"
  /** The account may not do that: the service is closed to it, or the region is wrong. */
  | "forbidden"
  /** The account has no money left. */
  | "quota"
  /** Too many requests: later they are welcome. */
  | "busy"
  /** The request or a file in it is wrong. */
  | "refused"
  /** What was asked for is not there. */
  | "missing"
  /** The service does not work, or answers what makes no sense. */
  | "broken"
  /** The service cannot be reached. */
  | "unreachable"
  /** Somebody stopped the call. */
  | "stopped";

/** What a `ProviderError` says besides its message. */
export interface Trouble {
  readonly kind: TroubleKind;
  /** The service's own code, where it has one. */
  readonly code?: string;
  /** Wait so long before asking again, where the service says. */
  readonly waitMs?: number;
  /** Whether what was to be created may be there all the same. */
  readonly isUnclear: boolean;
}

/** A provider did not do what it was asked, in words that say what to do. */
export class ProviderError extends Error {
  override readonly name = "ProviderError";
  readonly trouble: Trouble;

  constructor(message: string, trouble: Trouble) {
    super(message);
    this.trouble = trouble;
  }

  /** Whether it may work later without anybody doing anything. */
  get isPassing(): boolean {
    return ["broken", "busy", "unreachable"].includes(this.trouble.kind);
  }
}

/** For lists that not every service has, such as checkpoints: none where it says so. */
export function noneWhereRefused(error: unknown): readonly never[] {
  if (error instanceof ProviderError && ["missing", "refused"].includes(error.trouble.kind))
    return [];
  throw error;
}
