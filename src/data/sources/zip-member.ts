import { once } from "node:events";
import { promisify } from "node:util";
import type { Readable } from "node:stream";
import type { Entry, ZipFile } from "yauzl";
import { open } from "yauzl";
import { UserError } from "../user-error.js";

/** An archive with more members than this is no table. */
const mostMembers = 10_000;

export interface ZipMember {
  readonly name: string;
  /** Ends the archive's use when it ends. */
  readonly stream: Readable;
}

/**
 * The only file of an archive, or the one that is named. What a Mac adds does not count.
 *
 * @throws a `UserError` where there are several, none of that name, or the archive is damaged
 */
export async function zipMember(
  location: string,
  path: string,
  name: string | undefined,
): Promise<ZipMember> {
  const archive = await openZip(location, path);
  const files = [...archive.entries.values()].filter(
    ({ fileName }) => !fileName.endsWith("/") && !/(?:^|\/)(?:__MACOSX\/|\.)/.test(fileName),
  );
  const [first] = files;
  const wanted =
    name === undefined ? (files.length === 1 ? first : undefined) : archive.entries.get(name);
  if (wanted !== undefined) return { name: wanted.fileName, stream: await archive.read(wanted) };
  archive.close();
  const names = files.slice(0, 10).map(({ fileName }) => `“${fileName}”`);
  const holds = `${names.join(", ")}${files.length > names.length ? ", …" : ""}`;
  if (first === undefined) throw new UserError(`${path} holds no file.`);
  if (name !== undefined)
    throw new UserError(`${path} holds no file “${name}”. It holds ${holds}.`);
  throw new UserError(
    `${path} holds ${files.length} files: ${holds}. Name one, as in ${path}#${first.fileName}`,
  );
}

export interface OpenZip {
  readonly entries: ReadonlyMap<string, Entry>;
  /** The content of a member; an error where it is not as long as the archive says. */
  read(entry: Entry): Promise<Readable>;
  close(): void;
}

/** Opens an archive and reads its directory. */
export async function openZip(location: string, path: string): Promise<OpenZip> {
  try {
    const archive = await opened(location);
    const entries = await entriesOf(archive, path);
    return {
      entries,
      read: (entry) => promisify(archive.openReadStream.bind(archive) as OpenStream)(entry),
      close: () => archive.close(),
    };
  } catch (error) {
    if (error instanceof UserError) throw error;
    const said = error instanceof Error ? error.message : String(error);
    throw new UserError(`${path} is not a readable ZIP archive: ${said}`);
  }
}

type OpenStream = (entry: Entry, done: (error: Error | null, stream: Readable) => void) => void;

function opened(location: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    open(
      location,
      { lazyEntries: true, autoClose: false, validateEntrySizes: true },
      (error, archive) => {
        if (error === null) resolve(archive);
        else reject(error);
      },
    );
  });
}

async function entriesOf(archive: ZipFile, path: string): Promise<ReadonlyMap<string, Entry>> {
  const entries = new Map<string, Entry>();
  const ended = once(archive, "end");
  archive.on("entry", (entry: Entry) => {
    if (entries.size >= mostMembers) {
      archive.emit("error", new UserError(`${path} holds more than ${mostMembers} files.`));
      return;
    }
    entries.set(entry.fileName, entry);
    archive.readEntry();
  });
  archive.readEntry();
  await ended;
  return entries;
}
