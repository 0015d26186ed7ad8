import type { HonoRequest } from "hono";
import { Hono } from "hono";
import type { FileObject } from "openai/resources/files";
import { local } from "../../../../core/targets/local.js";
import { ApiError, badRequest, notFound } from "../api-error.js";
import type { StoredFiles } from "../stored-files.js";
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
      const { file, purpose } = await formOf(req);
      if (!(file instanceof File)) throw badRequest('Missing required parameter: "file".', "file");
      if (purpose !== "fine-tune") {
        throw badRequest(
          'The local engine takes files for the purpose "fine-tune" only.',
          "purpose",
        );
      }
      if (!file.name.endsWith(".jsonl")) {
        throw badRequest(`A file to train with must be named .jsonl, got "${file.name}".`, "file");
      }
      if (file.size > largestFileBytes) throw tooLarge();
      return json(await files.add(file.name, new Uint8Array(await file.arrayBuffer()), purpose));
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

/** The fields of an upload, or an error that says what is wrong. */
async function formOf(request: HonoRequest): Promise<Readonly<Record<string, unknown>>> {
  const length = Number(request.header("Content-Length") ?? 0);
  if (length > largestFileBytes + mostFormBytes) throw tooLarge();
  try {
    return await request.parseBody();
  } catch (error) {
    // What the platform throws where a form is not well-formed.
    if (error instanceof TypeError)
      throw badRequest("The body of the request is not a valid form.");
    throw error;
  }
}
