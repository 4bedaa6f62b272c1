// Calls of the control interface, and the stream of events.

export async function get(path) {
  return answer(await fetch(`/sandbox/${path}`));
}

export async function post(path, body = {}) {
  return answer(await fetch(`/sandbox/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  }));
}

export async function postFiles(path, fields, files) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined && value !== null) form.append(name, String(value));
  }
  for (const file of files) form.append("file", file, file.name);
  return answer(await fetch(`/sandbox/${path}`, { method: "POST", body: form }));
}

async function answer(response) {
  const body = await response.json();
  if (!response.ok) throw new Error(body.error ?? response.statusText);
  return body;
}

export const fileUrl = (id) => `/sandbox/files/${encodeURIComponent(id)}`;

// Calls `onOpen` whenever the stream (re)starts: what happened in between has to be read anew.
export function listen({ onOpen, onEvent, onLost }) {
  const stream = new EventSource("/sandbox/events");
  stream.onopen = onOpen;
  stream.onerror = onLost;
  stream.onmessage = (event) => onEvent(JSON.parse(event.data));
}
