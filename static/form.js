// Enter belongs to the input method while it composes; a form that is on its way is not sent twice; and what was done
// before a page is said for a while.

document.addEventListener("keydown", (event) => {
  const composing = event.isComposing || event.keyCode === 229;
  if (event.key === "Enter" && composing && event.target instanceof HTMLInputElement) event.preventDefault();
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  // A form that answers with a download leaves the page standing, and may be wanted again.
  setTimeout(() => delete form.dataset.sent, 2000);
});

// What was done is said for ten seconds; the same undo stays where it is recorded. Nobody loses it from under their hand.
const bar = document.querySelector(".undo");
if (bar) {
  const told = new URL(location.href);
  told.searchParams.delete("done");
  history.replaceState(history.state, "", told);
  const said = bar.querySelector("[role=status]");
  const words = said.textContent;
  said.textContent = "";
  setTimeout(() => { said.textContent = words; }, 100);
  const leave = () => {
    if (bar.matches(":hover, :focus-within")) setTimeout(leave, 2000);
    else bar.hidden = true;
  };
  setTimeout(leave, 10000);
}
