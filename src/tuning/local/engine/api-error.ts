import type { ContentfulStatusCode } from "hono/utils/http-status";

/** What the engine answers where it cannot do what it was asked, in OpenAI's shape. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: ContentfulStatusCode;
  readonly code: string | null;
  readonly param: string | null;

  constructor(
    status: ContentfulStatusCode,
    message: string,
    { code, param }: { readonly code?: string; readonly param?: string } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code ?? null;
    this.param = param ?? null;
  }

  /** The body of the answer. */
  get body(): { readonly error: ApiErrorBody } {
    const { message, param, code } = this;
    const type = this.status >= 500 ? "server_error" : "invalid_request_error";
    return { error: { message, type, param, code } };
  }
}

interface ApiErrorBody {
  readonly message: string;
  readonly type: string;
  readonly param: string | null;
  readonly code: string | null;
}

/** A parameter that is wrong. */
export function badRequest(message: string, param?: string): ApiError {
  return new ApiError(400, message, param === undefined ? {} : { param });
}

/** Something that is not there. */
export function notFound(what: string, id: string, code?: string): ApiError {
  return new ApiError(404, `There is no ${what} "${id}".`, code === undefined ? {} : { code });
}
