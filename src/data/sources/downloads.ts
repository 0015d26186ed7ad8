import { createWriteStream, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promises as streams, Readable, Transform } from "node:stream";
import { removeAtExit } from "../remove-at-exit.js";
import { isUserError, UserError } from "../user-error.js";
import type { AddressRequest } from "./source-address.js";
import { addressRequest, isLoopback, refusePlain, shownAddress } from "./source-address.js";
import type { SourceHost } from "./source-host.js";

export interface Downloaded {
  readonly location: string;
  /** The file's name as the address or the server says it. */
  readonly name: string;
}

interface Cached extends Downloaded {
  readonly etag: string | undefined;
}

const mostRedirects = 10;

/**
 * Fetches files of addresses into a private folder, which is removed when the process ends. A file
 * that the server says is unchanged is not fetched again.
 */
export class Downloads {
  readonly #host: SourceHost;
  readonly #cached = new Map<string, Cached>();
  readonly #allowed = new Map<string, Promise<boolean>>();
  #folder: string | undefined;
  #count = 0;

  constructor(host: SourceHost) {
    this.#host = host;
  }

  /**
   * @throws a `UserError` where the host was not allowed, the server refuses, or the file is larger
   *   than the host's limit
   */
  async fetch(whole: string): Promise<Downloaded> {
    const request = await addressRequest(whole, this.#host.environment);
    const address = shownAddress(whole);
    await this.#ask(request.url, address);
    const cached = this.#cached.get(whole);
    const condition = cached?.etag === undefined ? {} : { "if-none-match": cached.etag };
    try {
      const response = await this.#response(address, {
        ...request,
        headers: { ...request.headers, ...condition },
      });
      if (cached !== undefined && response.status === 304) {
        await response.body?.cancel();
        return cached;
      }
      const location = await this.#save(address, response);
      const etag = response.headers.get("etag") ?? undefined;
      const downloaded = { location, name: nameOf(request, response), etag };
      this.#cached.set(whole, downloaded);
      return downloaded;
    } catch (error) {
      this.#host.signal.throwIfAborted();
      if (isUserError(error)) throw error;
      throw new UserError(`${address} cannot be fetched: ${reasonOf(error)}.`);
    }
  }

  async #ask(url: URL, address: string): Promise<void> {
    const asked = this.#allowed.get(url.host) ?? this.#host.mayReach(url);
    this.#allowed.set(url.host, asked);
    if (await asked) return;
    this.#allowed.delete(url.host);
    throw new UserError(`${address} was not fetched: reaching ${url.host} was not allowed.`);
  }

  /** Follows where a server sends us on; keys stay with the host that they are for. */
  async #response(
    address: string,
    { url, headers }: Pick<AddressRequest, "url" | "headers">,
  ): Promise<Response> {
    let place = url;
    for (let count = 0; count <= mostRedirects; count += 1) {
      const sent = place.host === url.host && place.protocol === url.protocol ? headers : {};
      const response = await this.#host.fetch(place.href, {
        headers: { ...sent, "accept-encoding": "identity" },
        redirect: "manual",
        signal: this.#host.signal,
      });
      const next = response.headers.get("location");
      if (
        response.status < 300 ||
        response.status > 399 ||
        response.status === 304 ||
        next === null
      ) {
        refuseFailure(address, response);
        return response;
      }
      await response.body?.cancel();
      const following = new URL(next, place);
      refuseInward(following, place, address);
      place = following;
    }
    throw new UserError(`${address} sends us on more than ${mostRedirects} times.`);
  }

  async #save(address: string, response: Response): Promise<string> {
    const total = lengthOf(response);
    const { mostDownloadBytes, onProgress, signal } = this.#host;
    if (total !== undefined && total > mostDownloadBytes)
      throw tooLarge(address, mostDownloadBytes);
    const target = this.#newFile();
    let bytes = 0;
    const counted = new Transform({
      transform(piece: Buffer, _encoding, done) {
        bytes += piece.length;
        if (bytes > mostDownloadBytes) return done(tooLarge(address, mostDownloadBytes));
        onProgress({ address, bytes, total });
        done(null, piece);
      },
    });
    const partial = `${target}.part`;
    try {
      const body = response.body === null ? Readable.from([]) : Readable.fromWeb(response.body);
      await streams.pipeline(
        body,
        counted,
        createWriteStream(partial, { flags: "wx", mode: 0o600 }),
        { signal },
      );
      if (total !== undefined && bytes !== total) {
        throw new UserError(`${address} was cut: ${bytes} of ${total} bytes came. Try again.`);
      }
      renameSync(partial, target);
      return target;
    } finally {
      rmSync(partial, { force: true });
    }
  }

  #newFile(): string {
    if (this.#folder === undefined) {
      this.#folder = mkdtempSync(join(tmpdir(), "tunewright-downloads-"));
      removeAtExit(this.#folder);
    }
    return join(this.#folder, String((this.#count += 1)));
  }
}

/** A server elsewhere has no business with what runs on this machine. */
function refuseInward(next: URL, from: URL, address: string): void {
  refusePlain(next, address);
  const isDowngrade = next.protocol === "http:" && from.protocol === "https:";
  if (!isDowngrade && (!isLoopback(next) || isLoopback(from))) return;
  throw new UserError(`${address} was not fetched: it sends us on to ${next.host}.`);
}

/** Bytes of the body; undefined where the server does not say, or packs it on the way. */
function lengthOf({ headers }: Response): number | undefined {
  const length = headers.get("content-length");
  const isPlain = (headers.get("content-encoding") ?? "identity") === "identity";
  return length !== null && isPlain && /^\d+$/.test(length) ? Number(length) : undefined;
}

function nameOf(request: AddressRequest, { headers }: Response): string {
  if (/\.[a-z0-9]+$/i.test(request.name)) return request.name;
  const given = /filename="?([^";]+)"?/.exec(headers.get("content-disposition") ?? "")?.[1];
  return given ?? request.name;
}

const reasons: Readonly<Record<number, string>> = {
  401: "it asks for a key. hf: addresses send HF_TOKEN, s3: addresses are signed with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
  403: "access is refused. Is it private, and do the keys (HF_TOKEN; AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION) fit it?",
  404: "there is no such file",
  410: "the file is no longer there",
  429: "the server asks to wait. Try again later",
};

function refuseFailure(address: string, { status, statusText, ok }: Response): void {
  if (ok || status === 304) return;
  const reason =
    reasons[status] ?? (status >= 500 ? "the server has a fault. Try again later" : statusText);
  throw new UserError(`${address} cannot be fetched: ${reason} (HTTP ${status}).`);
}

function tooLarge(address: string, most: number): UserError {
  return new UserError(
    `${address} is larger than the limit of ${most} bytes. Download it yourself and name the file.`,
  );
}

/** The cause that is under a failed `fetch`. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error && cause.message !== "" ? cause.message : error.message;
}
