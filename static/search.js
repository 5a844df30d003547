// Results follow what is typed, and the arrows lead through them. The page is complete without it.

const form = document.getElementById("search");
const found = document.getElementById("found");
const field = form.elements.q;

let timer = 0;
let asked = new AbortController();

/** Says that what stands here answers an earlier question. */
function unanswered() {
  if (found.firstElementChild?.matches(".unanswered")) return;
  const said = document.createElement("p");
  said.className = "state unanswered";
  said.setAttribute("role", "alert");
  said.textContent = found.dataset.unanswered;
  found.prepend(said);
}

async function look() {
  asked.abort();
  asked = new AbortController();
  const { signal } = asked;
  const query = new URLSearchParams(new FormData(form));
  const address = `${form.getAttribute("action")}?${query}`;
  try {
    const answer = await fetch(`${address}&part=results`, { signal });
    const html = await answer.text();
    if (signal.aborted) return;
    if (!answer.ok || answer.redirected) return unanswered();
    found.innerHTML = html;
    history.replaceState(history.state, "", address);
  } catch {
    if (!signal.aborted) unanswered();
  }
}

const later = () => { clearTimeout(timer); timer = setTimeout(look, 200); };

// What an input method is composing is not looked for until it is chosen.
field.addEventListener("input", (event) => { if (!event.isComposing) later(); });
field.addEventListener("compositionend", later);

// From the box down to the hits, from hit to hit, and up again.
document.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const places = [field, ...found.querySelectorAll("a.hit")];
  const at = places.indexOf(event.target);
  if (at < 0 || !places[at + step]) return;
  event.preventDefault();
  places[at + step].focus();
});
