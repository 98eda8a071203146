/** Requests to our own server, with the token its forms carry. */

function token(): string {
  const headers = document.body.getAttribute("hx-headers");
  const told = headers ? (JSON.parse(headers) as Record<string, string>) : {};
  return told["X-CSRFToken"] ?? "";
}

export function post(address: string, content: Uint8Array<ArrayBuffer> | Blob): Promise<Response> {
  const headers = { "X-CSRFToken": token(), "Content-Type": "application/octet-stream" };
  return fetch(address, { method: "POST", headers, body: content, credentials: "same-origin", redirect: "error" });
}

/** The same, tried again after a while where the server can't be reached. */
export async function postAgain(address: string, content: Uint8Array<ArrayBuffer>, tries = 5): Promise<Response> {
  for (let tried = 1; ; tried++) {
    try {
      return await post(address, content);
    } catch (error) {
      if (tried >= tries) throw error;
      await new Promise((later) => setTimeout(later, 400 * 2 ** tried));
    }
  }
}
