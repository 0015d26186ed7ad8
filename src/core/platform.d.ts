// What every platform that runs the core has, Node and browsers alike, and the language's own
// library does not name.

declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
  encodeInto(text: string, target: Uint8Array): { readonly read: number; readonly written: number };
}

declare class TextDecoder {
  constructor(
    encoding: string,
    options?: { readonly fatal?: boolean; readonly ignoreBOM?: boolean },
  );
  decode(bytes: Uint8Array): string;
}

declare function atob(base64: string): string;

declare namespace WebAssembly {
  interface Module {
    readonly compiled: never;
  }
  const Module: new (bytes: Uint8Array) => Module;
  const Instance: new (module: Module, imports: object) => { readonly exports: object };
}
