// Results follow what is typed. The page is complete without it.

const form = document.getElementById("search");
const found = document.getElementById("found");
const field = form.elements.q;

let timer = 0;
let asked = new AbortController();

async function look() {
  asked.abort();
  asked = new AbortController();
  const query = new URLSearchParams(new FormData(form));
  const address = `${form.getAttribute("action")}?${query}`;
  try {
    const answer = await fetch(`${address}&part=results`, { signal: asked.signal });
    if (!answer.ok || answer.redirected) return;
    found.innerHTML = await answer.text();
    history.replaceState(history.state, "", address);
  } catch { /* what was found before stays; the button asks again */ }
}

const later = () => { clearTimeout(timer); timer = setTimeout(look, 200); };

// What an input method is composing is not looked for until it is chosen.
field.addEventListener("input", (event) => { if (!event.isComposing) later(); });
field.addEventListener("compositionend", later);
