import { AwsV4Signer } from "aws4fetch";
import { UserError } from "../user-error.js";
import type { SourceHost } from "./source-host.js";

/** What is asked of a server for one file. */
export interface AddressRequest {
  readonly url: URL;
  /** Sent to this host alone, never to where it sends us on. */
  readonly headers: Readonly<Record<string, string>>;
  /** The file's name, by which its kind is known. */
  readonly name: string;
}

type Environment = SourceHost["environment"];

const huggingFace = "https://huggingface.co";
const loopback = new Set(["127.0.0.1", "localhost", "[::1]"]);

/**
 * Where an address is fetched: `https:` as it is; `hf://datasets/OWNER/NAME[@REVISION]/PATH` from
 * Hugging Face; `s3://BUCKET/KEY` from Amazon S3, or from `AWS_ENDPOINT_URL_S3`. Plain `http:` only
 * reaches this machine.
 *
 * @throws a `UserError` where the address is none of these
 */
export async function addressRequest(
  address: string,
  environment: Environment,
): Promise<AddressRequest> {
  if (/[*[\]{}]/.test(shownAddress(address))) {
    throw new UserError(
      `${address}: only paths on this machine can have wildcards. Name each address.`,
    );
  }
  const [scheme = ""] = address.toLowerCase().split(":", 1);
  if (scheme === "hf") return huggingFaceRequest(address, environment);
  if (scheme === "s3") return s3Request(address, environment);
  const url = parsed(address);
  refusePlain(url, address);
  return { url, headers: {}, name: lastName(url.pathname) };
}

/** An address as messages name it: what stands behind `?` may be a key. */
export function shownAddress(address: string): string {
  return address.replace(/\?.*$/s, "");
}

/** Whether a host is this machine. */
export function isLoopback({ hostname }: URL): boolean {
  return loopback.has(hostname);
}

/** Refuses what others on the way could read or change. */
export function refusePlain(url: URL, address: string): void {
  if (url.protocol === "https:") return;
  if (url.protocol === "http:" && isLoopback(url)) return;
  throw new UserError(
    `${address}: only https: addresses are read, not ${url.protocol}//${url.host}.`,
  );
}

function parsed(address: string): URL {
  const url = URL.parse(address);
  if (url === null) throw new UserError(`${shownAddress(address)} is not an address.`);
  if (url.username === "" && url.password === "") return url;
  throw new UserError(
    `${url.protocol}//${url.host}${url.pathname}: an address must not hold a password.`,
  );
}

function huggingFaceRequest(address: string, { HF_TOKEN: token }: Environment): AddressRequest {
  const found = /^hf:\/\/datasets\/([^/]+)\/([^/@]+)(?:@([^/]+))?\/(.+)$/i.exec(address);
  if (found === null) {
    throw new UserError(
      `${address} is not an address of Hugging Face: hf://datasets/OWNER/NAME/PATH`,
    );
  }
  const [, owner = "", name = "", revision = "main", path = ""] = found;
  // A revision such as `refs/convert/parquet` is written with %2F.
  const place = [owner, name, "resolve", decodeURIComponent(revision)]
    .map(encodeURIComponent)
    .join("/");
  const url = new URL(`${huggingFace}/datasets/${place}/${encodedPath(path)}`);
  return { url, headers: token ? { authorization: `Bearer ${token}` } : {}, name: lastName(path) };
}

async function s3Request(address: string, environment: Environment): Promise<AddressRequest> {
  const found = /^s3:\/\/([^/]+)\/(.+)$/i.exec(address);
  if (found === null) throw new UserError(`${address} is not an address of S3: s3://BUCKET/KEY`);
  const [, bucket = "", key = ""] = found;
  const url = s3Url(bucket, key, environment);
  refusePlain(url, address);
  return { url, headers: await signature(url, environment), name: lastName(key) };
}

function s3Url(bucket: string, key: string, environment: Environment): URL {
  const path = encodedPath(key);
  const endpoint = environment["AWS_ENDPOINT_URL_S3"] ?? environment["AWS_ENDPOINT_URL"];
  if (endpoint) return new URL(`${endpoint.replace(/\/$/, "")}/${bucket}/${path}`);
  const host = `s3.${regionOf(environment)}.amazonaws.com`;
  // A certificate for *.s3… does not hold for a name with a dot.
  if (bucket.includes(".")) return new URL(`https://${host}/${bucket}/${path}`);
  return new URL(`https://${bucket}.${host}/${path}`);
}

function regionOf(environment: Environment): string {
  return environment["AWS_REGION"] || environment["AWS_DEFAULT_REGION"] || "us-east-1";
}

/** Signs with the keys of the environment; without any, the object must be public. */
async function signature(
  url: URL,
  environment: Environment,
): Promise<Readonly<Record<string, string>>> {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = environment;
  if (!accessKeyId || !secretAccessKey) return {};
  const { AWS_SESSION_TOKEN: sessionToken } = environment;
  const signer = new AwsV4Signer({
    method: "GET",
    url: url.href,
    accessKeyId,
    secretAccessKey,
    ...(sessionToken ? { sessionToken } : {}),
    service: "s3",
    region: regionOf(environment),
  });
  const { headers } = await signer.sign();
  return Object.fromEntries(headers);
}

function encodedPath(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

function lastName(path: string): string {
  return decodeURIComponent(path.slice(path.lastIndexOf("/") + 1));
}
