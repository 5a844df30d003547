// Finds clients while one types, never in the middle of a conversion; the address follows, so that reload and Back hold.

const form = document.getElementById("find");
const box = form?.querySelector("input[name=q]");
let asked;

async function find() {
  const address = new URL(form.action);
  for (const [name, value] of new FormData(form)) if (value) address.searchParams.set(name, value);
  asked?.abort();
  asked = new AbortController();
  const answer = await fetch(address, { signal: asked.signal, headers: { accept: "text/html" } });
  if (!answer.ok || answer.redirected) return form.submit();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = page.getElementById("found");
  if (!found) return form.submit();
  document.getElementById("found").replaceChildren(...found.childNodes);
  history.replaceState(history.state, "", address);
}

// Without an answer the list stays as it was; the button asks once more and shows what is amiss.
const look = () => find().catch(() => {});

if (box) {
  box.addEventListener("input", (event) => event.isComposing || look());
  box.addEventListener("compositionend", look);
}
