import type { Port } from "../../protocol/rpc.js";

interface EditorApi {
  postMessage(message: unknown): void;
  setState(state: unknown): void;
  getState(): unknown;
}

// VS Code gives it to every page, once.
declare function acquireVsCodeApi(): EditorApi;

/** The page's end of the line to the editor. */
export interface Editor {
  readonly port: Port;
  /** Kept by the editor while the page is hidden and over a restart. */
  remember(memory: object): void;
  remembered(): unknown;
}

/** Connects the page with the editor. May be called once. */
export function takeEditor(): Editor {
  const api = acquireVsCodeApi();
  return {
    port: {
      send: (message) => api.postMessage(message),
      onMessage(listener) {
        const listen = ({ data }: MessageEvent<unknown>): void => listener(data);
        window.addEventListener("message", listen);
        return () => window.removeEventListener("message", listen);
      },
    },
    remember: (memory) => api.setState(memory),
    remembered: () => api.getState(),
  };
}
