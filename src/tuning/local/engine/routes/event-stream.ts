/** Objects as server-sent events, as OpenAI streams them: one `data` each, `[DONE]` at the end. */
export function eventStream(chunks: readonly object[]): Response {
  const events = [...chunks.map((chunk) => JSON.stringify(chunk)), "[DONE]"];
  const body = events.map((data) => `data: ${data}\n\n`).join("");
  return new Response(body, { headers: { "Content-Type": "text/event-stream" } });
}
