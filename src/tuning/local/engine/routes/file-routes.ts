import type { HonoRequest } from "hono";
import { Hono } from "hono";
import type { FileObject } from "openai/resources/files";
import { local } from "../../../../core/targets/local.js";
import { ApiError, badRequest, notFound } from "../api-error.js";
import type { ReceivedFile, StoredFiles } from "../stored-files.js";
import type { FormPart } from "./form-parts.js";
import { FormError, formParts, whole } from "./form-parts.js";
import { pageOf } from "./page.js";

const { largestFileBytes = Infinity } = local;
/** Names, purpose and boundaries around a file. */
const mostFormBytes = 100_000;

/** `/files`: upload, list, retrieve, content, delete. */
export function fileRoutes(files: StoredFiles): Hono {
  const known = async (id: string): Promise<FileObject> => {
    const file = await files.find(id);
    if (file === undefined) throw notFound("file", id);
    return file;
  };
  return new Hono()
    .post("/", async ({ req, json }) => {
      const { received, purpose } = await formOf(req, files);
      if (received === undefined) throw badRequest('Missing required parameter: "file".', "file");
      const problem = problemOf(received.name, purpose);
      if (problem === undefined) return json(await received.file.keep(received.name, "fine-tune"));
      await received.file.discard();
      throw problem;
    })
    .get("/", async ({ req, json }) => {
      const purpose = req.query("purpose");
      const all = await files.list();
      const wanted = all.filter((file) => purpose === undefined || file.purpose === purpose);
      return json(pageOf(wanted, req.url, wanted.length + 1));
    })
    .get("/:id", async ({ req, json }) => json(await known(req.param("id"))))
    .get("/:id/content", async ({ req, body }) => {
      const { id } = await known(req.param("id"));
      const content = await files.content(id);
      if (content === undefined) throw notFound("file", id);
      return body(content, 200, { "Content-Type": "application/octet-stream" });
    })
    .delete("/:id", async ({ req, json }) => {
      const { id } = await known(req.param("id"));
      await files.remove(id);
      return json({ id, object: "file", deleted: true });
    });
}

function tooLarge(): ApiError {
  return new ApiError(413, `A file may have ${largestFileBytes} bytes at most.`);
}

function problemOf(name: string, purpose: string | undefined): ApiError | undefined {
  if (purpose !== "fine-tune") {
    const message = 'The local engine takes files for the purpose "fine-tune" only.';
    return badRequest(message, "purpose");
  }
  if (name.endsWith(".jsonl")) return undefined;
  return badRequest(`A file to train with must be named .jsonl, got "${name}".`, "file");
}

/** An upload: the file is on the disk, and not yet among the files. */
interface UploadForm {
  readonly received: { readonly name: string; readonly file: ReceivedFile } | undefined;
  readonly purpose: string | undefined;
}

/** Takes in an upload, or throws an error that says what is wrong. */
async function formOf(request: HonoRequest, files: StoredFiles): Promise<UploadForm> {
  const length = Number(request.header("Content-Length") ?? 0);
  if (length > largestFileBytes + mostFormBytes) throw tooLarge();
  let form: UploadForm = { received: undefined, purpose: undefined };
  try {
    for await (const part of formParts(request.raw)) form = await withPart(form, part, files);
    return form;
  } catch (error) {
    await form.received?.file.discard();
    if (error instanceof FormError)
      throw badRequest("The body of the request is not a valid form.");
    throw error;
  }
}

async function withPart(
  form: UploadForm,
  { name, filename, content }: FormPart,
  files: StoredFiles,
): Promise<UploadForm> {
  if (name === "file" && filename !== undefined && form.received === undefined) {
    const file = await files.receive(upTo(content, largestFileBytes));
    return { ...form, received: { name: filename, file } };
  }
  const text = new TextDecoder().decode(await whole(content, mostFormBytes));
  return name === "purpose" ? { ...form, purpose: text } : form;
}

/** The same content, or an error as soon as it has more bytes. */
async function* upTo(
  content: AsyncIterable<Uint8Array>,
  mostBytes: number,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const piece of content) {
    bytes += piece.length;
    if (bytes > mostBytes) throw tooLarge();
    yield piece;
  }
}
