/** Compiles a WebAssembly module that a bundle holds in Base64. */
export function compileKernel(base64: string): WebAssembly.Module {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i += 1) bytes[i] = binary.charCodeAt(i);
  return new WebAssembly.Module(bytes);
}
